"""From what a person knows to the key that opens their slot, and from the data key to the keys of each use.

Slow on purpose; run on the bench. Imports neither SQLAlchemy nor the database.
"""

from __future__ import annotations

import os
import time
import unicodedata
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
WANTED_S: Final = (0.5, 1.0)
MOST_MEMORY_KIB: Final = 1 << 20
MOST_PASSES: Final = 20
MOST_LANES: Final = 8


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one guess costs: Argon2id's memory, passes and lanes."""

    memory_kib: int
    passes: int
    lanes: int = 1

    def within_caps(self) -> bool:
        """False for a cost that a hostile key file could use to hang or starve the computer."""
        return (
            all(type(figure) is int for figure in (self.memory_kib, self.passes, self.lanes))
            and 8 * self.lanes <= self.memory_kib <= MOST_MEMORY_KIB
            and 1 <= self.passes <= MOST_PASSES
            and 1 <= self.lanes <= MOST_LANES
        )


START: Final = KdfCost(memory_kib=256 * 1024, passes=2)
FLOOR: Final = KdfCost(memory_kib=128 * 1024, passes=3)


def from_passphrase(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
    """The key a passphrase stands for. Spaces and case count; equal-looking spellings are one."""
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    kdf = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return kdf.derive(secret)


def from_recovery_key(secret: bytes, salt: bytes) -> bytes:
    """The key a recovery key stands for: 130 bits of chance need no stretching."""
    return HKDF(SHA256(), KEY_BYTES, salt=salt, info=b"ketacounsel/1/recovery").derive(secret)


def subkey(dek: bytes, use: str) -> bytes:
    """The key of one use (db, audit, head, hdr, sign, backup, rescue), drawn from the data key."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"ketacounsel/1/use/" + use.encode("ascii")).derive(dek)


def calibrate() -> KdfCost:
    """The cost that takes this computer 0.5 to 1.0 s: the start, more passes, or the floor."""
    if _memory_kib() < 4 * MOST_MEMORY_KIB:
        return FLOOR
    took_s = _time_s(START)
    if took_s > WANTED_S[1]:
        return FLOOR
    passes = START.passes
    while passes < MOST_PASSES and took_s * passes / START.passes < WANTED_S[0]:
        passes += 1
    return KdfCost(START.memory_kib, passes)


def _time_s(cost: KdfCost) -> float:
    started = time.perf_counter()
    from_passphrase("calibration", b"\0" * SALT_BYTES, cost)
    return time.perf_counter() - started


def _memory_kib() -> int:
    """This computer's memory, or plenty where the system doesn't say."""
    if not hasattr(os, "sysconf"):
        return 8 * MOST_MEMORY_KIB
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1024
