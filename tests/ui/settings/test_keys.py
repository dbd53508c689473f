"""Keys in Settings: after each change the new one opens the records, and the old one does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ketacounsel.core import recovery_key
from ketacounsel.core.errors import WrongPassphrase, WrongRecoveryKey
from ketacounsel.core.ids import CounselorId
from ketacounsel.services import vault
from ketacounsel.store import key_copies, keyfile, slots
from ketacounsel.ui.screens.settings.access_sheet import AccessSheet
from ketacounsel.ui.screens.settings.new_key_sheet import NewKeySheet
from ketacounsel.ui.screens.settings.passphrase_sheet import FORGOTTEN, PassphraseSheet
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.overlay import Question
from tests.services.backed_up import CHEAP, WORDS
from tests.ui.seen import shown, the
from tests.ui.settings.conftest import Kept

NEW = "three slow ferries in the morning fog"
ROBIN = CounselorId("robin")


def passphrase_sheet(kept: Kept) -> PassphraseSheet:
    kept.security().keys.passphrase.click()
    return the(kept.screen, PassphraseSheet)


def key_sheet(kept: Kept) -> NewKeySheet:
    kept.security().keys.new_key.click()
    return the(kept.screen, NewKeySheet)


def gone(sheet: PassphraseSheet | NewKeySheet, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not sheet.is_open)


def opens(kept: Kept, passphrase: str) -> bool:
    try:
        vault.derive(kept.disk.folder, passphrase)
    except WrongPassphrase:
        return False
    return True


# -- the passphrase ---------------------------------------------------------------------------------


def test_the_card_says_since_when_the_passphrase_is_what_it_is(kept: Kept) -> None:
    assert "Set 14 Oct 2026." in shown(kept.security().keys)


def test_the_passphrase_is_changed(kept: Kept, qtbot: QtBot) -> None:
    kept.disk.clock.forward(days=1)
    sheet = passphrase_sheet(kept)
    QTest.keyClicks(sheet.old, WORDS)
    QTest.keyClicks(sheet.new.secret, NEW)
    QTest.keyClicks(sheet.new.again, NEW)
    sheet.change.click()
    gone(sheet, qtbot)
    assert (opens(kept, NEW), opens(kept, WORDS)) == (True, False)
    assert kept.acts()[0] == "Changed the passphrase"
    assert "Changed 15 Oct 2026." in shown(kept.security().keys)


def test_who_does_not_know_the_old_one_changes_nothing(kept: Kept, qtbot: QtBot) -> None:
    sheet = passphrase_sheet(kept)
    QTest.keyClicks(sheet.old, "something else altogether")
    QTest.keyClicks(sheet.new.secret, NEW)
    QTest.keyClicks(sheet.new.again, NEW)
    sheet.change.click()
    qtbot.waitUntil(sheet.change.isEnabled)
    assert any("Check Caps Lock" in words for words in shown(sheet))
    assert (opens(kept, NEW), opens(kept, WORDS)) == (False, True)
    sheet.dismiss()


@pytest.mark.parametrize(
    ("first", "again", "why"),
    [
        ("short", "short", "at least 15 characters"),
        ("harbor lane counseling", "harbor lane counseling", "name of the practice"),
        (NEW, NEW + "s", "not the same"),
    ],
)
def test_a_poor_passphrase_is_told_before_anything_is_done(
    kept: Kept, first: str, again: str, why: str
) -> None:
    sheet = passphrase_sheet(kept)
    QTest.keyClicks(sheet.old, WORDS)
    QTest.keyClicks(sheet.new.secret, first)
    QTest.keyClicks(sheet.new.again, again)
    sheet.change.click()
    assert sheet.change.isEnabled(), "nothing was begun"
    assert any(why in words for words in shown(sheet))
    sheet.dismiss()


def test_it_is_judged_in_words_while_it_is_typed_and_six_are_offered(kept: Kept) -> None:
    sheet = passphrase_sheet(kept)
    QTest.keyClicks(sheet.new.secret, "maple")
    assert "A passphrase has at least 15 characters: 10 more." in shown(sheet)
    sheet.new.suggest.click()
    assert len(sheet.new.text().split()) >= 6
    assert "This is hard to guess." in shown(sheet)
    assert sheet.new.secret.echoMode() == sheet.new.secret.EchoMode.Normal
    sheet.dismiss()


def test_who_forgot_it_proves_with_the_recovery_key(kept: Kept, qtbot: QtBot) -> None:
    sheet = passphrase_sheet(kept)
    sheet.other_way.click()
    QTest.keyClicks(sheet.key, kept.disk.recovery_key.lower())
    QTest.keyClicks(sheet.new.secret, NEW)
    QTest.keyClicks(sheet.new.again, NEW)
    sheet.change.click()
    gone(sheet, qtbot)
    assert (opens(kept, NEW), opens(kept, WORDS)) == (True, False)


def test_who_came_in_with_the_recovery_key_sets_one_without_typing_it_again(kept: Kept, qtbot: QtBot) -> None:
    sheet = PassphraseSheet(kept.desk, kept.safe, kept.disk.recovery_key)
    sheet.open_over(kept.screen)
    assert FORGOTTEN in shown(sheet)
    assert not sheet.old.isVisible()
    QTest.keyClicks(sheet.new.secret, NEW)
    QTest.keyClicks(sheet.new.again, NEW)
    sheet.change.click()
    gone(sheet, qtbot)
    assert (opens(kept, NEW), opens(kept, WORDS)) == (True, False)


# -- the recovery key -------------------------------------------------------------------------------


def make_key(kept: Kept, qtbot: QtBot) -> tuple[NewKeySheet, tuple[str, ...]]:
    sheet = key_sheet(kept)
    QTest.keyClicks(sheet.secret, WORDS)
    sheet.make.click()
    qtbot.waitUntil(sheet.use.isVisible)
    names = [box.accessibleName() for box in sheet.groups.boxes]
    return sheet, tuple("".join(name.split(", ")[1].split()) for name in names)


def type_back(sheet: NewKeySheet, groups: tuple[str, ...]) -> None:
    for field, line in zip(sheet.fields, sheet.typed, strict=True):
        number = int(line.accessibleName().split()[1])
        assert field.isVisible()
        line.clear()
        QTest.keyClicks(line, groups[number - 1].lower())


def key_opens(kept: Kept, words: str) -> bool:
    try:
        vault.derive_from_recovery_key(kept.disk.folder, words)
    except WrongRecoveryKey:
        return False
    return True


def test_a_new_recovery_key_opens_and_the_old_one_no_longer(kept: Kept, qtbot: QtBot) -> None:
    sheet, groups = make_key(kept, qtbot)
    assert key_opens(kept, kept.disk.recovery_key), "in force until the new one is typed back"
    assert not key_opens(kept, "-".join(groups))
    type_back(sheet, groups)
    sheet.use.click()
    gone(sheet, qtbot)
    assert (key_opens(kept, "-".join(groups)), key_opens(kept, kept.disk.recovery_key)) == (True, False)
    assert "Made a new recovery key" in kept.acts()
    assert opens(kept, WORDS)


def test_two_groups_typed_wrong_put_no_key_in_force(kept: Kept, qtbot: QtBot) -> None:
    sheet, groups = make_key(kept, qtbot)
    type_back(sheet, ("ZZZZZ",) * 6)
    assert not sheet.use.isEnabled()
    assert shown(sheet).count("Not this group. Look at the sheet.") == 2
    sheet.dismiss()
    assert (key_opens(kept, "-".join(groups)), key_opens(kept, kept.disk.recovery_key)) == (False, True)


def test_the_passphrase_is_asked_before_a_key_is_made(kept: Kept, qtbot: QtBot) -> None:
    sheet = key_sheet(kept)
    QTest.keyClicks(sheet.secret, "something else altogether")
    sheet.make.click()
    qtbot.waitUntil(sheet.make.isEnabled)
    assert sheet.groups.isHidden() or not sheet.groups.isVisible()
    assert any("Check Caps Lock" in words for words in shown(sheet))
    sheet.dismiss()


def test_a_copy_that_is_right_is_noted(kept: Kept) -> None:
    assert recovery_key.groups(kept.disk.recovery_key)
    assert "Your copy was typed back and is right." in " ".join(shown(kept.security().keys))


# -- people -----------------------------------------------------------------------------------------


def let_robin_in(kept: Kept) -> None:
    keys, folder = kept.disk.now_open.keys, kept.disk.folder
    robin = keyfile.Keys(keys.dek, {ROBIN: b"r" * 32}, ROBIN, keys.records_uuid, keys.salt)
    file = slots.read(folder, keys)
    slot = keyfile.passphrase_slot(
        file, robin, "robin's own long passphrase", CHEAP, "2026-10-14T18:00:00+00:00"
    )
    slots.add(folder, keys, slot, lambda: key_copies.unlock_with_passphrase(folder, WORDS))


def test_another_person_s_way_in_is_taken_away_after_one_question(kept: Kept) -> None:
    let_robin_in(kept)
    kept.security().keys.access.click()
    sheet = the(kept.screen, AccessSheet)
    assert any("Dana Whitfield (you)" in words for words in shown(sheet))
    (remove,) = [one for one in sheet.findChildren(Button) if one.isVisible() and one.text() == "Remove…"]
    remove.click()
    question = the(kept.screen, Question)
    assert opens(kept, "robin's own long passphrase")
    question.act.click()
    assert not opens(kept, "robin's own long passphrase")
    assert opens(kept, WORDS)
    assert kept.acts()[0] == "Took a person’s access away" or "access away" in kept.acts()[0]
    sheet.dismiss()


def test_nobody_is_offered_to_remove_themselves(kept: Kept) -> None:
    kept.security().keys.access.click()
    sheet = the(kept.screen, AccessSheet)
    assert not [one for one in sheet.findChildren(Button) if one.text() == "Remove…"]
    sheet.dismiss()


def test_the_key_sheet_is_saved_where_it_was_asked_for(kept: Kept, qtbot: QtBot, tmp_path: Path) -> None:
    sheet, groups = make_key(kept, qtbot)
    found: list[bytes] = []
    sheet.with_sheet(found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found[0].startswith(b"%PDF")
    assert groups[0].encode() not in found[0], "the words of the page are packed"
    sheet.dismiss()
