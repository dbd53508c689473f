"""Writing a file the user asked for: whole or not at all, readable by its owner only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketacounsel.core.errors import NotOnDisk
from ketacounsel.store.files import write_atomically

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, data: bytes) -> None:
    """Put `data` at `path`. Raises NotOnDisk; a file that stood there is then unchanged."""
    try:
        write_atomically(path, data)
    except OSError as error:
        raise NotOnDisk(
            "The file couldn’t be written there.",
            safe="The records are unchanged, and so is any file that stood there.",
            todo="Choose another folder or disk.",
        ) from error
