"""What can be looked at to believe it: the checks, the file on disk, and the audit."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ketacounsel.core.audit import AuditFilter, AuditLine
from ketacounsel.core.errors import NotOnDisk
from ketacounsel.services.safekeeping import CIPHER
from ketacounsel.ui.parts.audit_export import write_audit
from ketacounsel.ui.parts.audit_list import PIECE, AuditModel
from ketacounsel.ui.screens.settings.disk_sheet import UNREADABLE, DiskSheet, dump
from ketacounsel.ui.screens.settings.locking_card import OUT_OF_SHARING, LockingCard
from ketacounsel.ui.screens.settings.proof_card import ProofCard
from ketacounsel.ui.screens.settings.verify_sheet import SOUND, VerifySheet
from tests.ui.seen import named, shown, the
from tests.ui.settings.conftest import Kept

MANY = 10_000
NOON = datetime(2026, 10, 14, 18, tzinfo=UTC)


@pytest.fixture
def proof(kept: Kept) -> ProofCard:
    card = kept.security().proof
    assert card is not None
    return card


# -- see for yourself -------------------------------------------------------------------------------


def test_the_card_states_cipher_key_and_place(kept: Kept, proof: ProofCard) -> None:
    words = shown(proof)
    assert f"{CIPHER}." in words
    assert any(line.startswith("One guess takes Argon2id, ") for line in words)
    assert str(kept.disk.folder) in words
    assert "There is no checked backup yet." in words


def test_the_card_tells_of_the_last_checked_backup(kept: Kept, proof: ProofCard) -> None:
    kept.safe.backups.make()
    proof.reread()
    assert any(
        line.startswith(
            "From today at 12:00, on this computer. Opened and compared record by record: 1 client"
        )
        for line in shown(proof)
    )


def test_verify_says_what_was_looked_at_and_how_it_was_found(
    kept: Kept, proof: ProofCard, qtbot: QtBot
) -> None:
    proof.verify.click()
    sheet = the(kept.screen, VerifySheet)
    qtbot.waitUntil(lambda: sheet.outcome.text() == SOUND)
    assert {"Pages", "Structure", "Links", "Audit", "Newest state", "Signatures"} <= set(shown(sheet))
    assert "Signatures, sound. All 1 signed notes and addenda match their signatures." in named(sheet)
    sheet.dismiss()


def test_a_note_that_was_changed_is_told(kept: Kept, proof: ProofCard, qtbot: QtBot) -> None:
    with kept.disk.records().write("Edit note") as db:
        db.connection().exec_driver_sql("DROP TRIGGER IF EXISTS signed_note_closed")
        triggers = db.connection().exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in list(triggers):
            db.connection().exec_driver_sql(f"DROP TRIGGER {name}")
        db.connection().exec_driver_sql("UPDATE note SET body = 'Slept badly.'")
    proof.verify.click()
    sheet = the(kept.screen, VerifySheet)
    qtbot.waitUntil(lambda: "Signatures" in shown(sheet))
    assert sheet.outcome.text() != SOUND
    assert any("does not match its signature" in words for words in shown(sheet))
    sheet.dismiss()


def test_the_file_on_disk_is_shown_and_nothing_in_it_can_be_read(
    kept: Kept, proof: ProofCard, qtbot: QtBot
) -> None:
    proof.on_disk.click()
    sheet = the(kept.screen, DiskSheet)
    qtbot.waitUntil(lambda: sheet.said.text() == UNREADABLE)
    assert str(kept.disk.folder / "records.db") in sheet.where.text()
    assert kept.desk.practice.get().name, "the records are open as before"
    sheet.dismiss()


def test_bytes_are_written_as_figures_and_signs() -> None:
    assert dump(b"SQLite f\x00\xff12") == (
        "53 51 4c 69 74 65 20 66  SQLite f",
        "00 ff 31 32              ··12",
    )


# -- screen sharing ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("platform", "there"), [("linux", False), ("win32", True), ("darwin", True)])
def test_keeping_out_of_screen_sharing_is_offered_where_it_works(
    kept: Kept, platform: str, there: bool, qtbot: QtBot
) -> None:
    card = LockingCard(kept.desk, platform)
    qtbot.addWidget(card)
    card.reread()
    assert (card.sharing is not None) is there
    if card.sharing is not None:
        assert card.sharing.isChecked()
        card.sharing.click()
        assert kept.desk.practice.setting(OUT_OF_SHARING) is False


# -- the audit --------------------------------------------------------------------------------------


def words_of(kept: Kept) -> list[str]:
    model = kept.audit().lines.model
    return [str(model.index(at).data()) for at in range(model.rowCount())]


def test_the_audit_shows_what_was_done_newest_first(kept: Kept) -> None:
    page = kept.audit()
    assert words_of(kept)[0].startswith("Unlocked")
    assert page.count.text().startswith(f"{page.lines.model.rowCount()} lines. Record state ")
    spoken = page.lines.model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "2026" in spoken


def test_the_audit_is_filtered_by_kind_client_and_period(kept: Kept) -> None:
    page = kept.audit()
    kinds = [page.kind.itemText(at) for at in range(page.kind.count())]
    page.kind.setCurrentIndex(kinds.index("Signed"))
    page.kind.chosen.emit(kinds.index("Signed"))
    assert words_of(kept) == ["Signed note"]
    page.kind.setCurrentIndex(0)
    page.to_on.set_value(date(2020, 1, 1))
    page.reread()
    assert words_of(kept) == []
    assert "No line like this." in shown(page)
    page.to_on.set_value(None)
    page.person.setCurrentIndex(1)
    page.reread()
    assert "Signed note" in words_of(kept)


def test_the_audit_of_one_client(kept: Kept) -> None:
    page = kept.audit()
    (found,) = kept.desk.clients.find("Maren", 1)
    kept.desk.clients.patch(found[0], {"phone": "(555) 0163"})
    page.client.click()
    QTest.keyClicks(kept.screen.window().focusWidget(), "mar")
    QTest.keyClick(kept.screen.window().focusWidget(), Qt.Key.Key_Return)
    assert page.client.text() == "Maren Ostrowski"
    assert words_of(kept) == ["Edited client", "Signed note", "Added client"]
    page.no_client.click()
    assert len(words_of(kept)) > 3


def test_the_table_is_written_and_that_it_left_is_a_line(kept: Kept, tmp_path: Path) -> None:
    file = write_audit(tmp_path / "audit", kept.desk, AuditFilter())
    assert file.name == "audit.csv"
    lines = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))
    assert lines[0][:2] == ["Line", "Day and time"]
    assert len(lines) == 1 + kept.desk.audit.count() - 1, "all that there was before"
    assert kept.acts()[0] == "Exported audit" or kept.acts()[0] == "Export audit"


def test_a_table_that_can_t_be_written_says_so(kept: Kept, tmp_path: Path) -> None:
    with pytest.raises(NotOnDisk):
        write_audit(tmp_path / "missing" / "audit.csv", kept.desk, AuditFilter())


def line(seq: int) -> AuditLine:
    return AuditLine(
        seq, NOON + timedelta(minutes=seq), -360, "change", "done", "Edited note", "Dana Whitfield"
    )


def test_a_long_audit_is_read_in_pieces_while_it_is_scrolled() -> None:
    asked: list[AuditFilter] = []

    def read(wanted: AuditFilter) -> list[AuditLine]:
        asked.append(wanted)
        newest = (wanted.before_seq or MANY + 1) - 1
        return [line(seq) for seq in range(newest, max(0, newest - wanted.limit), -1)]

    model = AuditModel(read)
    model.show(AuditFilter())
    assert model.rowCount() == PIECE
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert model.rowCount() == MANY
    assert {wanted.limit for wanted in asked} == {PIECE}
    assert model.index(MANY - 1).data(Qt.ItemDataRole.UserRole).seq == 1


def test_pieces_follow_each_other_without_a_gap(kept: Kept) -> None:
    everything = kept.desk.audit.lines()
    first = kept.desk.audit.lines(AuditFilter(limit=2))
    then = kept.desk.audit.lines(replace(AuditFilter(limit=2), before_seq=first[-1].seq))
    assert first + then == everything[:4]
