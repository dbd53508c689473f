"""What wears: old versions, two programs at once, sync programs, long use."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from ketacounsel.core.errors import (
    AlteredAudit,
    KetaCounselError,
    NewerRecords,
    NotOnDisk,
    RecordsReplaced,
    StateInDoubt,
)
from ketacounsel.store import engine, migrate
from tests.faults.golden import dump, lost, make_older, shape
from tests.faults.scene import ADDENDUM, Scene, make_scene
from tests.faults.score import ROOT, Effort, Tally

SAVES: Final = 2000


# -- versions --------------------------------------------------------------------------------


def upgrades(effort: Effort) -> Tally:
    """Records of every older version hold the same after the update, in tables like new ones."""
    tally, folder = Tally(), effort.folder
    fresh = make_scene(folder / "fresh")
    for revision in migrate.revisions()[:-1]:
        scene = fresh.copied(folder / revision)
        make_older(scene, revision)
        before = dump(scene.lock())
        scene.open()
        scene.close()
        tally.tried += 1
        if missing := lost(before, dump(scene.lock())):
            tally.fault(f"from {revision}: {missing}")
        if shape(scene.lock()) != shape(fresh.at(fresh.base).lock()):
            tally.fault(f"from {revision}: the tables are not like new ones")
    return tally


def downgrade(effort: Effort) -> Tally:
    """Records of a newer version are refused and stay byte for byte."""
    tally = Tally(tried=1)
    scene = make_scene(effort.folder / "base")
    db = engine.connect(scene.lock())
    db.execute("UPDATE alembic_version SET version_num = '9999'")
    db.close()
    before = scene.lock().path.read_bytes()
    try:
        scene.open()
        tally.fault("opened")
    except NewerRecords:
        if scene.lock().path.read_bytes() != before:
            tally.fault("changed")
    return tally


# -- others at the same file -----------------------------------------------------------------


RACE: Final = """
import sys
from pathlib import Path
from ketacounsel.core.errors import AlreadyOpen
from ketacounsel.store.guard import RecordsLock
sys.stdout.write("ready\\n"); sys.stdout.flush()
for line in sys.stdin:
    try:
        held = RecordsLock.acquire(Path(sys.argv[1]))
        sys.stdout.write("mine\\n"); sys.stdout.flush()
        sys.stdin.readline()
        held.release()
        sys.stdout.write("back\\n")
    except AlreadyOpen:
        sys.stdout.write("taken\\n")
        sys.stdout.flush()
        sys.stdin.readline()
        sys.stdout.write("back\\n")
    sys.stdout.flush()
"""


def races(effort: Effort) -> Tally:
    """Two programs ask for the same records at the same moment: exactly one gets them."""
    tally = Tally()
    folder = effort.folder / "records"
    command = [sys.executable, "-c", RACE, str(folder)]
    both = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    _heard(both)
    while effort.goes_on(tally.tried):
        tally.tried += 1
        _say(both)
        said = sorted(_heard(both))
        if said != ["mine", "taken"]:
            tally.fault(f"race {tally.tried}: {said}")
        _say(both)
        _heard(both)
    for one in both:
        one.communicate()
    return tally


def _say(both: list[subprocess.Popen[str]]) -> None:
    for one in both:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()


def _heard(both: list[subprocess.Popen[str]]) -> list[str]:
    return [one.stdout.readline().strip() for one in both if one.stdout is not None]


def sync_programs(effort: Effort) -> Tally:
    """The file is replaced, by itself or an older one, while it is open: no word goes into the wrong one."""
    tally, chance = Tally(), effort.chance
    base = make_scene(effort.folder / "base")
    while effort.goes_on(tally.tried):
        scene = base.copied(effort.folder / "run")
        office = scene.open()
        path, older = scene.lock().path, scene.lock().path.read_bytes()
        how = chance.choice(("by name", "in place", "gone"))
        office.notes.save_addendum(ADDENDUM, "today's words")
        beside = path.with_name("records (conflicted copy).db")
        if how == "gone":
            path.rename(beside)
        elif how == "by name":
            beside.write_bytes(older)
            beside.replace(path)
        else:
            path.write_bytes(older)
        tally.tried += 1
        tally.count(how)
        try:
            office.notes.save_addendum(ADDENDUM, "more words")
            scene.close()
            scene.look()
            tally.fault(f"replaced {how}: nothing was said")
        except (RecordsReplaced, NotOnDisk, StateInDoubt, AlteredAudit):
            pass
        except KetaCounselError as error:
            tally.count(type(error).__name__)
        finally:
            if scene.unlocked is not None:
                scene.unlocked.store.close()
    return tally


# -- long use --------------------------------------------------------------------------------------


def long_use(effort: Effort) -> Tally:
    """Saves without end: memory and open files stay as they are."""
    tally = Tally()
    scene = make_scene(effort.folder / "base")
    notes = scene.open().notes
    first = (0.0, 0)
    while effort.goes_on(tally.tried):
        notes.save_addendum(ADDENDUM, f"{tally.tried} " + "words " * 100)
        tally.tried += 1
        if tally.tried == SAVES // 4:
            first = _held()
    scene.close()
    gc.collect()
    last = _held()
    tally.figures |= {"RSS before MB": first[0], "RSS after MB": last[0], "files before": first[1]}
    tally.figures["files after"] = last[1]
    if last[0] > first[0] * 1.05 or last[1] > first[1]:
        tally.fault(f"grew from {first} to {last}")
    return tally


def _held() -> tuple[float, int]:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1), len(list(Path("/proc/self/fd").iterdir()))


def rights(effort: Effort) -> Tally:
    """Every file and folder of a practice at work is its owner's alone."""
    tally = Tally()
    scene: Scene = make_scene(effort.folder / "base")
    scene.open().notes.save_addendum(ADDENDUM, "words")
    for path in (scene.folder, scene.backups, scene.base / "data"):
        for one in (path, *path.rglob("*")):
            tally.tried += 1
            if one.stat().st_mode & 0o077:
                tally.fault(f"{one.relative_to(scene.base)}: {oct(one.stat().st_mode)}")
    scene.close()
    shutil.rmtree(scene.base)
    return tally
