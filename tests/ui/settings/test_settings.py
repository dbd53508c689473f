"""Settings: changed while typed, at once, and never an empty name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketacounsel.core.errors import WrongPin
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.key_list import key_words
from ketacounsel.ui.screens.settings.crisis_page import CrisisPage
from ketacounsel.ui.screens.settings.look_page import LookPage
from ketacounsel.ui.screens.settings.pin_sheet import PinSheet
from ketacounsel.ui.screens.settings.plain_pages import sections
from ketacounsel.ui.screens.settings.security_page import SecurityPage
from ketacounsel.ui.screens.settings.view import KEYS, SettingsScreen
from ketacounsel.ui.screens.settings.you_page import YouPage
from ketacounsel.ui.theme import theme
from tests.services.harbor_lane import PIN


@pytest.fixture
def settings(desk: Desk, qtbot: QtBot) -> Iterator[SettingsScreen]:
    screen = SettingsScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1200, 800)
    screen.arrive(Go("settings"))
    screen.show()
    yield screen
    desk.dress.choose_theme("light")
    desk.dress.choose_size(1.0)


def you(settings: SettingsScreen) -> YouPage:
    settings.open_page("you")
    page = settings.page()
    assert isinstance(page, YouPage)
    return page


def crisis(settings: SettingsScreen) -> CrisisPage:
    settings.open_page("crisis")
    page = settings.page()
    assert isinstance(page, CrisisPage)
    return page


def type_pin(sheet: PinSheet, which: str, digits: str) -> None:
    field = {"old": sheet.old, "new": sheet.new}[which]
    field.clear()
    for digit in digits:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, digit)


def test_every_page_opens(settings: SettingsScreen) -> None:
    for key in KEYS:
        settings.open_page(key)
        assert settings.buttons[key].isChecked()


def test_what_is_typed_is_saved_without_a_button(settings: SettingsScreen, desk: Desk) -> None:
    line = you(settings).form.line("credentials")
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "LPC, NCC")
    desk.autosave.flush()
    assert desk.practice.counselor().credentials == "LPC, NCC"


def test_an_empty_name_is_said_and_the_old_one_stays(settings: SettingsScreen, desk: Desk) -> None:
    page = you(settings)
    line = page.form.line("practice")
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, " ")
    desk.autosave.flush()
    assert page.form.fields["practice"].message() == "The practice’s name can’t be empty."
    assert desk.practice.get().name == "Harbor Lane Counseling"


def test_paper_is_changed_at_once(settings: SettingsScreen, desk: Desk) -> None:
    page = you(settings)
    page.form.edited.emit("paper", "a4")
    desk.autosave.flush()
    assert desk.practice.get().paper == "a4"


def test_theme_and_size_change_at_once(settings: SettingsScreen, desk: Desk) -> None:
    settings.open_page("look")
    page = settings.page()
    assert isinstance(page, LookPage)
    page.ground.pick(2)
    assert theme().dark
    page.scale.pick(3)
    assert theme().scale == 1.5
    desk.dress.switch_theme()
    assert page.ground.index() == 1


def test_the_minutes_until_it_locks_are_kept(settings: SettingsScreen, desk: Desk) -> None:
    settings.open_page("security")
    page = settings.page()
    assert isinstance(page, SecurityPage)
    locking = page.locking
    assert locking.away.currentText() == "5 minutes"
    assert locking.in_session.currentText() == "30 minutes"
    locking.away.chosen.emit(0)
    assert desk.practice.setting("idle_min") == 1
    page.reread()
    assert locking.away.currentText() == "1 minute"


def test_a_new_pin_needs_the_old_one(settings: SettingsScreen, desk: Desk) -> None:
    sheet = PinSheet(desk, settings)
    sheet.open_over(settings)
    type_pin(sheet, "old", "111222")
    type_pin(sheet, "new", "582014")
    sheet.change.click()
    desk.practice.check_pin(PIN)
    assert not sheet.isHidden()
    type_pin(sheet, "old", PIN)
    sheet.change.click()
    assert sheet.isHidden()
    desk.practice.check_pin("582014")
    with pytest.raises(WrongPin):
        desk.practice.check_pin(PIN)


def test_a_new_pin_with_a_pattern_is_refused(settings: SettingsScreen, desk: Desk) -> None:
    sheet = PinSheet(desk, settings)
    sheet.open_over(settings)
    type_pin(sheet, "old", PIN)
    type_pin(sheet, "new", "123123")
    sheet.change.click()
    assert "easily guessed" in sheet.new_field.message()
    sheet.dismiss()


def test_a_crisis_line_is_added_changed_and_removed_with_a_way_back(
    settings: SettingsScreen, desk: Desk, qtbot: QtBot
) -> None:
    page = crisis(settings)
    page.preset.click()
    desk.autosave.flush()
    assert [line.number for line in desk.practice.get().crisis_lines] == ["988"]
    assert page.preset.isHidden()
    with qtbot.waitSignal(settings.undo_offered) as told:
        page.rows[0].removed.emit()
    desk.autosave.flush()
    assert desk.practice.get().crisis_lines == ()
    told.args[1]()
    desk.autosave.flush()
    assert [line.number for line in desk.practice.get().crisis_lines] == ["988"]


def test_988_is_not_offered_elsewhere(settings: SettingsScreen, desk: Desk) -> None:
    desk.practice.patch_practice({"country": "DE"})
    assert crisis(settings).preset.isHidden()


def test_keys_are_said_as_they_are_printed_on_the_keyboard() -> None:
    assert key_words("Ctrl+Shift+D", "linux") == "Ctrl Shift D"
    assert key_words("Ctrl+Return", "linux") == "Ctrl Enter"
    assert key_words("F6 | Shift+F6", "linux") == "F6 or Shift F6"
    assert key_words("Ctrl++", "linux") == "Ctrl +"
    assert key_words("Ctrl+K", "darwin") == "Cmd K"


def test_the_terms_of_others_work_are_shown_in_plain_words() -> None:
    text = "# Title\n\nOne\ntwo.\n\n| what | terms |\n|---|---|\n| Inter | `OFL` |\n\n## More\n\nThree.\n"
    assert sections(text) == [("", ["One two.", "Inter: OFL"]), ("More", ["Three."])]
