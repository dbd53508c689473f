"""Words that the disk or the record did not take: kept in a sealed file elsewhere, and brought home again.

`write` may be called on the bench; everything else belongs to the thread of the records.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from ketacounsel.core.changes import Saved
from ketacounsel.core.errors import ChangedElsewhere, KetaCounselError
from ketacounsel.core.rescue import UNKNOWN, Beside, Copy, Rescued, Words, decode, encode, same, told
from ketacounsel.services.rescue_kinds import KINDS
from ketacounsel.store import rescue_file
from ketacounsel.store.queries import audit

if TYPE_CHECKING:
    from pathlib import Path

    from ketacounsel.services.office import Office
    from ketacounsel.services.records import Records
    from ketacounsel.services.rescue_places import RescuePlaces
    from ketacounsel.store.rescue_file import Envelope

PUT_BACK: Final = "Put back rescued words"


class Rescue:
    """One for each sitting, and so is its file."""

    def __init__(
        self, office: Office, records: Records, envelope: Envelope, rescue_places: RescuePlaces
    ) -> None:
        self._office, self._records = office, records
        self._envelope, self.places = envelope, rescue_places
        self._bases: dict[tuple[str, str, str], Rescued] = {}
        self._aside: dict[tuple[str, str, str], Rescued] = {}
        self._name = rescue_places.new_name()
        self._turn = 0
        self._written: set[Path] = set()
        self._taken: set[Path] = set()
        self._one_at_a_time = threading.Lock()

    # -- keeping --------------------------------------------------------------------------------

    def pack(self, waiting: Iterable[Words]) -> bytes | None:
        """The rescue file for what waits now and what was set aside; None when that is nothing."""
        entries = [self._rescued(words) for words in waiting if words.kind in KINDS]
        entries += self._aside.values()
        if not entries:
            return None
        self._turn += 1
        return self._envelope.close([_to_json(one) for one in entries], self._turn)

    def write(self, data: bytes) -> Copy | None:
        """Put it into the first place that takes it; None when none does. On any thread, one at a time."""
        with self._one_at_a_time:
            for folder, label in self.places.to_write():
                path = folder / self._name
                try:
                    rescue_file.write(path, data)
                except OSError:
                    continue
                self._written = {path, *(one for one in self._written if one != path and not _gone(one))}
                return Copy(path, label, self._records.now())
            return None

    def settled(self) -> None:
        """Nothing waits any more. What was set aside stays in the file; without any there is none."""
        self._bases.clear()
        data = self.pack(())
        if data is not None and self.write(data) is None:
            return
        for path in self._taken:
            self.places.remove(path)
        self._taken = set()
        if data is not None:
            return
        with self._one_at_a_time:
            for path in self._written:
                self.places.remove(path)
            if self._written:
                self._name = self.places.new_name()  # what can't be taken away now is told by its name
            self._written = set()

    def _rescued(self, words: Words) -> Rescued:
        known = self._bases.get(words.place)
        if known is None:
            mark = self._records.store.mark
            known = Rescued(words, self._records.now(), self._now_there(words), mark.seq if mark else 0)
        kept = replace(known, words=words, at=self._records.now() if words != known.words else known.at)
        self._bases[words.place] = kept
        return kept

    def _now_there(self, words: Words) -> object:
        try:
            return KINDS[words.kind].read(self._office, words)
        except KetaCounselError:
            return UNKNOWN

    # -- bringing home --------------------------------------------------------------------------

    def find(self) -> tuple[Rescued, ...]:
        """What earlier sittings of this counselor left, wherever it is; of each file only its newest copy."""
        newest: dict[str, tuple[int, list[Any]]] = {}
        for path in self.places.files():
            opened = self._envelope.open(rescue_file.read(path))
            if opened is None or path.name == self._name:
                continue
            entries, turn = opened
            self._taken.add(path)
            if path.name not in newest or newest[path.name][0] < turn:
                newest[path.name] = (turn, entries)
        read = [_from_json(raw) for _, entries in newest.values() for raw in entries]
        found = {
            one.words.place: one for one in sorted(read, key=lambda one: one.at) if one.words.kind in KINDS
        }
        self._bases |= found
        return tuple(found.values())

    def put_back(self, rescued: Rescued) -> Saved:
        """Write it where it was typed, if that is as it was then. Raises ChangedElsewhere, NotOnDisk."""
        words, kind = rescued.words, KINDS[rescued.words.kind]
        there = kind.read(self._office, words)
        if same(there, words.value):
            return self._records.saved()
        known = rescued.base != UNKNOWN
        if rescued.reason or not (same(there, rescued.base) if known else self._unchanged(rescued)):
            raise ChangedElsewhere
        saved = kind.write(self._office, words)
        self._records.noted(PUT_BACK, category="restore")
        return saved

    def _unchanged(self, rescued: Rescued) -> bool:
        with self._records.read() as db:
            return not audit.changed_since(db, rescued.seq, rescued.words.thing)

    # -- beside the record ----------------------------------------------------------------------

    def set_aside(self, words: Words, reason: str) -> None:
        """The record refuses them: they stay until the counselor says what becomes of them."""
        if words.kind in KINDS and KINDS[words.kind].words and told(words.value).strip():
            known = self._bases.pop(words.place, None) or Rescued(words, self._records.now())
            self._aside[words.place] = replace(known, words=words, reason=known.reason or reason)

    def beside(self) -> tuple[Beside, ...]:
        """What stands beside the record now."""
        return tuple(
            Beside(one, self._where(one.words), told(one.words.value), one.reason)
            for one in self._aside.values()
        )

    def insist(self, rescued: Rescued) -> Saved:
        """Write it over what is there now. Raises what the record refuses it with."""
        saved = KINDS[rescued.words.kind].write(self._office, rescued.words)
        self._records.noted(PUT_BACK, category="restore")
        self.discard(rescued)
        return saved

    def discard(self, rescued: Rescued) -> None:
        """The counselor has no more use for it."""
        self._aside.pop(rescued.words.place, None)
        self.settled()

    def _where(self, words: Words) -> str:
        kind = KINDS[words.kind]
        with contextlib.suppress(KetaCounselError):
            client_id = kind.whose(self._office, words)
            if client_id is not None:
                return f"{kind.name}, {self._office.clients.get(client_id).name}"
        return kind.name


def _gone(older: Path) -> bool:
    """Take an older copy away; one on a stick that is not there stays until all is settled."""
    try:
        older.unlink()
    except OSError:
        return False
    return True


def _to_json(one: Rescued) -> dict[str, object]:
    words = one.words
    return {
        "place": [words.kind, words.thing, words.part, words.within],
        "value": encode(words.value),
        "at": one.at.isoformat(),
        "base": encode(one.base),
        "seq": one.seq,
        "reason": one.reason,
    }


def _from_json(raw: Any) -> Rescued:
    kind, thing, part, within = raw["place"]
    words = Words(kind, thing, part, decode(raw["value"]), within)
    at = datetime.fromisoformat(raw["at"])
    return Rescued(words, at, decode(raw["base"]), int(raw["seq"]), str(raw["reason"]))
