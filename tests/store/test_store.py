"""The only two ways to the records: what they promise, and how they refuse."""

from __future__ import annotations

import logging
import resource
import signal
import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ketacounsel.core.disk_errors import DiskGone
from ketacounsel.core.errors import NotOnDisk, RecordsReplaced
from ketacounsel.store import engine
from ketacounsel.store.store import SLOW_MS, Store
from tests.store.toy import ANNA, NOON, add_note, bodies, open_toy

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_write_is_there_after_reopening(store: Store, lock: engine.Lock) -> None:
    add_note(store, "slept well")
    store.close()
    again = open_toy(lock)
    assert bodies(again) == ["slept well"]
    again.close()


def test_each_write_leaves_its_line_in_the_same_transaction(store: Store) -> None:
    add_note(store, "one")
    with pytest.raises(IntegrityError):
        add_note(store, "one")
    with store.read() as db:
        assert db.execute(text("SELECT label FROM trail")).scalars().all() == ["Add note"]


def test_a_failed_write_leaves_nothing(store: Store) -> None:
    def half() -> None:
        with store.write("Half", at=NOON, by=ANNA) as db:
            db.execute(text("INSERT INTO note (body) VALUES ('half')"))
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        half()
    assert bodies(store) == []
    assert store.last_write_at is None


def test_the_last_true_write_is_known(store: Store) -> None:
    add_note(store, "one")
    assert store.last_write_at == NOON


def test_what_is_changed_in_a_read_is_not_kept(store: Store) -> None:
    with store.read() as db:
        db.execute(text("INSERT INTO note (body) VALUES ('stray')"))
    assert bodies(store) == []


@pytest.mark.parametrize("inner", ["read", "write"])
def test_a_transaction_within_another_fails_loudly(store: Store, inner: str) -> None:
    def outer() -> None:
        with store.write("Outer", at=NOON, by=ANNA) as db:
            db.execute(text("INSERT INTO note (body) VALUES ('outer')"))
            if inner == "read":
                bodies(store)
            else:
                add_note(store, "inner")

    with pytest.raises(RuntimeError, match="within another"):
        outer()
    assert bodies(store) == []


def test_another_thread_is_refused(store: Store) -> None:
    refused = _in_thread(lambda: add_note(store, "from elsewhere"))
    assert isinstance(refused, RuntimeError)
    assert bodies(store) == []


def test_a_closed_store_is_refused(store: Store) -> None:
    store.close()
    with pytest.raises(RuntimeError, match="closed"):
        bodies(store)


def test_no_error_holds_the_words_of_a_note(store: Store) -> None:
    add_note(store, "canary-words")
    with pytest.raises(IntegrityError) as caught:
        add_note(store, "canary-words")
    assert "canary" not in repr(caught.value) + str(caught.value) + str(caught.value.__cause__)


def test_a_replaced_file_is_not_written_to(store: Store, lock: engine.Lock) -> None:
    add_note(store, "before")
    other = lock.path.with_name("synced.db")
    other.write_bytes(lock.path.read_bytes())
    other.replace(lock.path)
    with pytest.raises(RecordsReplaced):
        add_note(store, "into the void")


def test_a_vanished_file_is_not_made_anew(store: Store, lock: engine.Lock) -> None:
    lock.path.unlink()
    with pytest.raises(DiskGone):
        add_note(store, "into the void")
    assert not lock.path.exists()


def test_a_locked_file_is_said_to_be_not_on_disk_and_tried_again(store: Store, lock: engine.Lock) -> None:
    other = engine.connect(lock)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(NotOnDisk):
        add_note(store, "kept in the editor")
    other.execute("ROLLBACK")
    other.close()
    add_note(store, "kept in the editor")
    assert bodies(store) == ["kept in the editor"]


def test_a_full_disk_loses_nothing_acknowledged(store: Store, lock: engine.Lock) -> None:
    """The page limit stands in for the disk: SQLite answers both with «database or disk is full»."""
    add_note(store, "acknowledged")
    with store.read() as db:
        pages = db.execute(text("PRAGMA page_count")).scalar_one()
        db.execute(text(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(NotOnDisk):
        add_note(store, "x" * 100_000)
    with store.read() as db:
        db.execute(text("PRAGMA max_page_count = 1000000"))
    add_note(store, "after room was made")
    assert bodies(store) == ["acknowledged", "after room was made"]


def test_a_write_the_disk_refuses_is_told_and_the_next_one_starts_from_the_disk(store: Store) -> None:
    add_note(store, "acknowledged")
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, hard))
    try:
        with pytest.raises(NotOnDisk):
            add_note(store, "x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert bodies(store) == ["acknowledged"]
    add_note(store, "tried again")
    assert bodies(store) == ["acknowledged", "tried again"]


def test_reading_goes_on_beside_an_open_window(store: Store, lock: engine.Lock) -> None:
    add_note(store, "one")
    beside = open_toy(lock, read_only=True)
    assert bodies(beside) == ["one"]
    with pytest.raises(NotOnDisk):
        add_note(beside, "two")
    beside.close()
    add_note(store, "three")
    assert bodies(store) == ["one", "three"]


def test_a_slow_write_is_logged_without_words(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), store.write("Slow", at=NOON, by=ANNA) as db:
        db.execute(text("INSERT INTO note (body) VALUES ('canary')"))
        threading.Event().wait(2 * SLOW_MS / 1000)
    assert "store.slow.write label='Slow'" in caplog.text
    assert "canary" not in caplog.text


def test_a_long_read_on_the_bench_gives_way_to_typing(store: Store, lock: engine.Lock) -> None:
    add_note(store, "first")
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n, note"
    begun, tries = threading.Event(), list[int]()

    def step(db: object) -> int:
        tries.append(1)
        begun.set()
        if len(tries) > 1:
            return len(tries)
        engine_db.execute(endless).fetchone()
        return 0

    engine_db = engine.connect(lock, read_only=True)
    answer: list[int] = []
    bench = threading.Thread(target=lambda: answer.append(store.gate.run(engine_db, step)), daemon=True)
    bench.start()
    assert begun.wait(60)
    add_note(store, "typed meanwhile")
    bench.join(60)
    engine_db.close()
    assert answer == [2]
    assert bodies(store) == ["first", "typed meanwhile"]


def _in_thread(work: Callable[[], None]) -> BaseException | None:
    caught: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except RuntimeError as error:
            caught.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return caught[0] if caught else None
