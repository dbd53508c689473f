"""The key file: a random data key, wrapped once for every secret that may open the records.

Canonical JSON (one spelling only) that can be printed; a SHA-256 tells accident, an HMAC under the data key
tells alteration. Two copies are kept (`key_copies.py`). No SQLAlchemy here: the unlock window is quick.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ketacounsel.core.errors import DamagedKeyFile
from ketacounsel.core.ids import CounselorId
from ketacounsel.store import kdf

if TYPE_CHECKING:
    from collections.abc import Mapping

MAGIC: Final = "KETACOUNSEL-KEYS"
VERSION: Final = 1
MOST_BYTES: Final = 64 * 1024
MOST_SLOTS: Final = 64
NONCE_BYTES: Final = 12
SlotKind = Literal["passphrase", "recovery"]
SEALING: Final = frozenset({"audit", "sign", "backup"})
"""Uses that outlast a new data key: what was signed and sealed before stays proven."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What an opened slot gives. Lives only in the memory of the process that holds the records."""

    dek: bytes = field(repr=False)
    personal: Mapping[CounselorId, bytes] = field(repr=False)
    counselor_id: CounselorId
    records_uuid: str
    salt: bytes = field(repr=False)
    notices: tuple[str, ...] = ()
    seal: bytes | None = field(default=None, repr=False)
    """The first data key, where there has been a newer one since."""
    slot_id: str = field(default="", compare=False)
    """Which slot they came from."""

    def use(self, name: str) -> bytes:
        """The key of one use: db, audit, head, hdr, sign or backup."""
        return kdf.subkey(self.seal if self.seal and name in SEALING else self.dek, name)


@dataclass(frozen=True, slots=True)
class Wrap:
    """One key under another: nonce, and ciphertext with its tag."""

    nonce: bytes
    ct: bytes
    alg: str = "AES-256-GCM"


@dataclass(frozen=True, slots=True)
class Slot:
    """One secret's way in: whose, how stretched, and the keys wrapped under it."""

    id: str
    kind: SlotKind
    counselor_id: CounselorId
    created: str
    salt: bytes
    cost: kdf.KdfCost | None
    dek: Wrap
    personal: Mapping[CounselorId, Wrap]
    seal: Wrap | None = None


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The whole file, as read or to be written."""

    records_uuid: str
    generation: int
    salt: bytes
    slots: tuple[Slot, ...]

    def with_slots(self, slots: tuple[Slot, ...]) -> KeyFile:
        """The next generation, holding these slots."""
        return replace(self, generation=self.generation + 1, slots=slots)


def new_key_file() -> tuple[KeyFile, bytes]:
    """A key file without slots for new records, and the data key they will be kept under."""
    file = KeyFile(secrets.token_hex(16), 0, secrets.token_bytes(kdf.SALT_BYTES), ())
    return file, secrets.token_bytes(kdf.KEY_BYTES)


def passphrase_slot(file: KeyFile, keys: Keys, passphrase: str, cost: kdf.KdfCost, created: str) -> Slot:
    """A slot that this passphrase opens, for the counselor of `keys`. Slow."""
    salt = secrets.token_bytes(kdf.SALT_BYTES)
    return _fill(file, keys, "passphrase", salt, cost, kdf.from_passphrase(passphrase, salt, cost), created)


def recovery_slot(file: KeyFile, keys: Keys, secret: bytes, created: str) -> Slot:
    """A slot that the recovery key opens."""
    salt = secrets.token_bytes(kdf.SALT_BYTES)
    return _fill(file, keys, "recovery", salt, None, kdf.from_recovery_key(secret, salt), created)


def open_slot(file: KeyFile, slot: Slot, kek: bytes) -> Keys | None:
    """The keys in this slot, or None when the secret was another one or the slot was altered."""
    box = AESGCM(kek)
    try:
        dek = box.decrypt(slot.dek.nonce, slot.dek.ct, _aad(file, slot, "dek"))
        personal = {
            who: box.decrypt(wrap.nonce, wrap.ct, _aad(file, slot, f"personal/{who}"))
            for who, wrap in slot.personal.items()
        }
        seal = box.decrypt(slot.seal.nonce, slot.seal.ct, _aad(file, slot, "seal")) if slot.seal else None
    except InvalidTag:
        return None
    return Keys(dek, personal, slot.counselor_id, file.records_uuid, file.salt, seal=seal, slot_id=slot.id)


def encode(file: KeyFile, dek: bytes) -> bytes:
    """The file's bytes: title, body, HMAC, SHA-256 of all that stands before."""
    body = _title() + _canonical(_as_json(file)) + b"\n"
    mac = hmac.new(kdf.subkey(dek, "hdr"), body, "sha256").hexdigest().encode("ascii")
    signed = body + mac + b"\n"
    return signed + hashlib.sha256(signed).hexdigest().encode("ascii") + b"\n"


def decode(data: bytes) -> KeyFile:
    """Read one copy. Raises DamagedKeyFile; nothing in it is trusted until `unaltered` said so."""
    lines = data.split(b"\n")
    if len(data) > MOST_BYTES or len(lines) != 5 or lines[4] or lines[0] + b"\n" != _title():
        raise DamagedKeyFile
    signed = data[: -len(lines[3]) - 1]
    if hashlib.sha256(signed).hexdigest().encode("ascii") != lines[3]:
        raise DamagedKeyFile
    try:
        raw = json.loads(lines[1])
        if _canonical(raw) != lines[1]:
            raise DamagedKeyFile
        file = _from_json(raw)
        if not _sane(file):
            raise DamagedKeyFile
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedKeyFile from error
    return file


