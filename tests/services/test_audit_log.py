"""What the audit tells those who read it: who looked, who changed, what left, in words and as a table."""

from __future__ import annotations

import ast
import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ketacounsel.core.audit import CATEGORIES, AuditFilter, AuditLine, category_of
from ketacounsel.core.audit_words import CATEGORY_WORDS, words_of
from ketacounsel.core.errors import WrongPin
from ketacounsel.core.people import ClientDetails
from ketacounsel.services import audit_log
from ketacounsel.services.audit_log import AuditLog
from ketacounsel.services.practice import PracticeService
from ketacounsel.store import engine
from ketacounsel.store.store import Store
from tests.services.harbor_lane import SIGN_KEY, THURSDAY_13_52, lock_of

if TYPE_CHECKING:
    from ketacounsel.core.ids import ClientId
    from ketacounsel.services.clients import ClientService
    from ketacounsel.services.records import Records
    from tests.services.harbor_lane import Clock

SERVICES = Path(audit_log.__file__).parent


@pytest.fixture
def log(records: Records) -> AuditLog:
    return AuditLog(records)


def said(log: AuditLog, **wanted: object) -> list[str]:
    """The words of the lines, the oldest first, after the setting up."""
    return [line.words for line in log.lines(AuditFilter(**wanted))[::-1]][1:]  # type: ignore[arg-type]


def test_a_client_looked_at_leaves_one_line_a_sitting(
    log: AuditLog, clients: ClientService, maren: ClientId, clock: Clock
) -> None:
    for _ in range(3):
        clients.workspace(maren, clock.forward(minutes=5))
    assert said(log) == ["Added client", "Opened client"]
    newest = log.lines()[0]
    assert (newest.category, newest.client, newest.by) == ("view", "Maren Ostrowski", "Dana Whitfield")
    assert newest.client_id == maren


def test_each_client_has_a_line_of_their_own(log: AuditLog, clients: ClientService, clock: Clock) -> None:
    both = [clients.add(ClientDetails(name)).id for name in ("Maren Ostrowski", "Joel Marchetti")]
    for one in both:
        clients.workspace(one, clock())
    seen = [line.client for line in log.lines(AuditFilter(categories=frozenset({"view"})))]
    assert seen == ["Joel Marchetti", "Maren Ostrowski"]
    assert log.count(AuditFilter(client_id=both[0])) == 2


def test_a_wrong_pin_is_written_down_as_refused(log: AuditLog, records: Records) -> None:
    practice = PracticeService(records, sign_key=SIGN_KEY)
    with pytest.raises(WrongPin):
        practice.check_pin("111111")
    newest = log.lines()[0]
    assert (newest.words, newest.category, newest.outcome) == ("Wrong PIN", "key", "refused")


def test_a_print_and_a_copy_of_a_note_say_that_it_left(records: Records, log: AuditLog) -> None:
    records.noted("Print note", "note", "n" * 32, category="print", reason="paper")
    line = log.lines()[0]
    assert (line.words, line.category, line.reason) == ("Printed note", "print", "paper")


def test_the_list_is_narrowed_by_day_and_kind(
    log: AuditLog, clients: ClientService, maren: ClientId, clock: Clock
) -> None:
    clock.at += timedelta(days=3)
    clients.workspace(maren, clock())
    later = date(2026, 10, 18)
    assert [line.words for line in log.lines(AuditFilter(from_on=later))] == ["Opened client"]
    assert log.count(AuditFilter(to_on=later - timedelta(days=1))) == 2
    assert log.count(AuditFilter(categories=frozenset({"sign"}))) == 0
    assert len(log.lines(AuditFilter(limit=2))) == 2


def test_reading_beside_a_window_leaves_no_line(
    clients: ClientService, maren: ClientId, records: Records
) -> None:
    lock = lock_of(records.store.path)
    beside = Store(engine.open_engine(lock, read_only=True), lock.path, lambda _, __: None, looks_only=True)
    other = replace(records, store=beside, _viewed=set())
    other.viewed(maren)
    assert AuditLog(other).count() == 2
    beside.close()


def test_a_table_for_elsewhere_reckons_with_nothing(log: AuditLog, records: Records) -> None:
    line = AuditLine(
        7, THURSDAY_13_52, -360, "change", "done", "Edited note", "=HYPERLINK(1)", "+1", client="@SUM"
    )
    rows = list(csv.reader(io.StringIO(audit_log.as_csv((line,)).decode("utf-8-sig"))))
    assert rows[0] == list(audit_log.HEAD)
    assert rows[1][:4] == ["7", "2026-10-15 13:52:00", "2026-10-15 19:52:00", "'=HYPERLINK(1)"]
    assert rows[1][6] == "'@SUM" and rows[1][-1] == "'+1"


def test_that_the_table_left_is_a_line_too(log: AuditLog) -> None:
    assert log.export_csv().count(b"\r\n") == 2
    assert said(log) == ["Exported audit"]


def test_no_line_ever_shows_a_word_of_a_client_in_its_repr(log: AuditLog, maren: ClientId) -> None:
    assert "Maren" not in repr(log.lines())


def test_every_act_of_every_service_has_words_and_a_kind() -> None:
    labels = set()
    for file in SERVICES.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("write", "noted"):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    labels.add(first.value)
    assert len(labels) > 50
    for label in labels:
        assert category_of(label) in CATEGORIES
        verb = words_of(label).split()[0]
        assert verb.endswith("d") or verb in (
            "Set",
            "Gave",
            "Began",
            "Left",
            "Put",
            "Wrote",
            "Sent",
            "Wrong",
            "Went",
            "Right",
            "Kept",
            "Called",
            "Made",
            "Took",
        ), label
    assert set(CATEGORY_WORDS) == set(CATEGORIES)
