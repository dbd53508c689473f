"""What a counselor does with a note at the end of the day."""

from __future__ import annotations

from PySide6.QtTest import QTest

from ketacounsel.core.ids import ClientId, NoteId, SessionId
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.screens.note.view import NoteScreen
from tests.services.harbor_lane import PIN, Clock

VIEW = "Assessment seen by the counselor."


def hold_session(desk: Desk, client_id: ClientId, clock: Clock, words: str) -> NoteId:
    """An integration session with a story and a small step, ended, and its draft."""
    session: SessionId = desk.sessions.start(client_id).head.id
    desk.sessions.put_answers(
        session, {("tell", "narrative"): words, ("tell", "for_the_note"): words, ("arrive", "mood"): 6}
    )
    desk.sessions.save_jotting(session, "Door again.")
    clock.forward(minutes=50)
    desk.sessions.end(session)
    return desk.notes.draft_from(session)


def drafted(screen: NoteScreen, line: str) -> str:
    assert screen.note is not None
    screen.desk.autosave.flush()
    draft = screen.desk.notes.open(screen.note.id).draft
    return draft.paragraph(line).text


def settle(screen: NoteScreen) -> None:
    assert screen.note is not None
    while line := screen.note.first_unsettled:
        screen.faces.paper.keep(line)
    if screen.note.view.unsettled:
        screen.faces.sign.reason.setPlainText("Client left early.")


def enter_pin(screen: NoteScreen, pin: str = PIN) -> None:
    screen.faces.sign.pin.setFocus()
    for digit in pin:
        QTest.keyClicks(screen.window().focusWidget(), digit)
