"""What stands around every screen: rail, the word on saving, undo, and the cover."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketacounsel.ui.chrome.cover import Cover
from ketacounsel.ui.chrome.page import Room, room_for
from ketacounsel.ui.chrome.rail import Rail
from ketacounsel.ui.chrome.saved import SavedStatus
from ketacounsel.ui.chrome.undo_bar import UndoBar
from ketacounsel.ui.theme import apply_theme
from ketacounsel.ui.widgets.accessible import accessible_name
from ketacounsel.ui.widgets.field import TextField
from tests.ui.on_a_window import look, shown  # noqa: F401 - `look` dresses every test here


def test_saved_never_changes_its_width(qtbot: QtBot) -> None:
    saved = SavedStatus()
    shown(qtbot, saved)
    widths = set()
    for show in (
        saved.show_nothing,
        lambda: saved.show_saved("15:01"),
        saved.show_not_on_disk,
    ):
        show()
        widths.add(saved.sizeHint().width())
    assert len(widths) == 1
    assert accessible_name(saved) == "Not on disk"


def test_the_rail_shows_only_what_it_is_told_to(qtbot: QtBot) -> None:
    rail = Rail(["today", "clients"])
    shown(qtbot, rail)
    assert [button.text() for button in rail.findChildren(type(rail.button("today")))] == [
        "Today",
        "Clients",
        "Settings",
        "Lock",
    ]
    rail.set_current("clients")
    with qtbot.waitSignal(rail.place_requested) as heard:
        rail.button("today").click()
    assert heard.args == ["today"]
    assert rail.button("clients").isChecked()


def test_taking_back_never_takes_the_keyboard(qtbot: QtBot) -> None:
    field = TextField("Name")
    window = shown(qtbot, field)
    field.setFocus()
    bar = UndoBar(window)
    bar.say("Theme ‘Grief’ removed.")
    assert window.focusWidget() is field
    with qtbot.waitSignal(bar.undo_requested):
        bar.undo_button.click()


def test_only_f9_leaves_the_cover(qtbot: QtBot) -> None:
    window = shown(qtbot, TextField("Behind"))
    cover = Cover(window)
    cover.cover("15:01")
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Return):
        with qtbot.assertNotEmitted(cover.leave_requested):
            QTest.keyClick(cover, key)
    assert window.focusWidget() is cover
    with qtbot.waitSignal(cover.leave_requested):
        QTest.keyClick(cover, Qt.Key.Key_F9)


def test_at_200_percent_there_is_room_for_half() -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    assert (room_for(1440), room_for(1100), room_for(1024)) == (Room.WIDE, Room.NARROW, Room.TIGHT)
    apply_theme(app, "light", 2.0)
    assert room_for(1440) is Room.TIGHT
    apply_theme(app, "light")
