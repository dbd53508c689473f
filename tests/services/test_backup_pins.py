"""Before old tables are changed, the records as they are go into a backup that stays."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from ketacounsel.core.backup_errors import PlaceFailed
from ketacounsel.core.errors import NotUpdated
from ketacounsel.services import restoring, vault
from ketacounsel.store import engine, key_copies, migrate, presence
from ketacounsel.store.keyfile import Keys
from tests.services.backed_up import CHEAP, DANA, NOON, WORDS

OLD = ("0001", "0002", "0003")
PRACTICE = (
    "INSERT INTO practice (id, name, address, phone, email, country, zone, paper, invented, crisis_lines, "
    "settings, rev) VALUES ('practice', 'Harbor Lane', '', '', '', 'US', 'America/Denver', 'letter', ?, "
    "'[]', '{}', 1)"
)


def old_records(base: Path, *, invented: bool = False) -> tuple[Path, Keys]:
    """Records as an earlier version left them: tables of step 0003, a practice, no head."""
    folder, steps = base / "records", base / "steps"
    folder.mkdir(mode=0o700)
    steps.mkdir()
    for file in migrate.VERSIONS.glob("*.py"):
        if file.name[:4] in OLD:
            shutil.copy(file, steps)
    made = vault.prepare(DANA, WORDS, CHEAP, NOON)
    key_copies.write(folder, made.key_file, made.keys.dek)
    keys = made.keys
    lock = engine.Lock(folder / presence.RECORDS, keys.use("db"), keys.salt, keys.records_uuid)
    engine.create(lock)
    opened = engine.open_engine(lock)
    migrate.upgrade(opened, steps)
    opened.dispose()
    raw = engine.connect(lock)
    raw.execute(PRACTICE, (invented,))
    raw.close()
    return folder, keys


def pinned() -> list[Path]:
    folder = Path(os.environ["XDG_DATA_HOME"]) / "ketacounsel" / "backups"
    return sorted(folder.glob("*.kibak")) if folder.exists() else []


def test_an_update_keeps_the_old_tables_in_a_pinned_backup(tmp_path: Path) -> None:
    folder, keys = old_records(tmp_path)
    vault.open_records(folder, keys, accept_older=True).close()
    (file,) = pinned()
    assert restoring.read(file).pinned == "before update" and "before update" in file.name
    opened = restoring.unlock(file, WORDS)
    assert opened.head.manifest.revision == OLD[-1]
    assert restoring.try_out(opened).clients == 0, "it comes up to date when it is restored"


def test_records_that_are_up_to_date_need_none(tmp_path: Path) -> None:
    folder, keys = old_records(tmp_path)
    for _ in range(3):
        vault.open_records(folder, keys, accept_older=True).close()
    assert len(pinned()) == 1


def test_an_update_that_fails_again_and_again_pins_once(tmp_path: Path) -> None:
    folder, keys = old_records(tmp_path)
    raw = engine.connect(engine.Lock(folder / presence.RECORDS, keys.use("db"), keys.salt, keys.records_uuid))
    raw.execute("ALTER TABLE audit ADD COLUMN offset_min INT")  # what the step is about to add
    raw.close()
    for _ in range(4):
        with pytest.raises(NotUpdated):
            vault.open_records(folder, keys, accept_older=True)
    assert len(pinned()) == 1


def test_without_a_backup_old_tables_stay_as_they_are(tmp_path: Path) -> None:
    folder, keys = old_records(tmp_path)
    data = Path(os.environ["XDG_DATA_HOME"]) / "ketacounsel"
    data.mkdir(parents=True)
    (data / "backups").write_text("a file stands where the folder should")
    before = (folder / presence.RECORDS).read_bytes()
    with pytest.raises(PlaceFailed):
        vault.open_records(folder, keys, accept_older=True)
    assert (folder / presence.RECORDS).read_bytes() == before


def test_a_practice_set_is_not_backed_up(tmp_path: Path) -> None:
    folder, keys = old_records(tmp_path, invented=True)
    vault.open_records(folder, keys, accept_older=True).close()
    assert pinned() == []
