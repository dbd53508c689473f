"""What the way back from a backup says: which backup, what is in it, what becomes of what is here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from ketacounsel.core.backup_words import moment_words, size_words
from ketacounsel.core.backups import KEPT_ASIDE, Found, Inside
from ketacounsel.core.phrases import plural, weekday_words

THIS_COMPUTER: Final = "This computer"
COMES_BACK: Final = (
    "All clients, infusions, sessions, notes with their signatures and history, measures, templates, "
    "private jottings and settings."
)
STAYS: Final = (
    "Your passphrase, PIN and recovery key of that day work as before. "
    "Change them if the lost laptop was unlocked."
)
NOTHING_HERE: Final = "This computer has no records yet, so nothing is replaced."
MOVED_ASIDE: Final = f"The records that are here are moved aside and kept for {KEPT_ASIDE.days} days."


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its word and a line below."""

    number: str
    word: str
    detail: str


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to know before restoring. `icon` and `tone` say of what kind it is."""

    icon: str
    tone: str
    title: str
    words: str


def place_words(label: str) -> str:
    """ "this computer", or the name of a drive in quotation marks."""
    return THIS_COMPUTER.lower() if label == THIS_COMPUTER else f"“{label}”"


def records_code(records_uuid: str) -> str:
    """As the key sheet names the records: 7F3A 91C2."""
    code = records_uuid[:8].upper()
    return f"{code[:4]} {code[4:]}".strip()


def title_of(found: Found, now: datetime, zone: str) -> str:
    """Wed 14 Oct, 18:02; the file's name when that can't be read."""
    return moment_words(found.made_at, now, zone) if found.made_at else found.path.name


def detail_of(found: Found, *, with_code: bool = False) -> str:
    """On what drive it is, from what computer, how large; which records when there are several."""
    if found.problem:
        return found.problem
    parts = [f"On {place_words(found.label)}"]
    if found.computer:
        parts.append(f"from the computer “{found.computer}”")
    parts.append(size_words(found.bytes))
    if with_code:
        parts.append(f"records {records_code(found.records_uuid)}")
    if found.pinned:
        parts.append(f"kept {found.pinned}")
    return " · ".join(parts)


def newest_words(found: Found | None, now: datetime, zone: str) -> str:
    """At the door: which backup of these records there is."""
    if found is None or found.made_at is None:
        return "No backup of these records was found on this computer or a plugged-in drive."
    when = moment_words(found.made_at, now, zone)
    return f"The newest backup is from {when}, on {place_words(found.label)}."


def newest_left(found: Found | None, now: datetime, zone: str) -> str:
    """Which backup to use instead of one that is damaged."""
    if found is None or found.made_at is None:
        return ""
    when = moment_words(found.made_at, now, zone)
    return f"The newest of the others is from {when}, on {place_words(found.label)}."


def whence(found: Found, inside: Inside, zone: str) -> str:
    """Where it comes from, and that all of it could be read."""
    made = inside.made_at.astimezone(ZoneInfo(zone))
    on = weekday_words(made.date(), made.date())
    where = place_words(found.label)
    whose = f" It holds the records of {inside.practice}." if inside.practice else ""
    return (
        f"From {where}, made {on} {made.year} at {made:%H:%M} on the computer “{inside.computer}”. "
        f"Opened and checked just now; every record reads cleanly.{whose}"
    )


def figures(inside: Inside, now: datetime, zone: str) -> tuple[Figure, ...]:
    """Clients, notes, scores and the last entry."""
    signed = f"{inside.signed:,} signed"
    drafts = f"{inside.drafts:,} {plural(inside.drafts, 'draft')}"
    measures = f"{inside.measures:,} {plural(inside.measures, 'measure')}"
    return (
        Figure(f"{inside.clients:,}", plural(inside.clients, "client"), f"{inside.active:,} active"),
        Figure(f"{inside.notes:,}", plural(inside.notes, "note"), f"{signed}, {drafts}"),
        Figure(f"{inside.scores:,}", plural(inside.scores, "score"), measures),
        _last(inside, now, zone),
    )


def _last(inside: Inside, now: datetime, zone: str) -> Figure:
    if inside.last_entry_at is None:
        return Figure("–", "no entry yet", "")
    at = inside.last_entry_at.astimezone(ZoneInfo(zone))
    on = weekday_words(at.date(), now.astimezone(ZoneInfo(zone)).date())
    return Figure(f"{at:%H:%M}", f"last entry, {on}", inside.last_entry_kind)


def points(
    inside: Inside, now: datetime, zone: str, *, replaces: bool, others: bool, newer_lines: int | None
) -> tuple[Point, ...]:
    """What comes back, what does not, what stays; and what becomes of the records that are here."""
    when = moment_words(inside.made_at, now, zone)
    again = f"Anything you wrote after {when}. After restoring, Today lists the sessions planned since then."
    told = [
        Point("circle-check", "accent", "What comes back", COMES_BACK),
        Point("time_limit", "warning_mark", "What you may need to enter again", again),
        Point("key-round", "text_muted", "What stays the same", STAYS),
    ]
    if replaces:
        told.insert(2, _here(now, zone, others=others, newer_lines=newer_lines))
    return tuple(told)


def _here(now: datetime, zone: str, *, others: bool, newer_lines: int | None) -> Point:
    """The records on this computer, beside those of the backup."""
    title = "What is here now"
    if others:
        words = "The records here are others than those of the backup."
    elif newer_lines is None:
        words = "Nobody can tell whether the records here are newer than the backup."
    elif newer_lines:
        title = "The records here are newer than the backup"
        words = (
            f"They were used after it was made: {newer_lines:,} {plural(newer_lines, 'thing')} done since."
        )
    else:
        words = "The records here have nothing that the backup lacks."
    kept = f"They are moved aside as “before restore, {moment_words(now, now, zone)}”"
    return Point("history", "text_muted", title, f"{words} {kept} and can be gone back to for 30 days.")


def act_words(inside: Inside) -> str:
    """Restore 49 clients."""
    return f"Restore {inside.clients:,} {plural(inside.clients, 'client')}" if inside.clients else "Restore"
