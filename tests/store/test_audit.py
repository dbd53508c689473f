"""The chain of the audit: nothing in it can be changed, put in, left out or moved without being found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import String

from ketacounsel import models
from ketacounsel.core.audit import Mark
from ketacounsel.core.ids import CounselorId
from ketacounsel.store import audit, engine, migrate
from ketacounsel.store.store import Act, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANNA = CounselorId("anna")
KEY = b"a" * 32
TRIGGERS = ("audit_stays", "audit_kept", "audit_follows")
LINES = 30


@dataclass
class Kept:
    """Records with their tables, open, and a way into the file that passes the program by."""

    lock: engine.Lock
    store: Store

    def write(self, label: str, **more: Any) -> None:
        with self.store.doing(Act(label, NOON, ANNA, **more)):
            pass

    def tamper(self, *statements: str) -> None:
        """As somebody does who has the key of the file, but not that of the audit."""
        raw = engine.connect(self.lock)
        for name in TRIGGERS:
            raw.execute(f"DROP TRIGGER IF EXISTS {name}")
        for statement in statements:
            raw.execute(statement)
        raw.close()

    def broken_at(self) -> int | None:
        """Where the whole chain breaks."""
        raw = engine.connect(self.lock, read_only=True)
        try:
            return audit.verify_chain(lambda step: step(raw), KEY).broken_at
        finally:
            raw.close()

    def tail_broken_at(self, last: int = audit.TAIL) -> int | None:
        """Where the newest lines break."""
        raw = engine.connect(self.lock, read_only=True)
        try:
            return audit.verify_tail(raw, KEY, last).broken_at
        finally:
            raw.close()

    def rows(self, sql: str) -> list[Any]:
        with self.store.read() as db:
            return list(db.connection().exec_driver_sql(sql).all())


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    """Thirty lines."""
    lock = engine.Lock(tmp_path / "records.db", b"k" * 32, b"s" * 16, "a" * 32)
    engine.create(lock)
    opened = engine.open_engine(lock)
    migrate.upgrade(opened)
    chain = audit.Chain(KEY)
    store = Store(opened, lock.path, chain.append)
    store.on_begin = chain.expect
    made = Kept(lock, store)
    for number in range(LINES):
        made.write("Edit note", thing="note", thing_id=f"{number:032x}", reason=str(number))
    yield made
    store.close()


CHANGES = {
    "at": "'2026-03-02 11:59:00.000000'",
    "counselor_id": "'bert'",
    "act": "'View note'",
    "thing": "'goal'",
    "thing_id": "'f'",
    "offset_min": "60",
    "mono_ms": "mono_ms + 1",
    "category": "'view'",
    "outcome": "'refused'",
    "reason": "'none'",
    "client_id": "'maren'",
    "nonce": "zeroblob(8)",
    "mac": "zeroblob(32)",
}


def test_an_untouched_audit_is_whole(kept: Kept) -> None:
    assert (kept.broken_at(), kept.tail_broken_at()) == (None, None)


@pytest.mark.parametrize("column", CHANGES)
@pytest.mark.parametrize("seq", [1, 17, LINES])
def test_a_changed_line_is_found(kept: Kept, column: str, seq: int) -> None:
    kept.tamper(f"UPDATE audit SET {column} = {CHANGES[column]} WHERE seq = {seq}")
    assert (kept.broken_at(), kept.tail_broken_at()) == (seq, seq)


def test_a_line_put_in_is_found(kept: Kept) -> None:
    kept.tamper(
        "UPDATE audit SET seq = -seq WHERE seq > 10",
        "UPDATE audit SET seq = 1 - seq WHERE seq < 0",
        "INSERT INTO audit SELECT 11, at, counselor_id, act, thing, thing_id, offset_min, mono_ms, category, "
        "outcome, reason, client_id, nonce, mac FROM audit WHERE seq = 10",
    )
    assert kept.broken_at() == 11


def test_a_line_left_out_is_found(kept: Kept) -> None:
    kept.tamper("DELETE FROM audit WHERE seq = 12")
    assert kept.broken_at() == 12


def test_a_line_left_out_with_the_gap_closed_is_found(kept: Kept) -> None:
    kept.tamper(
        "DELETE FROM audit WHERE seq = 12",
        "UPDATE audit SET seq = -seq WHERE seq > 12",
        "UPDATE audit SET seq = -seq - 1 WHERE seq < 0",
    )
    assert kept.broken_at() == 12


def test_lines_that_changed_places_are_found(kept: Kept) -> None:
    kept.tamper(
        "UPDATE audit SET seq = 0 WHERE seq = 8",
        "UPDATE audit SET seq = 8 WHERE seq = 9",
        "UPDATE audit SET seq = 9 WHERE seq = 0",
    )
    assert kept.broken_at() == 8


def test_a_line_that_lost_its_seal_is_found(kept: Kept) -> None:
    kept.tamper("UPDATE audit SET mac = NULL WHERE seq = 20")
    assert kept.broken_at() == 20


def test_losing_every_seal_up_to_a_line_is_found(kept: Kept) -> None:
    kept.tamper("UPDATE audit SET mac = NULL, nonce = NULL WHERE seq <= 20")
    assert kept.broken_at() == 21


def test_bytes_in_the_place_of_the_same_hex_are_found(kept: Kept) -> None:
    kept.tamper("UPDATE audit SET thing_id = unhex(thing_id) WHERE seq = 5")
    assert kept.broken_at() == 5


def test_the_beginning_cut_off_is_found(kept: Kept) -> None:
    kept.tamper("DELETE FROM audit WHERE seq < 5")
    assert kept.broken_at() == 1


def test_nobody_without_the_key_of_the_audit_can_seal_a_line(kept: Kept) -> None:
    chain = audit.Chain(b"another key".ljust(32))
    other = Store(engine.open_engine(kept.lock), kept.lock.path, chain.append)
    with other.doing(Act("Edit note", NOON, ANNA)):
        pass
    other.close()
    assert kept.tail_broken_at() == LINES + 1


def test_the_newest_lines_alone_show_a_change_among_them(kept: Kept) -> None:
    kept.tamper("UPDATE audit SET reason = '' WHERE seq = 26")
    assert kept.tail_broken_at(last=10) == 26


def test_the_whole_chain_is_read_in_steps(kept: Kept) -> None:
    with kept.store.doing(Act("Many", NOON, ANNA)) as db:
        for _ in range(2 * audit.AT_A_TIME):
            kept.store.on_write(db, Act("Answer", NOON, ANNA))
    assert kept.broken_at() is None
    late = 2 * audit.AT_A_TIME + 7
    kept.tamper(f"UPDATE audit SET act = 'View' WHERE seq = {late}")
    assert kept.broken_at() == late


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET act = 'nothing' WHERE seq = 3",
        "DELETE FROM audit WHERE seq = 30",
        "INSERT INTO audit (seq, at, counselor_id, act, thing, thing_id) VALUES (31, '', '', '', '', '')",
        "INSERT INTO audit SELECT 32, at, '', '', '', '', 0, 0, '', '', '', '', 0, mac FROM audit LIMIT 1",
    ],
)
def test_the_file_itself_refuses_any_other_line(kept: Kept, statement: str) -> None:
    raw = engine.connect(kept.lock)
    with pytest.raises(driver.IntegrityError):
        raw.execute(statement)
    raw.close()


def test_lines_from_before_the_chain_are_covered_from_its_first_link_on(tmp_path: Path) -> None:
    lock = engine.Lock(tmp_path / "older.db", b"k" * 32, b"s" * 16, "b" * 32)
    engine.create(lock)
    opened = engine.open_engine(lock)
    migrate.upgrade(opened, until(tmp_path, "0003"))
    raw = engine.connect(lock)
    for seq in range(1, 6):
        values = (seq, "2025-01-01 10:00:00.000000", ANNA, "Edit note", "note", str(seq))
        raw.execute(
            "INSERT INTO audit (seq, at, counselor_id, act, thing, thing_id) VALUES (?,?,?,?,?,?)", values
        )
    assert not audit.chained(raw)
    assert audit.tail(raw) is None
    raw.close()
    migrate.upgrade(opened)
    kept = Kept(lock, Store(opened, lock.path, audit.Chain(KEY).append))
    assert kept.broken_at() is None
    kept.write("Unlocked")
    assert kept.store.mark is not None
    assert kept.store.mark.seq == 6
    raw = engine.connect(lock, read_only=True)
    report = audit.verify_chain(lambda step: step(raw), KEY)
    assert (report.lines, report.older, report.mark) == (6, 5, kept.store.mark)
    raw.close()
    kept.tamper("UPDATE audit SET act = 'View note' WHERE seq = 3")
    assert kept.broken_at() == 6
    kept.store.close()


def until(folder: Path, last: str) -> Path:
    """The steps up to one of them."""
    versions = folder / "versions"
    versions.mkdir()
    for step in sorted(migrate.VERSIONS.glob("0*.py")):
        if step.name[:4] <= last:
            (versions / step.name).write_text(step.read_text(encoding="utf-8"), encoding="utf-8")
    return versions


def test_a_write_leaves_exactly_one_line_and_one_that_fails_none(kept: Kept) -> None:
    def half() -> None:
        with kept.store.doing(Act("Half", NOON, ANNA)):
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        half()
    assert kept.rows("SELECT count(*) FROM audit") == [(LINES,)]
    kept.write("Whole")
    assert kept.rows("SELECT seq, act FROM audit ORDER BY seq DESC LIMIT 1") == [(LINES + 1, "Whole")]
    assert kept.broken_at() is None


def test_a_line_knows_whose_the_thing_is_also_when_it_goes_away(kept: Kept) -> None:
    row = {"id": "maren", "file_no": "HL-1", "legal_name": "M", "status": "active", "created_at": NOON}
    with kept.store.doing(Act("Add client", NOON, ANNA, "client", "maren")) as db:
        db.add(models.Client(**(dict.fromkeys(CLIENT_WORDS, "") | row)))
    with kept.store.doing(Act("Add goal", NOON, ANNA, "goal", "g1")) as db:
        db.add(models.Goal(id="g1", client_id="maren", words="", progress="", since_on=NOON.date()))
    fresh = audit.Chain(KEY)
    kept.store.on_write, kept.store.on_begin = fresh.append, fresh.expect
    with kept.store.doing(Act("Remove goal", NOON, ANNA, "goal", "g1")) as db:
        db.delete(db.get_one(models.Goal, "g1"))
    assert kept.rows(f"SELECT client_id FROM audit WHERE seq > {LINES}") == [("maren",)] * 3


CLIENT_WORDS = [
    column.name
    for column in models.Client.__table__.columns
    if isinstance(column.type, String) and not column.nullable
]


def test_the_mark_is_printed_as_a_number_and_a_short_code() -> None:
    assert Mark(18_234, bytes.fromhex("7f3a91c2") + bytes(28)).code == "18 234 · 7F3A-91C2"


def test_what_a_backup_would_hold_anew_is_told_from_looking(kept: Kept) -> None:
    for label, category in (("Opened client", "view"), ("Locked", "unlock"), ("Made backup", "backup")):
        kept.write(label, category=category)
    raw = engine.connect(kept.lock, read_only=True)
    assert (audit.last_change(raw), audit.newest(raw)[0]) == (LINES, LINES + 3)
    raw.close()


def test_what_the_disk_refuses_to_note_goes_with_the_next_write(kept: Kept) -> None:
    other = engine.connect(kept.lock)
    other.execute("BEGIN EXCLUSIVE")
    kept.store.note(Act("Opened client", NOON, ANNA, "client", "maren", "view"))
    other.execute("ROLLBACK")
    other.close()
    kept.write("Edit note")
    acts = kept.rows(f"SELECT act FROM audit WHERE seq > {LINES} ORDER BY seq")
    assert acts == [("Opened client",), ("Edit note",)]
    assert kept.broken_at() is None
