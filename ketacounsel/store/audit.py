"""Each act leaves one line, in its own transaction, sealed together with the line before it.

The seals make a chain that nobody without the records' keys can write: a line changed, put in, left out or
moved shows. Reading and writing go by the driver, since every save of a note passes here.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import time
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from ketacounsel.core.audit import ChainReport, Mark, category_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session as DbSession

    from ketacounsel.store.store import Act

    Row = tuple[Any, ...]
    Step = Callable[[Callable[[Any], Any]], Any]

TAIL: Final = 200
AT_A_TIME: Final = 2000
NONCE_BYTES: Final = 8
NO_CHANGE: Final = ("view", "unlock", "backup")
_SPELL: Final = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
_SAID: Final = (
    "seq, at, counselor_id, act, thing, thing_id, offset_min, mono_ms, category, outcome, reason, client_id, "
    "nonce"
)
_ADD: Final = f"INSERT INTO audit ({_SAID}, mac) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"  # noqa: S608 - ours
_LAST: Final = "SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1"
_AFTER: Final = f"SELECT {_SAID}, mac FROM audit WHERE seq > ? ORDER BY seq LIMIT ?"  # noqa: S608
_FIRST: Final = "SELECT seq FROM audit WHERE mac IS NOT NULL ORDER BY seq LIMIT 1"
_OLDER: Final = f"SELECT {_SAID} FROM audit WHERE seq < coalesce(({_FIRST}), seq + 1) ORDER BY seq"  # noqa: S608
_WHOSE: Final = {
    "session": "SELECT client_id FROM guided_session WHERE id = ?",
    "note": "SELECT client_id FROM note WHERE id = ?",
    "addendum": "SELECT n.client_id FROM addendum a JOIN note n ON n.id = a.note_id WHERE a.id = ?",
    "sitting": "SELECT client_id FROM sitting WHERE id = ?",
    "goal": "SELECT client_id FROM goal WHERE id = ?",
    "action_item": "SELECT client_id FROM action_item WHERE id = ?",
    "release": "SELECT client_id FROM release WHERE id = ?",
    "report": "SELECT client_id FROM filed_report WHERE id = ?",
    "course": "SELECT client_id FROM course WHERE id = ?",
    "infusion": "SELECT client_id FROM infusion WHERE id = ?",
    "vital_sign": "SELECT i.client_id FROM vital_sign v JOIN infusion i ON i.id = v.infusion_id "
    "WHERE v.id = ?",
    "adverse_effect": "SELECT client_id FROM adverse_effect WHERE id = ?",
    "follow_up": "SELECT client_id FROM follow_up WHERE id = ?",
}
"""Whose a thing is, so that each client's page has every line about them."""


