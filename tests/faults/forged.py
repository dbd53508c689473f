"""Forged keys, heads, backups and lines of the audit, by chance: none of them may pass."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

from ketacounsel.core import recovery_key
from ketacounsel.core.errors import (
    BadInput,
    KetaCounselError,
)
from ketacounsel.store import audit, container, engine, key_copies, keyfile, presence
from ketacounsel.store.head import BadHead, Sealer
from tests.faults.scene import ADDENDUM, make_scene
from tests.faults.score import Effort, Tally
from tests.services.backed_up import WORDS


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
