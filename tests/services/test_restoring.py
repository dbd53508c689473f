"""Restoring needs only the file and one secret; what was there is kept; each refusal has its own sentence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from ketacounsel import models
from ketacounsel.core.backup_errors import (
    BackupAltered,
    BackupCutOff,
    BackupMissing,
    BackupOfOthers,
    NewerBackup,
    NoRoomToRestore,
    NotABackup,
    NothingSetAside,
    RestoreStopped,
    WrongBackupPassphrase,
    WrongBackupRecoveryKey,
)
from ketacounsel.core.errors import AlreadyOpen, BadInput, KetaCounselError, WrongPassphrase
from ketacounsel.core.ids import new_id
from ketacounsel.services import restoring, vault
from ketacounsel.services.backups import open_backups
from ketacounsel.store import container, engine, migrate, presence, swap
from ketacounsel.store.guard import RecordsLock
from tests.services.backed_up import NOON, WORDS, Desk, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Records with one backup: Maren is in it, Ben came later. Closed."""
    made = make_desk(tmp_path)
    made.open().make()
    made.clock.at += timedelta(hours=20)
    made.add_client("Ben Later")
    made.close()
    yield made
    made.close()


@pytest.fixture
def file(desk: Desk) -> Path:
    return next(desk.computer.glob("*.kibak"))


def bring_back(desk: Desk, file: Path, folder: Path) -> restoring.Done:
    """All four steps."""
    opened = restoring.unlock(file, WORDS)
    restoring.look_inside(opened, folder)
    return restoring.restore(opened, folder, desk.clock())


def test_a_fresh_computer_needs_the_file_and_the_recovery_key(desk: Desk, file: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "other laptop" / "records"
    opened = restoring.unlock_with_recovery_key(file, desk.recovery_key)
    looked = restoring.look_inside(opened, fresh)
    assert (looked.inside.clients, looked.inside.practice, looked.replaces) == (
        1,
        "Harbor Lane Counseling",
        False,
    )
    done = restoring.restore(opened, fresh, desk.clock())
    assert done.aside == ""
    desk.folder = fresh
    desk.open(done.keys)
    assert desk.names() == {"Maren Ostrowski"}
    desk.open()  # and with the passphrase
    assert sorted(path.name for path in fresh.iterdir() if path.name.startswith(".")) == []


def test_the_present_records_are_kept_and_can_be_gone_back_to(desk: Desk, file: Path) -> None:
    done = bring_back(desk, file, desk.folder)
    desk.open(done.keys)
    assert desk.names() == {"Maren Ostrowski"}
    desk.close()
    (kept,) = restoring.set_aside(desk.folder)
    assert kept.id == done.aside and kept.until - kept.at == timedelta(days=30)
    restoring.undo_restore(desk.folder, kept.id, desk.clock())
    desk.open()
    assert desk.names() == {"Maren Ostrowski", "Ben Later"}
    assert desk.now_open.notices == ()


def test_going_back_stands_in_the_audit(desk: Desk, file: Path) -> None:
    done = bring_back(desk, file, desk.folder)
    restoring.undo_restore(desk.folder, done.aside, desk.clock())
    desk.open()
    open_backups(desk.now_open, desk.clock)
    open_backups(desk.now_open, desk.clock)
    with desk.records().read() as db:
        acts = db.scalars(text("SELECT act FROM audit WHERE category = 'restore'")).all()
    assert acts == ["Went back to the records from before a restore"]


def test_replaced_records_are_let_go_after_thirty_days_and_a_new_backup(desk: Desk, file: Path) -> None:
    done = bring_back(desk, file, desk.folder)
    backups = desk.open(done.keys)
    desk.clock.at += timedelta(days=31)
    backups.make()
    assert restoring.set_aside(desk.folder), "not before somebody said that all is there"
    backups.confirm_restored()
    backups.make()
    assert restoring.set_aside(desk.folder) == ()


def test_restored_records_open_without_a_doubt(desk: Desk, file: Path) -> None:
    done = bring_back(desk, file, desk.folder)
    desk.open(done.keys)
    assert desk.now_open.notices == ()
    with desk.records().read() as db:
        acts = db.execute(text("SELECT act, category FROM audit ORDER BY seq DESC LIMIT 2")).all()
    assert acts[1] == ("Restored a backup", "restore")


def test_backups_are_paused_until_it_is_confirmed(desk: Desk, file: Path) -> None:
    done = bring_back(desk, file, desk.folder)
    backups = desk.open(done.keys)
    restored = backups.restored()
    assert restored is not None and restored.made_at == NOON and restored.aside == done.aside
    desk.add_client("Cleo")
    assert backups.due() == () == backups.due(leaving=True) and backups.state().paused
    backups.confirm_restored()
    assert backups.restored() is None and len(backups.due(leaving=True)) == 1


def test_backups_after_a_restore_drive_none_from_before_out(desk: Desk, file: Path) -> None:
    before = desk.open()
    for _ in range(6):
        desk.clock.at += timedelta(days=1)
        desk.add_client("More")
        before.make()
    desk.close()
    old = set(desk.computer.glob("*.kibak"))
    done = bring_back(desk, file, desk.folder)
    backups = desk.open(done.keys)
    backups.confirm_restored()
    for _ in range(8):
        desk.clock.at += timedelta(days=400)
        desk.add_client("New")
        assert backups.make()[0].ok
    assert old <= set(desk.computer.glob("*.kibak"))
    newest = backups.state().newest
    assert newest is not None and newest.made_at == desk.clock()


def test_the_sessions_planned_since_then_are_listed(desk: Desk, file: Path) -> None:
    backups = desk.open()
    with desk.records().write("Book session") as db:
        client_id = db.query(models.Client.id).filter_by(legal_name="Maren Ostrowski").scalar()
        for hours in (-30, 3):
            db.add(_planned(client_id, desk.clock.at + timedelta(hours=hours)))
    desk.clock.at += timedelta(hours=1)
    backups.make()
    desk.close()
    newest = max(desk.computer.glob("*.kibak"), key=lambda path: restoring.read(path).made_at or NOON)
    desk.clock.at += timedelta(hours=4)
    done = bring_back(desk, newest, desk.folder)
    (planned,) = desk.open(done.keys).planned_since()
    assert planned.client == "Maren Ostrowski"


def test_how_much_newer_the_present_records_are(desk: Desk, file: Path) -> None:
    looked = restoring.look_inside(restoring.unlock(file, WORDS), desk.folder)
    assert looked.replaces and not looked.others and looked.newer_lines and looked.newer_lines >= 1


def test_looking_inside_and_going_back_leaves_everything(desk: Desk, file: Path) -> None:
    def files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in desk.folder.iterdir() if path.suffix != ".lock"}

    before = files()
    restoring.look_inside(restoring.unlock(file, WORDS), desk.folder)
    restoring.give_up(desk.folder)
    assert files() == before


