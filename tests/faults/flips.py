"""Files that changed by themselves: single bits, cuts, older ones put back, files of another kind.

Held to: every change is told or does no harm, nothing is written over, and what has a copy is mended from it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from ketacounsel.core.errors import KetaCounselError, StateInDoubt
from ketacounsel.store import checks, container, presence
from tests.faults.calls import Stages, strike
from tests.faults.scene import Bad, Scene, Seen, make_scene
from tests.faults.score import Effort, Tally
from tests.faults.shim import serving

SECTOR: Final = 512


@dataclass
class Case:
    """A scene whose files can be changed and put right again; `now` is what it holds."""

    scene: Scene
    now: Seen

    @classmethod
    def of(cls, scene: Scene) -> Case:
        return cls(scene, scene.look(secrets=True))


def flip(data: bytes, bit: int) -> bytes:
    """One bit of it the other way."""
    held = bytearray(data)
    held[bit // 8] ^= 1 << bit % 8
    return bytes(held)


# -- the records -----------------------------------------------------------------------------------


def records(effort: Effort) -> Tally:
    """Single bits of the database: each is found by the checks of an unlock, before the records open."""
    tally, chance = Tally(), effort.chance
    scene = make_scene(effort.folder / "base")
    lock = scene.lock()
    whole = lock.path.read_bytes()
    with lock.path.open("r+b", buffering=0) as file:
        while effort.goes_on(tally.tried):
            bit = chance.randrange(len(whole) * 8)
            byte = bit // 8
            file.seek(byte)
            file.write(flip(whole[byte : byte + 1], bit % 8))
            tally.tried += 1
            told = _told(scene) if tally.tried % 10 == 0 else bool(checks.run(lock).problems)
            if not told and byte < len(lock.salt):
                tally.count("in the salt, which the key file has too")
            elif not told:
                tally.fault(f"bit {bit} is silent")
            file.seek(byte)
            file.write(whole[byte : byte + 1])
    return tally


def _told(scene: Scene) -> bool:
    try:
        scene.look()
    except KetaCounselError:
        return True
    return False


# -- all that lies beside --------------------------------------------------------------------------


def beside(effort: Effort) -> Tally:
    """Bits of the key files, the heads, a journal, a backup: told, mended from the copy, or without harm."""
    tally, chance, folder = Tally(), effort.chance, effort.folder
    scene = make_scene(folder / "base")
    case = Case.of(scene)
    journal = _with_journal(folder)
    kinds: dict[str, Callable[[], None]] = {
        "key file A": lambda: _small(case, scene.folder / presence.COPY_A, chance, tally),
        "key file B": lambda: _small(case, scene.folder / presence.COPY_B, chance, tally),
        "head": lambda: _small(case, scene.folder / "records.head", chance, tally),
        "journal": lambda: _journal(journal, folder / "played", chance, tally),
        "backup": lambda: _backup(scene, chance, tally),
    }
    names = sorted(kinds)
    while effort.goes_on(tally.tried):
        name = names[tally.tried % len(names)]
        tally.tried += 1
        scene.at(scene.base)
        kinds[name]()
        tally.count(name)
    return tally


def _small(case: Case, path: Path, chance: Random, tally: Tally) -> None:
    data = path.read_bytes()
    path.write_bytes(flip(data, chance.randrange(len(data) * 8)))
    try:
        if not case.scene.look(secrets=True).between(case.now, case.now):
            tally.fault(f"a bit of {path.name} changed what is there")
        elif path.read_bytes() == data:
            tally.count("mended from the copy")
    except KetaCounselError as error:
        tally.fault(f"a bit of {path.name} kept the records shut: {error}")
    finally:
        path.write_bytes(data)


def _with_journal(folder: Path) -> tuple[Scene, list[Seen]]:
    """Killed while a change goes to the disk: a journal that is needed."""
    with serving() as server:
        stage = Stages(folder / "stages", server).stage("sign")
        for at in range(200):
            strike(stage, server, folder / "killed", "killed", at)
            left = folder / "killed" / "records" / "records.db-journal"
            now = (folder / "killed/records/records.db").read_bytes()
            if left.stat().st_size > SECTOR and now != stage.scene.lock().path.read_bytes():
                return stage.scene.at(folder / "killed"), stage.expected
    raise Bad("no kill left a journal")


def _journal(made: tuple[Scene, list[Seen]], to: Path, chance: Random, tally: Tally) -> None:
    scene = made[0].copied(to)
    path = scene.folder / "records.db-journal"
    data = path.read_bytes()
    path.write_bytes(flip(data, chance.randrange(len(data) * 8)))
    try:
        found = scene.look()
    except KetaCounselError:
        tally.count("journal: told")
        return
    if any(found.rows == one.rows for one in made[1]):
        tally.count("journal: without harm")
    else:
        tally.fault("a bit of the journal changed what is there")


def _backup(scene: Scene, chance: Random, tally: Tally) -> None:
    (path,) = scene.backups.glob("*.kibak")
    data = path.read_bytes()
    path.write_bytes(flip(data, chance.randrange(len(data) * 8)))
    try:
        head = container.read_head(path)
        container.copy_db(path, head, None, lambda _: None)
        if container.authentic(head, scene.keys.use("backup")):
            tally.fault("a bit of a backup is silent")
    except KetaCounselError:
        pass
    finally:
        path.write_bytes(data)


# -- older files -------------------------------------------------------------------------------------


def rollbacks(effort: Effort) -> Tally:
    """The records, or records and head, of an earlier moment in the place of today's."""
    tally, chance, folder = Tally(), effort.chance, effort.folder
    scene = make_scene(folder / "base")
    history = [_kept(scene, folder / "day-0")]
    for number in range(1, 7):
        scene.open().notes.save_addendum("3" * 32, f"day {number}")
        scene.close()
        history.append(_kept(scene, folder / f"day-{number}"))
    whole = ("records.db",), ("records.db", "records.head"), ("records.db", "records.head", "practice.kih")
    while effort.goes_on(tally.tried):
        day, names = chance.randrange(len(history) - 1), chance.choice(whole)
        here = scene.copied(folder / "rolled")
        for name in names:
            shutil.copyfile(history[day] / name, here.folder / name)
        lost_memory = chance.random() < 0.3 and "records.head" not in names
        if lost_memory:
            shutil.rmtree(here.base / "data")
        before = {p.name: p.read_bytes() for p in here.folder.iterdir() if p.is_file()}
        tally.tried += 1
        try:
            here.look()
            tally.fault(f"{names} of day {day} pass for today's")
        except StateInDoubt:
            if before != {p.name: p.read_bytes() for p in here.folder.iterdir() if p.is_file()}:
                tally.fault("refused records were changed")
    return tally


