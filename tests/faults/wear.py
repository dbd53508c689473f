"""What wears: old versions, two programs at once, sync programs, long use, forged keys and lines."""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, Final

from ketacounsel.core import recovery_key
from ketacounsel.core.errors import (
    AlteredAudit,
    BadInput,
    KetaCounselError,
    NewerRecords,
    NotOnDisk,
    RecordsReplaced,
    StateInDoubt,
)
from ketacounsel.store import audit, container, engine, key_copies, keyfile, migrate, presence
from ketacounsel.store.head import BadHead, Sealer
from tests.faults.golden import dump, lost, make_older, shape
from tests.faults.scene import ADDENDUM, Scene, make_scene
from tests.faults.score import ROOT, Effort, Tally
from tests.services.backed_up import WORDS

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


# -- S-08, S-13, S-14, S-16: forged --------------------------------------------------------------------------


def parsers(effort: Effort) -> Tally:
    """Any bytes in the place of key file, head or backup: refused, never an error of another kind."""
    tally, chance, scene = Tally(), effort.chance, make_scene(effort.folder / "base")
    (backup,) = scene.backups.glob("*.kibak")
    seeds = {
        "key file": (scene.folder / presence.COPY_A).read_bytes(),
        "head": (scene.folder / "records.head").read_bytes(),
        "backup": backup.read_bytes()[:4096],
    }
    sealer = Sealer(scene.keys.use("head"), scene.keys.records_uuid)
    readers: dict[str, Callable[[bytes], object]] = {
        "key file": keyfile.decode,
        "head": lambda data: [sealer.unseal(data[at : at + 113]) for at in (0, 512)],
        "backup": lambda data: container.decode_head(data, len(data)),
    }
    names = sorted(readers)
    while effort.goes_on(tally.tried):
        name = names[tally.tried % 3]
        data = mutated(seeds[name], chance)
        tally.tried += 1
        try:
            found = readers[name](data)
            if name == "key file" and data != seeds[name] and keyfile.unaltered(data, scene.keys.dek):
                tally.fault("a forged key file passes")
            if name == "head" and data[:113] != seeds[name][:113] and found == [True, True]:
                tally.fault("a forged head passes")
        except (KetaCounselError, BadHead):
            tally.count("refused")
        except Exception as error:
            tally.fault(f"{name}: {type(error).__name__}: {error}")
            raise
    return tally


def mutated(data: bytes, chance: Random) -> bytes:
    """Cut, doubled, flipped, filled with what parsers dislike."""
    held = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(held) + 1)
        match chance.randrange(6):
            case 0:
                del held[at : at + chance.randint(1, 40)]
            case 1:
                held[at:at] = chance.randbytes(chance.randint(1, 20))
            case 2 if at < len(held):
                held[at] ^= 1 << chance.randrange(8)
            case 3:
                held[at:at] = chance.choice((b"NaN", b"1e999", b"null", b"[" * 50, b'"', b"\n", b"{}", b"-1"))
            case 4:
                held[at : at + 8] = held[:8]
            case _:
                del held[at:]
    return bytes(held)


def slots(effort: Effort) -> Tally:
    """Any one sign of the key file's slots changed, with the checksum made right again: no way in."""
    tally, chance, scene = Tally(), effort.chance, make_scene(effort.folder / "base")
    path = scene.folder / presence.COPY_A
    file = keyfile.decode(path.read_bytes())
    body = keyfile.encode(file, scene.keys.dek).split(b"\n")[1]
    while effort.goes_on(tally.tried):
        at = chance.randrange(len(body))
        raw = body[:at] + bytes([chance.choice(b"0123456789abcdef")]) + body[at + 1 :]
        if raw == body:
            continue
        tally.tried += 1
        try:
            json.loads(raw)
        except ValueError:
            continue
        forged = _signed_by_nobody(raw)
        for name in (presence.COPY_A, presence.COPY_B):
            (scene.folder / name).write_bytes(forged)
        try:
            key_copies.unlock_with_passphrase(scene.folder, WORDS)
            tally.fault(f"sign {at} changed and it opens")
        except KetaCounselError:
            tally.count("refused")
    return tally


