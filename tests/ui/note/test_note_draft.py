"""A draft is reviewed line by line and signed with the PIN."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ketacounsel.core.ids import ClientId, NoteId
from ketacounsel.services import vault
from ketacounsel.services.proofs import Proofs
from ketacounsel.store.kdf import KdfCost
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.note.view import NoteScreen
from tests.services.harbor_lane import DANA, PIN, Clock
from tests.ui.note.evening import VIEW, drafted, enter_pin, hold_session, settle

WORDS = "maple tuba fjord ninety oxen gauze"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_the_keyboard_is_on_the_first_line_that_needs_the_counselor(screen: NoteScreen) -> None:
    assert screen.note is not None
    first = screen.faces.paper.rows[screen.note.first_unsettled]
    assert screen.window().focusWidget() is first.edit


def test_what_is_typed_into_a_line_is_kept(screen: NoteScreen, qtbot: QtBot) -> None:
    edit = screen.faces.paper.rows["assessment"].edit
    edit.setFocus()
    QTest.keyClicks(edit, VIEW)
    qtbot.waitUntil(lambda: not screen.desk.autosave.waiting)
    assert VIEW in drafted(screen, "assessment")


def test_undo_and_redo_walk_through_the_whole_note(screen: NoteScreen) -> None:
    rows = screen.faces.paper.rows
    before = {key: drafted(screen, key) for key in ("assessment", "risk")}
    for key, words in (("assessment", "One. "), ("risk", "Two. ")):
        rows[key].edit.setFocus()
        rows[key].edit.put_caret(0)
        QTest.keyClicks(rows[key].edit, words)
    assert drafted(screen, "risk").startswith("Two. ")
    for key in ("risk", "assessment"):
        QTest.keyClick(screen.window().focusWidget(), Qt.Key.Key_Z, CTRL)
        assert drafted(screen, key) == before[key]
        assert rows[key].edit.text() == before[key]
    assert screen.note is not None and screen.note.first_unsettled
    QTest.keyClick(screen.window().focusWidget(), Qt.Key.Key_Z, CTRL | SHIFT)
    assert drafted(screen, "assessment").startswith("One. ")


def test_a_line_kept_by_mistake_opens_again_with_undo(screen: NoteScreen) -> None:
    assert screen.note is not None
    line = screen.note.first_unsettled
    screen.main_act()
    assert screen.note.first_unsettled != line
    screen.undo()
    assert screen.note.first_unsettled == line


def test_another_format_keeps_every_edit(screen: NoteScreen) -> None:
    QTest.keyClicks(screen.faces.paper.rows["assessment"].edit, VIEW)
    screen.faces.paper.formats.options()[2].click()
    assert VIEW in screen.faces.paper.rows["assessment"].edit.text()
    screen.undo()
    assert screen.note is not None and screen.note.draft.format == "dap"
    assert VIEW in screen.faces.paper.rows["assessment"].edit.text()


def test_nothing_is_signed_before_the_marked_lines_are_settled(screen: NoteScreen) -> None:
    enter_pin(screen)
    assert not screen.faces.sign.sign.isEnabled()
    assert "first; then enter your PIN" in screen.faces.sign.sentence.text()


def test_required_fields_left_empty_want_a_reason(screen: NoteScreen) -> None:
    assert screen.note is not None and screen.note.view.unsettled
    while line := screen.note.first_unsettled:
        screen.faces.paper.keep(line)
    enter_pin(screen)
    assert not screen.faces.sign.sign.isEnabled()
    QTest.keyClicks(screen.faces.sign.reason, "Client left early.")
    assert screen.faces.sign.sign.isEnabled()
    screen.desk.autosave.flush()
    assert screen.desk.notes.open(screen.note.id).incomplete_reason == "Client left early."


def test_a_wrong_pin_changes_nothing_and_says_so(screen: NoteScreen) -> None:
    settle(screen)
    enter_pin(screen, "111222")
    screen.main_act()
    assert screen.note is not None and not screen.note.signed
    assert "PIN is not right" in screen.faces.sign.sentence.text()
    assert screen.faces.sign.pin.pin() == ""


def test_after_three_misses_the_passphrase_is_offered_and_after_five_asked(screen: NoteScreen) -> None:
    settle(screen)
    for miss in range(1, 6):
        enter_pin(screen, "111222")
        screen.main_act()
        assert screen.faces.sign.other.isVisible() == (3 <= miss < 5)
    assert screen.faces.sign.passphrase.isVisible()
    assert not screen.faces.sign.pin.isVisible()


def test_signed_with_the_pin_the_note_is_closed(screen: NoteScreen) -> None:
    settle(screen)
    enter_pin(screen)
    screen.faces.sign.sign.click()
    assert screen.note is not None and screen.note.signed
    assert screen.faces.signed_paper.isVisible()
    assert not screen.faces.paper.isVisible()


def test_notes_are_signed_in_turn_with_one_pin_and_back_on_today(
    desk: Desk, screen: NoteScreen, maren: ClientId, clock: Clock, note_id: NoteId, qtbot: QtBot
) -> None:
    clock.forward(minutes=30)
    other = hold_session(desk, maren, clock, "A second talk.")
    went: list[Go] = []
    screen.go_requested.connect(went.append)
    screen.arrive(Go("note", act="review"))
    settle(screen)
    enter_pin(screen)
    screen.main_act()
    assert screen.note is not None and screen.note.id in (note_id, other)
    assert not screen.note.signed
    settle(screen)
    assert not screen.faces.sign.pin.isVisible()
    screen.main_act()
    assert went == [Go("today")]
    assert desk.notes.to_sign() == ()


def test_the_pin_holds_five_minutes(screen: NoteScreen, clock: Clock) -> None:
    settle(screen)
    screen.proof.by_pin(PIN)
    clock.forward(minutes=4)
    assert screen.proof.holds
    clock.forward(minutes=2)
    assert not screen.proof.holds


def test_brackets_turn_to_the_note_before_and_the_next(
    desk: Desk, screen: NoteScreen, maren: ClientId, clock: Clock
) -> None:
    clock.forward(minutes=30)
    hold_session(desk, maren, clock, "A second talk.")
    screen.arrive(Go("note", act="review"))
    assert screen.note is not None
    first = screen.note.id
    screen.faces.bar.next.setFocus()
    QTest.keyClick(screen.faces.bar.next, Qt.Key.Key_BracketRight)
    assert screen.note.id != first
    assert screen.faces.bar.count.text() == "2 of 2"


def test_the_place_comes_back_after_a_lock(desk: Desk, screen: NoteScreen, qtbot: QtBot) -> None:
    edit = screen.faces.paper.rows["assessment"].edit
    edit.setFocus()
    QTest.keyClicks(edit, "Half a sent")
    place = screen.place()
    screen.leave()
    again = NoteScreen(desk)
    qtbot.addWidget(again)
    again.show()
    again.return_to(place)
    qtbot.wait(20)
    made = again.faces.paper.rows["assessment"].edit
    assert "Half a sent" in made.text()
    assert made.textCursor().position() == place["caret"]


def test_every_button_has_a_name(screen: NoteScreen) -> None:
    for one in screen.findChildren(QPushButton):
        assert one.accessibleName() or one.text()


def test_the_passphrase_signs_when_the_pin_was_missed_too_often(
    desk: Desk, note_id: NoteId, tmp_path: Path, qtbot: QtBot
) -> None:
    made = vault.prepare(DANA, WORDS, KdfCost(memory_kib=8, passes=1), desk.clock())
    vault.create(tmp_path / "keys", made, lambda _db, _keys: None, desk.clock()).close()
    screen = NoteScreen(replace(desk, proofs=Proofs(tmp_path / "keys")))
    qtbot.addWidget(screen)
    screen.show()
    screen.arrive(Go("note", thing=note_id))
    settle(screen)
    for _ in range(5):
        enter_pin(screen, "111222")
        screen.main_act()
    card = screen.faces.sign
    QTest.keyClicks(card.passphrase, "not the passphrase at all")
    card.sign.click()
    qtbot.waitUntil(lambda: "doesn’t open" in card.sentence.text())
    assert screen.note is not None and not screen.note.signed
    QTest.keyClicks(card.passphrase, WORDS)
    card.sign.click()
    qtbot.waitUntil(lambda: screen.note is not None and screen.note.signed)
