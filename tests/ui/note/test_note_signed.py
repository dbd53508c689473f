"""A signed note is read, compared, and added to; what was done to it behind the program's back shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from ketacounsel.services.records import Records
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.note.compare import CompareSheet
from ketacounsel.ui.screens.note.line import Line
from ketacounsel.ui.screens.note.view import NoteScreen
from tests.ui.note.evening import VIEW, enter_pin, settle


@pytest.fixture
def signed(screen: NoteScreen) -> NoteScreen:
    """The note, edited and signed."""
    QTest.keyClicks(screen.faces.paper.rows["assessment"].edit, VIEW)
    settle(screen)
    enter_pin(screen)
    screen.faces.sign.press()
    assert screen.note is not None and screen.note.signed
    return screen


def test_a_signed_note_is_read_only_and_says_that_it_is_unchanged(signed: NoteScreen) -> None:
    assert signed.faces.seal.accessibleName() == "Unchanged since signing"
    for line in signed.faces.signed_paper.findChildren(Line):
        assert line.isReadOnly()


def test_an_addendum_is_typed_kept_signed_and_stands_below(desk: Desk, signed: NoteScreen) -> None:
    assert signed.note is not None
    signed.faces.acts.addendum.click()
    field = signed.faces.signed_paper.addendum
    assert field is not None
    assert not signed.faces.sign_addendum.sign.isEnabled()
    QTest.keyClicks(field, "Told by phone.")
    desk.autosave.flush()
    assert desk.notes.open(signed.note.id).addenda[0].body == "Told by phone."
    signed.faces.sign_addendum.sign.click()
    (addendum,) = desk.notes.open(signed.note.id).addenda
    assert addendum.signed_at is not None
    assert signed.faces.signed_paper.addendum is None


def test_a_discarded_addendum_comes_back_with_undo(desk: Desk, signed: NoteScreen) -> None:
    assert signed.note is not None
    offered: list[Callable[[], None]] = []
    signed.undo_offered.connect(lambda _words, undo: offered.append(undo))
    signed.faces.acts.addendum.click()
    field = signed.faces.signed_paper.addendum
    assert field is not None
    QTest.keyClicks(field, "Told by phone.")
    signed.faces.signed_paper.discard_requested.emit()
    assert desk.notes.open(signed.note.id).addenda == ()
    offered[0]()
    assert desk.notes.open(signed.note.id).addenda[0].body == "Told by phone."


def test_an_edit_is_compared_with_the_text_before(signed: NoteScreen) -> None:
    assert signed.note is not None
    signed.faces.history.compare_requested.emit(len(signed.note.view.edits) - 2)
    (sheet,) = signed.window().findChildren(CompareSheet)
    assert sheet.isVisible()
    sheet.dismiss()


def test_a_text_changed_behind_the_programs_back_is_told_in_brick(
    signed: NoteScreen, records: Records
) -> None:
    assert signed.note is not None
    with records.write("Tamper") as db:
        db.execute(text("DROP TRIGGER IF EXISTS note_signed_stays"))
        triggers = db.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
        for name in triggers:
            db.execute(text(f'DROP TRIGGER "{name}"'))
        db.execute(text("UPDATE note SET body = replace(body, 'door', 'window')"))
    signed.arrive(Go("note", thing=signed.note.id))
    assert signed.faces.seal.accessibleName() == "Does not match its signature"
    signed.faces.seal.both_requested.emit()
    (sheet,) = signed.window().findChildren(CompareSheet)
    sheet.dismiss()


def test_the_text_is_copied_with_its_head(signed: NoteScreen, desk: Desk) -> None:
    assert signed.note is not None
    signed.faces.acts.copy.click()
    assert QApplication.clipboard().text() == desk.notes.plain(signed.note.id)
    assert "no longer protected" in signed.faces.notice.text()