def _signed_by_nobody(raw: bytes) -> bytes:
    import hashlib

    signed = b"%s %d\n" % (keyfile.MAGIC.encode(), keyfile.VERSION) + raw + b"\n" + b"0" * 64 + b"\n"
    return signed + hashlib.sha256(signed).hexdigest().encode() + b"\n"


def typing_errors(effort: Effort) -> Tally:
    """Up to four wrong signs in a recovery key are noticed; up to two are found."""
    tally, chance = Tally(), effort.chance
    signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    while effort.goes_on(tally.tried):
        secret = chance.getrandbits(recovery_key.BITS).to_bytes(recovery_key.SECRET_BYTES, "big")
        typed = list(recovery_key.normalise(recovery_key.encode(secret)))
        wrong = chance.randint(1, 4)
        for place in chance.sample(range(len(typed)), wrong):
            typed[place] = chance.choice([one for one in signs if one != typed[place]])
        tally.tried += 1
        try:
            recovery_key.decode("".join(typed))
            tally.fault(f"{wrong} wrong signs are taken")
        except BadInput:
            tally.count(f"{wrong} wrong signs noticed")
    return tally


def tampers(effort: Effort) -> Tally:
    """Lines of the audit changed, left out, put in, moved, cut off, by somebody without the audit's key."""
    tally, chance, scene = Tally(), effort.chance, make_scene(effort.folder / "base")
    notes = scene.open().notes
    for number in range(20):
        notes.save_addendum(ADDENDUM, f"words {number}")
    scene.close()
    db: Any = engine.connect(scene.lock())
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
    for (name,) in db.execute(triggers).fetchall():
        db.execute(f"DROP TRIGGER {name}")
    last = audit.tail(db)
    assert last is not None
    key = scene.keys.use("audit")
    while effort.goes_on(tally.tried):
        db.execute("BEGIN")
        how = _tamper(db, last.seq, chance)
        tally.tried += 1
        tally.count(how)
        report = audit.verify_chain(lambda step: step(db), key)
        whole = report.whole and audit.seal_at(db, last.seq) == last.mac
        if whole:
            tally.fault(f"{how} is not found")
        db.execute("ROLLBACK")
    db.close()
    return tally


def _tamper(db: Any, last: int, chance: Random) -> str:
    seq = chance.randint(1, last)
    other = chance.choice([one for one in range(1, last + 1) if one != seq])
    how = chance.choice(("changed", "left out", "closed gap", "swapped", "cut off", "added", "no seal"))
    match how:
        case "changed":
            column = chance.choice(("at", "act", "thing_id", "counselor_id", "reason", "client_id"))
            db.execute(f"UPDATE audit SET {column} = {column} || '1' WHERE seq = ?", (seq,))
        case "left out":
            db.execute("DELETE FROM audit WHERE seq = ?", (seq,))
        case "closed gap":
            db.execute("DELETE FROM audit WHERE seq = ?", (seq,))
            db.execute("UPDATE audit SET seq = -seq WHERE seq > ?", (seq,))
            db.execute("UPDATE audit SET seq = -seq - 1 WHERE seq < 0")
        case "swapped":
            db.execute("UPDATE audit SET seq = -1 WHERE seq = ?", (seq,))
            db.execute("UPDATE audit SET seq = ? WHERE seq = ?", (seq, other))
            db.execute("UPDATE audit SET seq = ? WHERE seq = -1", (other,))
        case "cut off":
            db.execute("DELETE FROM audit WHERE seq >= ?", (seq,))
        case "added":
            columns = [row[1] for row in db.execute("PRAGMA table_info(audit)") if row[1] != "seq"]
            names = ", ".join(columns)
            db.execute("UPDATE audit SET seq = -seq - 1 WHERE seq >= ?", (seq,))
            db.execute("UPDATE audit SET seq = -seq WHERE seq < 0")
            copy = f"SELECT {seq}, {names} FROM audit WHERE seq = {seq + 1}"
            db.execute(f"INSERT INTO audit (seq, {names}) {copy}")
        case _:
            db.execute("UPDATE audit SET mac = NULL WHERE seq = ?", (seq,))
    return how


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
