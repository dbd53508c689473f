"""Every key of the program in one place: for the sheet on F1 and for Settings."""

from __future__ import annotations

import sys
from dataclasses import dataclass

EVERYWHERE, LISTS, RUNNER, MEASURES, NOTES, TIMELINE = (
    "Everywhere",
    "Lists",
    "In a session",
    "Measures",
    "Notes and reports",
    "Course timeline",
)


@dataclass(frozen=True, slots=True)
class Key:
    """What a key does. `keys` as Qt names them, alternatives parted by " | "."""

    keys: str
    does: str
    where: str = EVERYWHERE


KEYS = (
    Key("Ctrl+K", "Search or run a command"),
    Key("Ctrl+1", "Today"),
    Key("Ctrl+2", "Clients"),
    Key("Ctrl+,", "Settings"),
    Key("Ctrl+L", "Lock"),
    Key("F9", "Client view on or off"),
    Key("F6 | Shift+F6", "Next or previous part of the window"),
    Key("F1 | Ctrl+/", "Keys for this screen"),
    Key("Ctrl+Z | Ctrl+Shift+Z", "Undo, redo"),
    Key("Ctrl++ | Ctrl+- | Ctrl+0", "Interface size"),
    Key("Ctrl+Shift+D", "Light or dark"),
    Key("Ctrl+Return", "The main thing here: start, next step, keep or sign"),
    Key("Esc", "Close the topmost thing"),
    Key("Ctrl+N", "Add a client, an infusion", LISTS),
    Key("Ctrl+F", "Filter this list", LISTS),
    Key("Ctrl+Shift+N", "Review notes in turn, from Today", LISTS),
    Key("Alt+Left", "Previous step", RUNNER),
    Key("Alt+1 | Alt+9", "To a step by its number", RUNNER),
    Key("Ctrl+J", "Private jotting, and back", RUNNER),
    Key("Ctrl+I", "Infusion panel", RUNNER),
    Key("Ctrl+Shift+S", "Safety check", RUNNER),
    Key("Ctrl+Shift+P", "Pause", RUNNER),
    Key("Ctrl+Shift+E", "End session", RUNNER),
    Key("0 | 9 | X", "Value on a scale; X for 10", RUNNER),
    Key("Space", "Tick, choose", RUNNER),
    Key("0 | 3", "Answer and move on", MEASURES),
    Key("[ | ]", "Previous, next note", NOTES),
    Key("Ctrl+P", "Print", NOTES),
    Key("Left | Right", "Along the time axis", TIMELINE),
    Key("Up | Down", "Between lanes", TIMELINE),
    Key("T", "Table in place of the chart", TIMELINE),
)

_MAC = {"Ctrl": "Cmd", "Alt": "Option"}
_SAID = {"Return": "Enter", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


def key_words(keys: str, platform: str = sys.platform) -> str:
    """As it is said on screen: "Ctrl K", "F6 or Shift F6"."""
    return " or ".join(_one(part, platform) for part in keys.split(" | ")) if keys else ""


def _one(keys: str, platform: str) -> str:
    plus_key = keys.endswith("++")
    parts = [part for part in keys.rstrip("+").split("+") if part] + (["+"] if plus_key else [])
    said = [_SAID.get(part, part) for part in parts]
    return " ".join(_MAC.get(part, part) if platform == "darwin" else part for part in said).replace("-", "−")
