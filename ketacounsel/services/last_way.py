"""Which way in opened these records last on this computer, so that it is tried first: each try is slow.

Only the slot's number is kept, which the key file says in the open too.
"""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Final

from ketacounsel import paths
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.store import files, key_copies

if TYPE_CHECKING:
    from pathlib import Path

    from ketacounsel.store.keyfile import Keys

_SLOT: Final = re.compile(r"[0-9a-f]{1,64}")


def of(folder: Path) -> str:
    """The slot to try first; "" where nothing is known."""
    try:
        said = _path(key_copies.read(folder).records_uuid).read_text(encoding="ascii").strip()
    except (OSError, ValueError, KetaCounselError):
        return ""
    return said if _SLOT.fullmatch(said) else ""


def remember(keys: Keys, before: str) -> None:
    """For the next time. Where nothing can be written, the ways in are tried in their order."""
    if keys.slot_id == before:
        return
    with contextlib.suppress(OSError):
        files.make_private_folder(paths.seen_folder())
        files.write_atomically(_path(keys.records_uuid), keys.slot_id.encode("ascii"))


def _path(records_uuid: str) -> Path:
    return paths.seen_folder() / f"{records_uuid}.way"