def test_the_backup_is_only_read(desk: Desk, file: Path) -> None:
    before, at = file.read_bytes(), file.stat().st_mtime_ns
    bring_back(desk, file, desk.folder)
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (before, at)


def test_it_is_found_on_a_plugged_in_drive(desk: Desk, file: Path, tmp_path: Path) -> None:
    drive = tmp_path / "media" / "DANA_USB"
    (drive / "KetaCounsel backups").mkdir(parents=True)
    (drive / "KetaCounsel backups" / "a.kibak").write_bytes(file.read_bytes())
    (drive / "letter.kibak").write_bytes(b"Dear Dana,")
    found = restoring.find(computer=tmp_path / "none", roots=lambda: [drive])
    assert [(one.label, bool(one.problem)) for one in found] == [("DANA_USB", False), ("DANA_USB", True)]
    assert found[0].computer == "studio-laptop"


# -- refusals ------------------------------------------------------------------------------------


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :]


def refusal(desk: Desk, file: Path, data: bytes) -> KetaCounselError:
    """How these bytes are refused. Nothing of the records changes."""
    bad = file.with_name("bad.kibak")
    bad.write_bytes(data)
    before = (desk.folder / "records.db").read_bytes()
    with pytest.raises(KetaCounselError) as refused:
        bring_back(desk, bad, desk.folder)
    assert (desk.folder / "records.db").read_bytes() == before
    assert not (desk.folder / ".restoring").exists()
    return refused.value


def test_each_refusal_is_another(desk: Desk, file: Path) -> None:
    data = file.read_bytes()
    newer = data.replace(b"KETACOUNSEL-BACKUP 1", b"KETACOUNSEL-BACKUP 2", 1)
    assert isinstance(refusal(desk, file, b"Dear Dana, enclosed"), NotABackup)
    assert isinstance(refusal(desk, file, b""), NotABackup)
    assert isinstance(refusal(desk, file, newer), NewerBackup)
    for cut in (10, 200, 900, 5000, len(data) - 1):
        assert isinstance(refusal(desk, file, data[:cut]), BackupCutOff), cut
    assert isinstance(refusal(desk, file, data + b"x"), BackupAltered)
    for at in (300, len(data) - 4096 * 3, len(data) - 1):
        assert isinstance(refusal(desk, file, flipped(data, at)), BackupAltered), at
    with pytest.raises(BackupMissing):
        restoring.read(file.with_name("gone.kibak"))
    sentences = {
        e.what for e in (NotABackup(), NewerBackup(), BackupCutOff(), BackupAltered(), BackupMissing())
    }
    assert len(sentences) == 5


def test_every_flipped_bit_of_the_head_is_found(desk: Desk, file: Path) -> None:
    data = file.read_bytes()
    head = container.read_head(file)
    for at in range(0, head.db_at, 7):
        bad = file.with_name("bad.kibak")
        bad.write_bytes(flipped(data, at))
        with pytest.raises(KetaCounselError):
            restoring.unlock(bad, WORDS)


def test_a_head_that_somebody_rewrote_is_found(desk: Desk, file: Path) -> None:
    """All checksums are right, and the keys were not at hand."""
    head = container.read_head(file)
    forged = container.encode_head(head.manifest, b"another key entirely".ljust(32, b"."))
    data = forged + file.read_bytes()[len(head.raw) :]
    assert isinstance(refusal(desk, file, data), BackupAltered)


