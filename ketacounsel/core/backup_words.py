"""What the backup card says: first the one thing that matters, then what needs somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from ketacounsel.core.backups import BackupState, Failure, Inside, Place, Restored
from ketacounsel.core.phrases import and_join, count_word, plural, time_words, weekday_words

Tone = Literal["good", "attention"]


@dataclass(frozen=True, slots=True)
class StateWords:
    """The card: headline, the line below it, and each thing that asks for attention."""

    headline: str
    detail: str
    lines: tuple[str, ...]
    tone: Tone


def state_words(state: BackupState, now: datetime, zone: str) -> StateWords:
    """ "Two good copies, the newest from yesterday at 18:02"."""
    lines = tuple(_lines(state, now, zone))
    return StateWords(
        _headline(state, now, zone), _compared(state.inside), lines, "good" if state.covered else "attention"
    )


def near(at: datetime, now: datetime, zone: str) -> str:
    """Today at 18:02, yesterday at 18:02, else Wed 14 Oct at 18:02, with the year where it is another."""
    here, today = at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    near_by = {0: "today", 1: "yesterday"}.get((today - here.date()).days)
    return f"{near_by or weekday_words(here.date(), today)} at {here:%H:%M}"


def moment_words(at: datetime, now: datetime, zone: str) -> str:
    """Wed 14 Oct, 18:02."""
    return time_words(at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date())


def size_words(size: int) -> str:
    """38 MB."""
    return f"{max(1, round(size / 1_000_000)):,} MB"


def where_words(places: tuple[Place, ...]) -> str:
    """A folder on this computer, and “Dana's USB” when it is plugged in."""
    if not places:
        return "Nowhere yet."
    named = [_where(place) for place in places]
    text = and_join(named) if len(named) < 3 else f"{', '.join(named[:-1])}, and {named[-1]}"
    return f"{text[0].upper()}{text[1:]}."


def restored_words(restored: Restored, now: datetime, zone: str) -> str:
    """Restored to Wed 14 Oct, 18:02."""
    return f"Restored to {moment_words(restored.made_at, now, zone)}"


def _headline(state: BackupState, now: datetime, zone: str) -> str:
    if not state.good or state.newest is None:
        return "No backup yet"
    count = count_word(state.good).capitalize()
    when = near(state.newest.made_at, now, zone)
    return (
        f"One good copy, from {when}" if state.good == 1 else f"{count} good copies, the newest from {when}"
    )


def _compared(inside: Inside | None) -> str:
    if inside is None:
        return ""
    counts = ", ".join(
        f"{number:,} {word if number != 1 else word[:-1]}"
        for number, word in ((inside.clients, "clients"), (inside.notes, "notes"), (inside.scores, "scores"))
    )
    return f"Opened and compared record by record: {counts}. All there."


def _lines(state: BackupState, now: datetime, zone: str) -> list[str]:
    lines = [_failed(one, now, zone) for one in state.failures]
    if state.failures and state.newest is not None:
        lines[-1] += f" The copy on {_named(state.newest.place)} is good."
    if state.paused:
        lines.append("Backups are paused since the restore, until you say that all is there.")
    if state.overdue_days and state.newest is not None:
        days = f"{count_word(state.overdue_days)} {plural(state.overdue_days, 'day')}"
        lines.append(f"What you wrote in the last {days} is in no backup.")
    if state.only_here and state.good:
        lines.append(_only_here(state.good))
    if state.tested is not None and not state.tested.ok:
        lines.append(f"The test of {near(state.tested.at, now, zone)} failed: {state.tested.what}")
    elif state.good and state.tested is None:
        lines.append("Restoring was never tested.")
    elif state.good and state.test_due and state.tested is not None:
        lines.append(f"Restoring was last tested {near(state.tested.at, now, zone)}.")
    return lines


def _failed(one: Failure, now: datetime, zone: str) -> str:
    when = near(one.at, now, zone)
    return " ".join(part for part in (f"{when[0].upper()}{when[1:]}:", one.what, one.todo) if part)


def _only_here(good: int) -> str:
    if good == 1:
        return "It is on this computer. If that is lost, so is the copy."
    whole = "Both" if good == 2 else "All"
    return f"{whole} copies are on this computer. If it is lost, so are they."


def _named(place: Place) -> str:
    return "this computer" if place.kind == "computer" else f"“{place.label}”"


def _where(place: Place) -> str:
    if place.kind == "computer":
        return "a folder on this computer"
    if place.kind == "stick":
        return f"“{place.label}” when it is plugged in"
    return f"the folder “{place.label}”"