def unaltered(data: bytes, dek: bytes) -> bool:
    """True when these bytes were written by someone who held the data key."""
    body, mac = data.rsplit(b"\n", 3)[:2]
    want = hmac.new(kdf.subkey(dek, "hdr"), body + b"\n", "sha256").hexdigest().encode("ascii")
    return hmac.compare_digest(want, mac)


def _fill(
    file: KeyFile,
    keys: Keys,
    kind: SlotKind,
    salt: bytes,
    cost: kdf.KdfCost | None,
    kek: bytes,
    created: str,
) -> Slot:
    bare = Slot(secrets.token_hex(8), kind, keys.counselor_id, created, salt, cost, Wrap(b"", b""), {})
    box = AESGCM(kek)

    def wrap(key: bytes, use: str) -> Wrap:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return Wrap(nonce, box.encrypt(nonce, key, _aad(file, bare, use)))

    personal = {who: wrap(key, f"personal/{who}") for who, key in keys.personal.items()}
    seal = wrap(keys.seal, "seal") if keys.seal else None
    return replace(bare, dek=wrap(keys.dek, "dek"), personal=personal, seal=seal)


def _aad(file: KeyFile, slot: Slot, use: str) -> bytes:
    """Binds a wrap to its records, slot, person and cost, so that none can be swapped or made cheaper."""
    cost = slot.cost and [slot.cost.memory_kib, slot.cost.passes, slot.cost.lanes]
    ties = (file.records_uuid, slot.id, slot.kind, slot.counselor_id, slot.salt.hex(), cost, use)
    return _canonical([MAGIC, VERSION, *ties])


def _title() -> bytes:
    return f"{MAGIC} {VERSION}\n".encode("ascii")


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def _as_json(file: KeyFile) -> dict[str, Any]:
    return {
        "generation": file.generation,
        "records": file.records_uuid,
        "salt": file.salt.hex(),
        "slots": [_slot_as_json(slot) for slot in file.slots],
    }


def _slot_as_json(slot: Slot) -> dict[str, Any]:
    cost = slot.cost
    stretch = {"m": cost.memory_kib, "t": cost.passes, "p": cost.lanes, "v": 0x13} if cost else None
    seal = {"seal": _wrap_as_json(slot.seal)} if slot.seal else {}
    return seal | {
        "counselor": slot.counselor_id,
        "created": slot.created,
        "dek": _wrap_as_json(slot.dek),
        "id": slot.id,
        "kdf": {"alg": "argon2id" if cost else "hkdf-sha256", "cost": stretch, "salt": slot.salt.hex()},
        "kind": slot.kind,
        "personal": {who: _wrap_as_json(wrap) for who, wrap in slot.personal.items()},
    }


def _wrap_as_json(wrap: Wrap) -> dict[str, str]:
    return {"alg": wrap.alg, "ct": wrap.ct.hex(), "nonce": wrap.nonce.hex()}


def _from_json(raw: dict[str, Any]) -> KeyFile:
    slots = tuple(_slot_from_json(slot) for slot in raw["slots"])
    file = KeyFile(raw["records"], raw["generation"], bytes.fromhex(raw["salt"]), slots)
    if _as_json(file) != raw:  # a field too many, or one spelled in another way
        raise ValueError("not canonical")
    return file


def _slot_from_json(raw: dict[str, Any]) -> Slot:
    stretch = raw["kdf"]["cost"]
    return Slot(
        id=raw["id"],
        kind=raw["kind"],
        counselor_id=CounselorId(raw["counselor"]),
        created=raw["created"],
        salt=bytes.fromhex(raw["kdf"]["salt"]),
        cost=kdf.KdfCost(stretch["m"], stretch["t"], stretch["p"]) if stretch else None,
        dek=_wrap_from_json(raw["dek"]),
        personal={CounselorId(who): _wrap_from_json(wrap) for who, wrap in raw["personal"].items()},
        seal=_wrap_from_json(raw["seal"]) if "seal" in raw else None,
    )


def _wrap_from_json(raw: dict[str, str]) -> Wrap:
    return Wrap(bytes.fromhex(raw["nonce"]), bytes.fromhex(raw["ct"]), raw["alg"])


def _sane(file: KeyFile) -> bool:
    """Caps, checked before any key is stretched."""
    return (
        len(file.slots) <= MOST_SLOTS
        and len(file.salt) == kdf.SALT_BYTES
        and isinstance(file.records_uuid, str)
        and type(file.generation) is int
        and 0 < file.generation < 1 << 48
        and all(_sane_slot(slot) for slot in file.slots)
    )


def _sane_slot(slot: Slot) -> bool:
    wraps = (slot.dek, *slot.personal.values(), *((slot.seal,) if slot.seal else ()))
    stretched = slot.cost is not None
    return (
        stretched == (slot.kind == "passphrase")
        and slot.kind in ("passphrase", "recovery")
        and (slot.cost is None or slot.cost.within_caps())
        and len(slot.salt) == kdf.SALT_BYTES
        and all(w.alg == "AES-256-GCM" and len(w.nonce) == NONCE_BYTES and len(w.ct) == 48 for w in wraps)
    )
