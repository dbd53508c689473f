"""An open sheet as it is kept with the place: what opens it again, its fields, the caret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ketacounsel.ui.shell.sheet_fields import Value, words


@dataclass(frozen=True, slots=True)
class KeptSheet:
    """`touched` are the fields a person changed, the last one last."""

    again: tuple[str, ...]
    title: str
    values: Mapping[str, Value] = field(repr=False)
    touched: tuple[str, ...] = ()
    focus: str = ""
    caret: int = 0

    @property
    def text(self) -> str:
        """What was typed, to be read and copied."""
        return "\n".join(words(self.values, self.touched))

    def plain(self) -> dict[str, object]:
        """As it can be kept with the place."""
        return {
            "again": list(self.again),
            "title": self.title,
            "values": dict(self.values),
            "touched": list(self.touched),
            "focus": self.focus,
            "caret": self.caret,
        }


def read_sheets(kept: object) -> list[KeptSheet]:
    """The sheets of a place that was kept, read with care."""
    return [one for raw in kept if (one := _read(raw)) is not None] if isinstance(kept, list) else []


def _read(raw: object) -> KeptSheet | None:
    if not isinstance(raw, dict) or not isinstance(raw.get("values"), dict):
        return None
    found = {str(name): said for name, said in raw["values"].items() if isinstance(said, str | int)}
    again, touched, caret = raw.get("again"), raw.get("touched"), raw.get("caret")
    return KeptSheet(
        tuple(str(one) for one in again) if isinstance(again, list) else (),
        str(raw.get("title", "")),
        found,
        tuple(str(one) for one in touched) if isinstance(touched, list) else (),
        str(raw.get("focus", "")),
        caret if isinstance(caret, int) else 0,
    )
