"""Which records were opened last, when they are not in the usual folder: on a stick, in an office share.

Only a folder's name is kept, in the open, beside the program's other data.
"""

from __future__ import annotations

import json
from pathlib import Path

from ketacounsel.store.files import write_atomically

FILE = "last-records.json"


def last(beside: Path) -> Path | None:
    """The folder of the records that were opened last; None for the usual one."""
    try:
        raw = json.loads((beside / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    folder = raw.get("folder") if isinstance(raw, dict) else None
    return Path(folder) if isinstance(folder, str) and Path(folder).is_absolute() else None


def remember(beside: Path, folder: Path, usual: Path) -> None:
    """Keep it for the next start; the usual folder needs no note."""
    beside.mkdir(parents=True, exist_ok=True)
    if folder.resolve() == usual.resolve():
        (beside / FILE).unlink(missing_ok=True)
    elif last(beside) != folder.resolve():
        write_atomically(beside / FILE, json.dumps({"folder": str(folder.resolve())}).encode())
