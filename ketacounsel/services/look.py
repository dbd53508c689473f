"""How the unlock window looks, kept in the open beside the records: theme, size, the practice's name.

Nothing here is about a client. It is read before the records are open, so it is small and plain.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from ketacounsel.store.files import write_atomically

FILE = "look.json"
THEMES = ("system", "light", "dark")
SIZES = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


@dataclass(frozen=True, slots=True)
class Look:
    """`theme` is system, light or dark; `size` the interface size, 1.0 to 2.0; `name` may be empty.

    `invented` says that these are practice records, whose passphrase is no secret.
    """

    theme: str = "system"
    size: float = 1.0
    name: str = ""
    invented: bool = False


def read(folder: Path) -> Look:
    """The look of these records; a missing or damaged file means the usual look."""
    try:
        raw = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Look()
    if not isinstance(raw, dict):
        return Look()
    theme, size, name = raw.get("theme"), raw.get("size"), raw.get("name")
    return Look(
        theme if theme in THEMES else "system",
        float(size) if isinstance(size, (int, float)) and SIZES[0] <= size <= SIZES[-1] else 1.0,
        name if isinstance(name, str) else "",
        raw.get("invented") is True,
    )


def write(folder: Path, look: Look) -> None:
    """Keep the look for the next start."""
    write_atomically(folder / FILE, json.dumps(asdict(look), ensure_ascii=False).encode())
