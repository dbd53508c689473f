"""The window around the screens: where one is, what is running, what hides, what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.errors import BadInput, NotOnDisk
from ketacounsel.core.ids import ClientId
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go, Heading
from ketacounsel.ui.keys_sheet import KeysSheet
from ketacounsel.ui.palette import Palette
from ketacounsel.ui.screen import Screen
from ketacounsel.ui.shell import Shell
from ketacounsel.ui.widgets.overlay import Overlay, Question
from tests.ui.seen import named, shown

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shell(desk: Desk, qtbot: QtBot) -> Iterator[Shell]:
    window = Shell(desk)
    qtbot.addWidget(window)
    window.go(Go("settings"))
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    yield window
    window.hide()


def press(shell: Shell, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(shell, key, modifier)


def test_places_are_reached_by_key(shell: Shell) -> None:
    press(shell, Qt.Key.Key_2, CTRL)
    assert shell.place()["go"] == {"screen": "clients", "client_id": "", "tab": "", "thing": ""}
    press(shell, Qt.Key.Key_Comma, CTRL)
    assert shell.here is not None
    assert shell.here.heading().title == "Settings"


def screen_of(shell: Shell) -> object:
    go = shell.place()["go"]
    assert isinstance(go, dict)
    return go["screen"]


def test_back_leads_where_one_was(shell: Shell) -> None:
    shell.go(Go("clients"))
    shell.go(Go("today"))
    shell.back()
    assert screen_of(shell) == "clients"


def test_f9_hides_everything_and_only_f9_comes_back(shell: Shell, qtbot: QtBot) -> None:
    press(shell, Qt.Key.Key_F9)
    assert shell.busy
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Escape)
    QTest.keyClick(focus, Qt.Key.Key_1, CTRL)
    assert shell.busy
    assert shell.windowTitle() == "KetaCounsel"
    press(shell, Qt.Key.Key_F9)
    assert not shell.busy


def test_f9_covers_an_open_sheet_too(shell: Shell) -> None:
    shell.open_keys()
    shell.toggle_client_view()
    cover = shell.childAt(shell.rect().center())
    assert type(cover).__name__ == "Cover"
    shell.toggle_client_view()
    shell.findChildren(KeysSheet)[0].dismiss()


def test_the_cover_follows_the_window(shell: Shell) -> None:
    shell.cover()
    shell.resize(1024, 768)
    assert type(shell.childAt(1000, 750)).__name__ == "Cover"
    shell.toggle_client_view()


def test_ctrl_k_opens_the_palette_once_and_escape_gives_the_keyboard_back(shell: Shell) -> None:
    before = QApplication.focusWidget()
    press(shell, Qt.Key.Key_K, CTRL)
    press(shell, Qt.Key.Key_K, CTRL)
    palettes = [one for one in shell.findChildren(Palette) if one.isVisible()]
    assert len(palettes) == 1
    assert palettes[0].field.hasFocus()
    QTest.keyClick(palettes[0].field, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before
    assert not shell.busy


def test_f1_lists_the_keys_and_f6_walks_the_parts(shell: Shell) -> None:
    press(shell, Qt.Key.Key_F1)
    assert shell.busy
    shell.findChildren(KeysSheet)[0].dismiss()
    places = set()
    for _ in range(len(shell.region_widgets())):
        press(shell, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        assert focus is not None
        places.add(next(i for i, r in enumerate(shell.region_widgets()) if r.isAncestorOf(focus)))
    assert len(places) >= 3


def test_something_removed_can_come_back_by_key(shell: Shell) -> None:
    back: list[str] = []
    shell.offer_undo("Theme “Grief” removed.", lambda: back.append("Grief"))
    press(shell, Qt.Key.Key_Z, CTRL)
    press(shell, Qt.Key.Key_Z, CTRL)
    assert back == ["Grief"]


def test_that_all_is_saved_is_said_from_the_first_moment(shell: Shell) -> None:
    assert "Saved 13:52" in shown(shell)


def test_a_refused_write_says_not_on_disk_until_it_is_written(shell: Shell) -> None:
    refuse = True

    def write() -> Saved:
        if refuse:
            raise NotOnDisk
        return Saved(datetime(2026, 10, 15, 19, 53, tzinfo=UTC), frozenset({Topic.PRACTICE}))

    shell.desk.autosave.put("words", write)
    assert not shell.desk.autosave.flush()
    assert "Not on disk" in shown(shell)
    refuse = False
    assert shell.desk.autosave.flush()
    assert "Not on disk" not in shown(shell) and "Saved 13:53" in shown(shell)


def test_closing_with_words_that_are_not_on_disk_asks_first(shell: Shell, qtbot: QtBot) -> None:
    def write() -> Saved:
        raise NotOnDisk

    shell.desk.autosave.put("words", write)
    assert not shell.close()
    question = shell.findChildren(Question)[0]
    assert question.safe.hasFocus()
    with qtbot.waitSignal(shell.closing):
        question.act.click()
    shell.desk.autosave.drop("words")


def test_words_the_record_refuses_are_said_and_do_not_call_the_disk_full(shell: Shell) -> None:
    def write() -> Saved:
        raise BadInput("words", "This is not one of the choices.")

    shell.desk.autosave.put("words", write)
    shell.desk.autosave.flush()
    told = " ".join(shown(shell))
    assert "This is not one of the choices." in told
    assert "Copy them before you leave this place." in told
    assert "Not on disk" not in told
    assert shell.close()


def test_a_fault_in_the_open_screen_keeps_no_records_open(shell: Shell, qtbot: QtBot) -> None:
    class Faulty(Screen):
        def arrive(self, go: Go) -> None:
            self.desk.autosave.put("words", self.write)

        def write(self) -> Saved:
            return self.desk.practice.set_setting("idle_min", 7)

        def heading(self) -> Heading:
            return Heading("Faulty")

        def leave(self) -> bool:
            raise RuntimeError("a field that is gone")

        def place(self) -> dict[str, object]:
            raise RuntimeError("a field that is gone")

    faulty = Faulty(shell.desk)
    faulty.arrive(Go("today"))
    shell._here = faulty  # noqa: SLF001 - a screen that no one makes
    with qtbot.captureExceptions() as told, qtbot.waitSignal(shell.closing):
        assert shell.close()
    shell._here = None  # noqa: SLF001
    assert [type(one[1]) for one in told] == [RuntimeError, RuntimeError]
    assert shell.desk.practice.setting("idle_min") == 7


def test_closing_asks_over_an_open_sheet_too(shell: Shell) -> None:
    def write() -> Saved:
        raise NotOnDisk

    shell.open_keys()
    shell.desk.autosave.put("words", write)
    for _ in range(2):
        assert not shell.close()
    assert len(shell.findChildren(Question)) == 1
    shell.desk.autosave.drop("words")


def test_the_place_is_kept_and_taken_up_again(shell: Shell, desk: Desk, maren: ClientId) -> None:
    shell.go(Go("settings", tab="crisis"))
    assert shell.put_away()
    again = Shell(desk)
    again.return_to(desk.practice.place())
    assert screen_of(again) == "settings"
    again.deleteLater()


def test_a_place_that_is_gone_leads_to_today(shell: Shell) -> None:
    shell.return_to({"go": {"screen": "client", "client_id": "nobody", "tab": "", "thing": ""}})
    assert screen_of(shell) == "today"


def test_a_running_session_is_told_on_every_other_screen_by_initials(shell: Shell, maren: ClientId) -> None:
    shell.desk.sessions.start(maren)
    shell.go(Go("clients"))
    assert "Session running: M. O., 0 min" in named(shell)


def test_a_screen_s_own_acts_have_their_keys(shell: Shell, desk: Desk, maren: ClientId) -> None:
    shell.go(Go("clients"))
    press(shell, Qt.Key.Key_N, CTRL)
    assert shell.busy
    sheet = next(one for one in shell.findChildren(Overlay) if one.isVisible())
    sheet.dismiss()
    shell.go(Go("today"))
    session = desk.sessions.start(maren).head.id
    desk.sessions.end(session)
    desk.notes.draft_from(session)
    shell.go(Go("today"))
    press(shell, Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert shell.place()["go"]["screen"] == "note"  # type: ignore[index]
