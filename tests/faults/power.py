"""Power cuts: each operation is recorded once, and every state that its writes may leave is opened."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from ketacounsel.core.errors import DamagedRecords, KetaCounselError, StateInDoubt
from ketacounsel.services import vault
from ketacounsel.store import audit, engine, journal, settle
from tests.faults.calls import Stage, Stages
from tests.faults.disk import Call, Disk, put, read_calls
from tests.faults.operations import OPERATIONS
from tests.faults.scene import Bad, Scene, Seen, new_key_file, rows_of
from tests.faults.score import Effort, Tally
from tests.faults.shim import RECORD, Order, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

FULL_EVERY: Final = 6
AT_ONE_POINT: Final = 12
HARMLESS: Final = "so it was written anew"
MOST_KNOWN: Final = 200_000


@dataclass
class Recording:
    """One operation as its calls, and what it is held to."""

    stage: Stage
    calls: list[Call]

    def disks(self) -> Iterator[Disk]:
        """The disk after each call, from before the first to after the last."""
        disk = Disk.of(self.stage.scene.base)
        yield disk
        for call in self.calls:
            disk.do(call)
            yield disk

    def until(self, end: int) -> Disk:
        """The disk after so many calls."""
        disk = Disk.of(self.stage.scene.base)
        for call in self.calls[:end]:
            disk.do(call)
        return disk


def record(folder: Path, operations: list[str]) -> list[Recording]:
    """Run each operation once behind the recorder."""
    found = []
    with serving() as server:
        stages = Stages(folder, server)
        for name in operations:
            stage = stages.stage(name)
            run, log = folder / "recorded", folder / "log"
            log.unlink(missing_ok=True)
            new_key_file(run).unlink(missing_ok=True)
            stage.scene.copied(run)
            ended = server.run(Order(name, str(run), RECORD, log=str(log)))
            if ended.crashed or ended.refused != "-":
                raise Bad(f"{name}: {ended}")
            found.append(Recording(stage, read_calls(log, run)))
            if new_key_file(run).exists():
                shutil.move(new_key_file(run), folder / f"{name}.words")
    return found


def run(effort: Effort, operations: list[str] | None = None) -> Tally:
    """States of all operations in turn, some at each point, until the effort ends."""
    tally, chance = Tally(), effort.chance
    recordings = record(effort.folder, operations or list(OPERATIONS))
    tally.figures["calls recorded"] = sum(len(one.calls) for one in recordings)
    known: set[int] = set()
    while effort.goes_on(tally.tried):
        recording = chance.choice(recordings)
        points = len(recording.calls) + 1
        chosen = set(chance.sample(range(points), min(points, 40)))
        for number, disk in enumerate(recording.disks()):
            if number not in chosen:
                continue
            for _ in range(AT_ONE_POINT):
                if not effort.goes_on(tally.tried):
                    return tally
                _one(effort.folder, recording, disk, number, chance, known, tally)
    return tally


def _one(
    folder: Path, recording: Recording, disk: Disk, number: int, chance: Random, known: set[int], tally: Tally
) -> None:
    found = disk.after_a_cut(chance)
    tally.tried += 1
    mark = _mark(recording.stage.name, found, disk.acks)
    if mark in known:
        return
    if len(known) < MOST_KNOWN:
        known.add(mark)
    tally.count("different states")
    base = folder / "state"
    put(found, base)
    words = folder / f"{recording.stage.name}.words"
    if words.exists():
        shutil.copy(words, new_key_file(base))
    scene = recording.stage.scene.at(base)
    try:
        _held(
            recording.stage, scene, disk.acks, full=int(tally.figures["different states"]) % FULL_EVERY == 0
        )
    except (Bad, KetaCounselError, OSError, ValueError, AssertionError) as fault:
        kept = f"power-{recording.stage.name}-{number}-{tally.bad}".replace(" ", "-")
        shutil.rmtree(base)
        put(found, base)
        where = f"{recording.stage.name} after call {number}"
        tally.fault(f"{where}: {type(fault).__name__}: {fault}", base, kept)
    shutil.rmtree(base)
    new_key_file(base).unlink(missing_ok=True)


def _held(stage: Stage, scene: Scene, acks: int, *, full: bool) -> None:
    plain = not (full or stage.operation.secrets or stage.operation.backups)
    found = quick_look(scene) if plain else stage.look(scene)
    before = stage.expected[min(acks, len(stage.expected) - 1)]
    after = stage.expected[min(acks + 1, len(stage.expected) - 1)]
    if not found.between(before, after):
        raise Bad(f"{acks} acknowledged, found {found}, not {before} nor {after}")
    if any(HARMLESS not in notice for notice in found.notices):
        raise Bad(f"a notice: {found.notices}")


def quick_look(scene: Scene) -> Seen:
    """What `Scene.look` does, on one connection. Raises as the start does."""
    vault.before_opening(scene.folder)
    lock, seals = scene.lock(), vault.seals_of(scene.keys)
    engine.examine(lock)
    heads = settle.read_heads(lock, seals)
    if journal.is_left(lock) and heads.own is not None and heads.own.clean:
        return scene.look()
    try:
        db = engine.connect(lock)
        try:
            rows = rows_of(db)
            if db.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
                raise DamagedRecords
            if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise DamagedRecords
            doubt = settle.doubt_of(db, heads)
            whole = audit.verify_tail(db, seals.audit_key, 20).whole
        finally:
            db.close()
    except engine.DriverError as error:
        raise engine.unreadable(lock, engine.code_of(error)) from error
    if doubt:
        raise doubt
    if not whole:
        raise Bad("the audit does not hold")
    return Seen(rows)


def _mark(name: str, found: dict[str, bytes | None], acks: int) -> int:
    """Python keeps the hash of bytes with them, so what did not change costs nothing."""
    return hash((name, acks, *sorted((path, hash(data)) for path, data in found.items())))


# -- a disk that says "flushed" and has not ----------------------------------------------------------------

LIED: Final = ("autosave", "sign", "amend", "close")


def lying(effort: Effort) -> Tally:
    """The records are of an earlier moment than the program was told; what is lost must be told."""
    tally, chance = Tally(), effort.chance
    recordings = record(effort.folder, list(LIED))
    while effort.goes_on(tally.tried):
        recording = chance.choice(recordings)
        end = chance.randrange(2, len(recording.calls) + 1)
        early = chance.randrange(end)
        now, then = recording.until(end), recording.until(early)
        seen, before = now.as_seen(), then.as_seen()
        outlived = chance.choice(("head", "last seen", "both", "neither"))
        for path in list(seen):
            stays = "head" if path.endswith("records.head") else "last seen" if "seen/" in path else ""
            if not stays or (outlived not in (stays, "both")):
                seen[path] = before.get(path, seen[path])
        _lied(effort.folder, recording, seen, (then.acks, now.acks), outlived, tally)
    return tally


def _lied(
    folder: Path, recording: Recording, found: dict[str, bytes | None], acks: tuple[int, int], outlived: str,
    tally: Tally,
) -> None:  # fmt: skip
    base = folder / "lied"
    put(found, base)
    tally.tried += 1
    told = ""
    try:
        seen = recording.stage.scene.at(base).look()
    except (StateInDoubt, KetaCounselError) as error:
        told, seen = type(error).__name__, None
    shutil.rmtree(base)
    lost = seen is None or seen.rows not in [one.rows for one in recording.stage.expected[acks[1] :]]
    if not lost:
        tally.count("nothing lost")
    elif told:
        tally.count("lost and told")
    elif outlived in (
        "neither",
        "last seen",
    ):  # what this computer saw is written when records open and close
        tally.count("lost with all that knew of it")
    else:
        tally.count("lost while a head knew")
        tally.fault(
            f"{recording.stage.name}: {acks[1]} acknowledged, of {acks[0]}; {outlived} outlived, silent"
        )
