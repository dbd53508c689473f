"""The signing PIN as it is kept: salted, slow, and peppered with a key that is not in the table."""

from __future__ import annotations

import hmac
import secrets
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from ketacounsel.store.kdf import KEY_BYTES, SALT_BYTES

MEMORY_KIB: Final = 19 * 1024
PASSES: Final = 2


def make(pin: str, k_sign: bytes) -> tuple[bytes, bytes]:
    """Salt and hash for the counselor's row. About 40 ms."""
    salt = secrets.token_bytes(SALT_BYTES)
    return salt, _hash(pin, salt, k_sign)


def matches(pin: str, salt: bytes, kept: bytes, k_sign: bytes) -> bool:
    """True for the right PIN, in the same time for any wrong one. About 40 ms."""
    return hmac.compare_digest(_hash(pin, salt, k_sign), kept)


def _hash(pin: str, salt: bytes, k_sign: bytes) -> bytes:
    peppered = hmac.digest(k_sign, pin.encode("utf-8", "surrogatepass"), "sha256")
    kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=PASSES, lanes=1, memory_cost=MEMORY_KIB)
    return kdf.derive(peppered)
