"""What the note's screen says about its state, in a counselor's words."""

from __future__ import annotations

from datetime import datetime

from ketacounsel.core.drafting import YOUR_WORDING, Paragraph
from ketacounsel.ui.when import clock_words, local
from ketacounsel.ui.widgets.when import MONTHS

MISSING = {
    "Linked to an infusion": "No infusion linked",
    "Plan has a next date": "Plan has no next date",
    "Plan has an entry": "Plan is empty",
}
RISK = "Risk statement"
CONFIRM = "Confirm or change"
CHANGED = "Entries changed since your edit"
HINT = "Drafted from what you entered. Click any line to edit it; the margin shows where it came from."
PLACEHOLDERS = {
    "assessment": "Your own view of where the client stands",
    "response": "How the client took it",
}


def check_words(line: str, *, ok: bool) -> str:
    """A line of the checklist; what is missing is said as missing."""
    return line if ok else MISSING.get(line, f"{line}, incomplete" if "attached" in line else line)


def lines_need(count: int) -> str:
    """How many ochre lines are left."""
    return "One line needs you" if count == 1 else f"{count} lines need you"


def margin_words(line: Paragraph) -> str:
    """Where a line came from."""
    if line.needs_judgement and not line.settled:
        return CONFIRM
    first = YOUR_WORDING if line.edited else line.source_words
    return f"{first}\n{CHANGED}" if line.outdated else first


def bar_words(unsettled: tuple[Paragraph, ...], *, proved: bool) -> str:
    """What bars signing; empty when nothing does."""
    after = "" if proved else "; then enter your PIN"
    if not unsettled:
        return ""
    if len(unsettled) > 1:
        return f"Settle the {len(unsettled)} marked lines first{after}."
    which = "risk line" if unsettled[0].id == "risk" else "marked line"
    return f"Settle the {which} first{after}."


def short_moment(at: datetime, zone: str) -> str:
    """15 Oct, 17:42."""
    there = local(at, zone)
    return f"{there.day} {MONTHS[there.month - 1]}, {clock_words(at, zone)}"


def long_moment(at: datetime, zone: str) -> str:
    """15 Oct 2026, 17:42."""
    there = local(at, zone)
    return f"{there.day} {MONTHS[there.month - 1]} {there.year}, {clock_words(at, zone)}"