def test_wrong_secrets(desk: Desk, file: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongBackupPassphrase):
        restoring.unlock(file, "maple tuba fjord ninety oxen gauzy")
    other = make_desk(tmp_path / "other")
    with pytest.raises(WrongBackupRecoveryKey):
        restoring.unlock_with_recovery_key(file, other.recovery_key)
    with pytest.raises(BadInput):
        restoring.unlock_with_recovery_key(file, desk.recovery_key[:-1])


def test_a_backup_of_other_records_replaces_nothing_unasked(desk: Desk, file: Path, tmp_path: Path) -> None:
    other = make_desk(tmp_path / "other")
    opened = restoring.unlock(file, WORDS)
    assert restoring.look_inside(opened, other.folder).others
    with pytest.raises(BackupOfOthers):
        restoring.restore(opened, other.folder, desk.clock())
    done = restoring.restore(opened, other.folder, desk.clock(), other_records=True)
    desk.folder = other.folder
    desk.open(done.keys)
    assert desk.names() == {"Maren Ostrowski"}


def remade(file: Path, keys: vault.Keys, **said: Any) -> Path:
    """The same backup with another manifest, written by somebody who has the keys."""
    head = container.read_head(file)
    raw = container.encode_head(replace(head.manifest, **said), keys.use("backup"))
    other = file.with_name("remade.kibak")
    other.write_bytes(raw + file.read_bytes()[len(head.raw) :])
    return other


def test_tables_of_a_newer_version_are_refused(desk: Desk, file: Path) -> None:
    newer = remade(file, vault.derive(desk.folder, WORDS), revision="9999")
    with pytest.raises(NewerBackup):
        restoring.read(newer)
    with pytest.raises(NewerBackup):
        restoring.unlock(newer, WORDS)


def test_no_room(desk: Desk, file: Path) -> None:
    huge = container.Part(1 << 39, container.read_head(file).manifest.db.sha256)
    bad = remade(file, vault.derive(desk.folder, WORDS), db=huge)
    os.truncate(bad, container.decode_head(bad.read_bytes(), 1 << 40).db_at + (1 << 39))
    opened = restoring.unlock(bad, WORDS)
    with pytest.raises(NoRoomToRestore):
        restoring.look_inside(opened, desk.folder)
    bad.unlink()


def test_records_that_are_open_elsewhere_are_not_replaced(desk: Desk, file: Path) -> None:
    held = RecordsLock.acquire(desk.folder)
    with pytest.raises(AlreadyOpen):
        restoring.look_inside(restoring.unlock(file, WORDS), desk.folder)
    held.release()


def test_nothing_is_restored_that_was_not_looked_into(desk: Desk, file: Path) -> None:
    with pytest.raises(RestoreStopped):
        restoring.restore(restoring.unlock(file, WORDS), desk.folder, desk.clock())


def test_stopping_leaves_nothing(desk: Desk, file: Path) -> None:
    asked = iter(range(1000))
    with pytest.raises(RestoreStopped):
        restoring.look_inside(restoring.unlock(file, WORDS), desk.folder, cancelled=lambda: next(asked) > 0)
    assert not (desk.folder / ".restoring").exists()


def test_only_what_was_set_aside_can_be_gone_back_to(desk: Desk) -> None:
    with pytest.raises(NothingSetAside):
        restoring.undo_restore(desk.folder, "../elsewhere", desk.clock())


def test_a_changed_passphrase_does_not_shut_old_backups(desk: Desk, file: Path) -> None:
    assert restoring.unlock(file, WORDS).keys.dek
    with pytest.raises(WrongPassphrase):
        restoring.unlock(file, "another passphrase entirely")


def test_old_tables_come_up_to_date(desk: Desk, file: Path, tmp_path: Path) -> None:
    done = bring_back(desk, file, tmp_path / "new")
    lock = engine.Lock(
        tmp_path / "new" / presence.RECORDS, done.keys.use("db"), done.keys.salt, done.keys.records_uuid
    )
    opened = engine.open_engine(lock, read_only=True)
    assert migrate.is_current(opened)
    opened.dispose()


def test_the_door_ends_a_restore_that_was_broken_off(desk: Desk, file: Path) -> None:
    opened = restoring.unlock(file, WORDS)
    restoring.look_inside(opened, desk.folder)
    restoring.complete(opened, desk.folder / ".restoring", desk.clock())
    swap.begin(desk.folder, desk.clock())
    assert vault.exists(desk.folder)
    desk.open()
    assert desk.names() == {"Maren Ostrowski"}
    assert len(restoring.set_aside(desk.folder)) == 1


def _planned(client_id: str, at: object) -> models.GuidedSession:
    return models.GuidedSession(
        id=new_id(), client_id=client_id, kind="integration", template_id="", planned_at=at, planned_min=50,
        zone="America/Denver", state="booked", paused_s=0, current_step="", modality="", location="",
        participants="", added_steps=[], rev=1,
    )  # fmt: skip