def _kept(scene: Scene, to: Path) -> Path:
    shutil.copytree(scene.folder, to)
    return to


# -- cut off, empty, foreign -------------------------------------------------------------------------


def foreign(effort: Effort) -> Tally:
    """The records cut at every sector, emptied, or another file: named, and never written over."""
    tally, folder = Tally(), effort.folder
    scene = make_scene(folder / "base")
    path, whole = scene.lock().path, scene.lock().path.read_bytes()
    others = {
        "empty": b"",
        "plain SQLite": b"SQLite format 3\0" + bytes(8192 - 16),
        "text": b"Dear diary, " * 1000,
        "noise": Random(effort.seed).randbytes(40_960),
        "picture": b"\x89PNG\r\n\x1a\n" + bytes(5000),
        "zip": b"PK\x03\x04" + bytes(9000),
        "zeros": bytes(40_960),
    }
    cuts = list(range(SECTOR, len(whole), SECTOR))
    effort.chance.shuffle(cuts)
    cases = [*others.items(), *((f"cut at {cut}", whole[:cut]) for cut in cuts)]
    for name, data in cases:
        if not effort.goes_on(tally.tried):
            break
        path.write_bytes(data)
        tally.tried += 1
        error = ""
        try:
            scene.look()
        except KetaCounselError as refusal:
            error = type(refusal).__name__
        if not error or path.read_bytes() != data:
            kept = "kept" if path.read_bytes() == data else "changed"
            tally.fault(f"{name}: {error or 'opened'}, the file {kept}")
        tally.count(error or "opened")
    path.unlink()
    for attempt in (scene.look, scene.open):
        try:
            attempt()
            tally.fault("a missing file was made anew")
        except KetaCounselError:
            if path.exists():
                tally.fault("a missing file was made")
    return tally