class Chain:
    """Adds lines. Lives as long as the records are open; `mono_ms` counts from its making."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._since_ns = time.monotonic_ns()
        self._whose: dict[tuple[str, str], str] = {}

    def append(self, db: DbSession, act: Act) -> Mark:
        """Add the line of this act to the open transaction."""
        raw: Any = db.connection().connection.driver_connection
        seq, mac = raw.execute(_LAST).fetchone() or (0, None)
        line = (
            seq + 1,
            _moment(act.at),
            act.by,
            act.label,
            act.thing,
            act.thing_id,
            _offset_min(act.at),
            (time.monotonic_ns() - self._since_ns) // 1_000_000,
            act.category or category_of(act.label),
            act.outcome,
            act.reason,
            act.client_id or self._client(raw, act.thing, act.thing_id),
            os.urandom(NONCE_BYTES),
        )
        sealed = _seal(self._key, mac or base(raw, self._key), line)
        raw.execute(_ADD, (*line, sealed))
        return Mark(seq + 1, sealed)

    def expect(self, db: DbSession, act: Act) -> None:
        """Whose the thing is, asked before the act: afterwards it may be gone."""
        if act.thing in _WHOSE and (act.thing, act.thing_id) not in self._whose:
            self._client(db.connection().connection.driver_connection, act.thing, act.thing_id)

    def _client(self, raw: Any, thing: str, thing_id: str) -> str:
        if thing == "client":
            return thing_id
        if thing not in _WHOSE or not thing_id:
            return ""
        found = self._whose.get((thing, thing_id))
        if found is None:
            row = raw.execute(_WHOSE[thing], (thing_id,)).fetchone()
            if row is None:
                return ""
            found = self._whose[thing, thing_id] = row[0]
        return found


def chained(raw: Any) -> bool:
    """Whether these tables know of the chain; older ones come to it with their next update."""
    return any(row[1] == "mac" for row in raw.execute("PRAGMA table_info(audit)"))


def tail(raw: Any) -> Mark | None:
    """The newest line; None while there is none with a seal."""
    if not chained(raw):
        return None
    seq, mac = raw.execute(_LAST).fetchone() or (0, None)
    return Mark(seq, mac) if mac else None


def sealed(raw: Any) -> int:
    """How many lines have a seal."""
    if not chained(raw):
        return 0
    found: int = raw.execute("SELECT count(*) FROM audit WHERE mac IS NOT NULL").fetchone()[0]
    return found


def newest(raw: Any) -> tuple[int, str]:
    """Number and moment of the newest line, with or without a seal; 0 and "" when there is none."""
    found: tuple[int, str] | None = raw.execute(
        "SELECT seq, at FROM audit ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return found or (0, "")


def seal_at(raw: Any, seq: int) -> bytes | None:
    """The seal of one line; None when there is no such line or it has none."""
    if not chained(raw):
        return None
    found = raw.execute("SELECT mac FROM audit WHERE seq = ?", (seq,)).fetchone()
    return found[0] if found else None


def last_change(raw: Any) -> int:
    """The number of the newest line that tells of more than looking: what a backup would hold anew."""
    marks = ",".join("?" * len(NO_CHANGE))
    sql = f"SELECT seq FROM audit WHERE category NOT IN ({marks}) ORDER BY seq DESC LIMIT 1"  # noqa: S608
    found = raw.execute(sql, NO_CHANGE).fetchone()
    return found[0] if found else 0


def verify_tail(raw: Any, key: bytes, last: int = TAIL) -> ChainReport:
    """Whether the newest lines fit together; the first of them is taken as it is."""
    if not chained(raw):
        return ChainReport(0)
    seq = raw.execute("SELECT coalesce(max(seq), 0) FROM audit").fetchone()[0]
    check = _Check(raw, key, seq - last)
    check.take(_rows(raw, check.seq, last))
    return check.report()


def verify_chain(step: Step, key: bytes, go_on: Callable[[], bool] = lambda: True) -> ChainReport:
    """Every line from the first, some thousands at a time: `step` gives each reading the connection.

    `go_on` is asked between; when it says no, the report covers what was read.
    """
    if not step(chained):
        return ChainReport(0)
    check: _Check = step(lambda db: _Check(db, key, 0))
    while go_on() and (rows := step(lambda db: _rows(db, check.seq, AT_A_TIME))):
        check.take(rows)
        if check.broken_at is not None:
            break
    return check.report()


def base(raw: Any, key: bytes) -> bytes:
    """What the first sealed line follows: a seal over all lines from before there was a chain."""
    return _over(key, raw.execute(_OLDER))


class _Check:
    """Follows the chain from one line to the next."""

    def __init__(self, raw: Any, key: bytes, after: int) -> None:
        self.seq, self.lines, self.older = max(0, after), 0, 0
        self.broken_at: int | None = None
        self._key, self._mac = key, b""
        self._base = b""
        if self.seq:
            self._mac = seal_at(raw, self.seq) or b""
        if not self._mac:
            self._base = base(raw, key)

    def take(self, rows: Iterable[Row]) -> None:
        """The next lines, in their order."""
        for *said, mac in rows:
            seq = said[0]
            if seq != self.seq + 1:
                self.broken_at = self.seq + 1
                return
            if mac is None and not self._mac:
                self.older += 1
            elif not self._fits(tuple(said), mac):
                self.broken_at = seq
                return
            self.seq, self._mac = seq, mac or b""
            self.lines += 1

    def report(self) -> ChainReport:
        """How it went."""
        mark = Mark(self.seq, self._mac) if self._mac else None
        return ChainReport(self.lines, self.older, self.broken_at, mark)

    def _fits(self, said: Row, mac: object) -> bool:
        if not isinstance(mac, bytes):
            return False
        return hmac.compare_digest(_seal(self._key, self._mac or self._base, said), mac)


def _rows(raw: Any, after: int, most: int) -> list[Row]:
    rows: list[Row] = raw.execute(_AFTER, (after, most)).fetchall()
    return rows


def _seal(key: bytes, before: bytes, said: Row) -> bytes:
    return hmac.digest(key, before + _canonical(said), "sha256")


def _over(key: bytes, rows: Iterable[Row]) -> bytes:
    whole = hashlib.sha256()
    for row in rows:
        whole.update(_canonical(row))
    return hmac.digest(key, b"before the chain" + whole.digest(), "sha256")


def _canonical(said: Row) -> bytes:
    """One spelling of a line as it is kept, with the end of each part beyond doubt."""
    return _SPELL([[one.hex()] if isinstance(one, bytes) else one for one in said]).encode("ascii")


def _moment(at: datetime) -> str:
    """As SQLAlchemy keeps a moment."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _offset_min(at: datetime) -> int:
    """How far this computer's clock on the wall is from UTC."""
    offset = at.astimezone().utcoffset()
    return round(offset.total_seconds() / 60) if offset else 0
