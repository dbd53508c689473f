"""Sessions as the client's list says them: grouped by infusion, each with the state of its note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ketacounsel.core.course_chart import KIND_WORDS
from ketacounsel.core.infusions import Infusion
from ketacounsel.core.notes import NoteHead
from ketacounsel.core.sessions import SessionHead
from ketacounsel.ui.when import clock_words, day_words
from ketacounsel.ui.widgets.rows import RowView

FILTERS = ("All", "Drafts", "Signed", "With addenda")
Groups = tuple[tuple[str, tuple[SessionHead, ...]], ...]


def kind_words(head: SessionHead) -> str:
    """Prep, Integration, Infusion day."""
    return KIND_WORDS.get(head.kind) or head.kind.replace("_", " ").capitalize() or "Session"


def chip_for(head: SessionHead, note: NoteHead | None) -> tuple[str, str, str]:
    """What its note, or the session itself, waits for."""
    if head.state == "cancelled":
        return ("Cancelled", "outline", "")
    if head.state == "booked":
        return ("Booked", "neutral", "calendar-check")
    if head.state in ("running", "paused"):
        return ("In session", "calm", "timer")
    if note is None or not head.note_id:
        return ("No note yet", "warning", "pen-line")
    if note.state != "signed":
        return ("Draft to sign", "warning", "pen-line")
    if note.addenda:
        return (
            f"Signed, {note.addenda} {'addendum' if note.addenda == 1 else 'addenda'}",
            "neutral",
            "check",
        )
    return ("Signed", "neutral", "check")


def row_view(head: SessionHead, note: NoteHead | None) -> RowView:
    """Date, kind and place; the first line of the note below."""
    when = f"{day_words(head.at, head.zone)}, {clock_words(head.at, head.zone)}" if head.at else "No date"
    first = (note.first_line if note else "") or head.first_line
    return RowView(
        key=head.id,
        title=f"{when}   {kind_words(head)}",
        detail=first or "Nothing written yet",
        trailing=head.place_words[:1].upper() + head.place_words[1:],
        chip=chip_for(head, note),
        opens=head.state != "cancelled",
    )


def passes(wanted: str, note: NoteHead | None) -> bool:
    """Whether a session is in the list under that filter."""
    if wanted == "Drafts":
        return note is not None and note.state != "signed"
    if wanted == "Signed":
        return note is not None and note.state == "signed"
    if wanted == "With addenda":
        return note is not None and note.addenda > 0
    return True


def groups(heads: Iterable[SessionHead], infusions: Sequence[Infusion]) -> Groups:
    """The newest infusion first; within each the newest session first."""
    numbers: Mapping[str, int] = {one.id: one.number for one in infusions}
    found: dict[int, list[SessionHead]] = {}
    for head in heads:
        number = numbers.get(head.integrates or "") or numbers.get(head.prepares or "") or _placed(head)
        found.setdefault(number, []).append(head)
    made = []
    for number in sorted(found, reverse=True):
        ordered = sorted(found[number], key=lambda one: (one.at is None, one.at), reverse=True)
        made.append((group_title(number, ordered), tuple(ordered)))
    return tuple(made)


def group_title(number: int, ordered: Sequence[SessionHead]) -> str:
    """ "Infusion 3: prep, day +2, day +9", from the first to the last."""
    parts = [_short(head, number) for head in reversed(ordered) if head.state != "cancelled"]
    words = ", ".join(dict.fromkeys(parts))
    title = f"Infusion {number}" if number else "Without an infusion"
    return f"{title}: {words}" if words else title


def _placed(head: SessionHead) -> int:
    """The infusion its place names: "before infusion 1"; 0 when none."""
    found = re.search(r"nfusion (\d+)", head.place_words)
    return int(found[1]) if found else 0


def _short(head: SessionHead, number: int) -> str:
    own = f"Infusion {number}, "
    if number and head.integrates and head.place_words.startswith(own):
        return head.place_words.removeprefix(own)
    return kind_words(head).lower()
