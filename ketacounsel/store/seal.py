"""Words sealed under a key of their own: AES-256-GCM, bound to what they belong to."""

from __future__ import annotations

import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES: Final = 12


def seal(key: bytes, words: str, *ties: str) -> bytes:
    """Nonce, ciphertext and tag. Only the same key and the same ties open it again."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, words.encode("utf-8", "surrogatepass"), _aad(ties))


def unseal(key: bytes, sealed: bytes, *ties: str) -> str | None:
    """The words, or None when the key is another's or something was altered."""
    try:
        plain = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _aad(ties))
    except InvalidTag:
        return None
    return plain.decode("utf-8", "surrogatepass")


def _aad(ties: tuple[str, ...]) -> bytes:
    return "|".join(ties).encode("utf-8")
