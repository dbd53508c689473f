"""A draft as it is kept, and the bytes a signature stands for."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from ketacounsel import models
from ketacounsel.core.drafting import Draft, Paragraph

SIGNED_VERSION = 1
_NAMES = tuple(one.name for one in fields(Paragraph))


def draft_to_json(draft: Draft) -> dict[str, Any]:
    """The draft as its row keeps it."""
    return {
        "format": draft.format,
        "empty": draft.empty,
        "paragraphs": [{name: _plain(getattr(one, name)) for name in _NAMES} for one in draft.paragraphs],
    }


def draft_from_json(kept: Mapping[str, Any]) -> Draft:
    """The draft a row keeps."""
    paragraphs = tuple(
        Paragraph(**{**one, "sources": tuple(one["sources"])}) for one in kept.get("paragraphs", ())
    )
    return Draft(kept.get("format", "dap"), paragraphs, kept.get("empty", False))


def signed_bytes(note: models.Note) -> bytes:
    """Everything a signature fixes, in one spelling: head, text, place, template edition, sittings, times."""
    fixed = note.draft.get("signed", {})
    return _canonical(
        [
            "note",
            SIGNED_VERSION,
            note.id,
            note.client_id,
            note.author_id,
            note.title,
            note.service_at.isoformat(),
            note.format,
            fixed.get("header", ""),
            note.body,
            note.place_words,
            fixed.get("template", ""),
            fixed.get("sittings", []),
            note.incomplete_reason,
            note.signed_at.isoformat() if note.signed_at else "",
        ]
    )


def addendum_bytes(addendum: models.Addendum, note_digest: str) -> bytes:
    """The same of an addendum, which is bound to the note it follows."""
    return _canonical(
        [
            "addendum",
            SIGNED_VERSION,
            addendum.id,
            note_digest,
            addendum.number,
            addendum.author_id,
            addendum.body,
            addendum.signed_at.isoformat() if addendum.signed_at else "",
        ]
    )


def digest_of(data: bytes) -> str:
    """SHA-256, in hex."""
    return hashlib.sha256(data).hexdigest()


def mac_of(data: bytes, key: bytes) -> str:
    """HMAC-SHA-256 under the signing key: nobody without the records' keys can make one."""
    return hmac.new(key, data, "sha256").hexdigest()


def intact(data: bytes, digest: str, mac: str, key: bytes) -> bool:
    """Whether text and signature still belong together."""
    return hmac.compare_digest(digest_of(data), digest) and hmac.compare_digest(mac_of(data, key), mac)


def check_words(digest: str) -> str:
    """The short check printed with a signature: "7F3A 91C2"."""
    return f"{digest[:4]} {digest[4:8]}".upper()


def added_words(before: str, after: str) -> int:
    """How many words one version has that the other had not."""
    had = _counts(before.split())
    return sum(max(0, count - had.get(word, 0)) for word, count in _counts(after.split()).items())


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value


def _counts(words: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for word in words:
        found[word] = found.get(word, 0) + 1
    return found


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode(
        "utf-8", "surrogatepass"
    )
