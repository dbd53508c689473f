"""What in the record belongs to one infusion: the intention set for it, and its sessions."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.core.course_chart import KIND_WORDS
from ketacounsel.core.infusions import Infusion
from ketacounsel.core.place import day_words as day_number
from ketacounsel.core.place import point_of
from ketacounsel.core.sessions import SessionHead
from ketacounsel.core.threads import Intention
from ketacounsel.core.workspace import Workspace
from ketacounsel.ui.when import clock_words, day_words, near_day
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.rows import RowList, RowView
from ketacounsel.ui.widgets.text import TextBlock

NAMES = {**KIND_WORDS, "prep": "Preparation", "integration": "Integration", "": "Session"}


class LinkedCard(Card):
    """Lines that open the thing.

    Signals:
        opened: a session was chosen (its id).
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Linked", dense=True, rows=True, parent=parent)
        self.rows = RowList("Linked to this infusion")
        self.rows.opened.connect(self._open)
        self._none = TextBlock("No session and no intention is linked to it yet.", "small", "muted")
        self.body.put(self.rows, self._none)

    def show_links(self, infusion: Infusion, work: Workspace, now: datetime) -> None:
        rows = [*_intention_rows(infusion, work.intention, work.sessions, work.zone)]
        rows += [_session_row(infusion, head, now) for head in work.sessions if _belongs(infusion, head)]
        self.rows.set_rows(rows)
        self.rows.setVisible(bool(rows))
        self._none.setVisible(not rows)

    def _open(self, key: str) -> None:
        if session_id := key.partition("/")[0]:
            self.opened.emit(session_id)


def _belongs(infusion: Infusion, head: SessionHead) -> bool:
    if head.state == "cancelled" or head.at is None:
        return False
    if infusion.id in (head.integrates, head.prepares):
        return True
    booked = head.state == "booked" and not head.integrates and not head.prepares
    told = infusion.details
    return booked and infusion.given and 0 <= (head.at - told.starts_at).days < 7


def _intention_rows(
    infusion: Infusion, told: Intention | None, heads: tuple[SessionHead, ...], zone: str
) -> list[RowView]:
    if told is None or told.infusion_id != infusion.id:
        return []
    head = next((one for one in heads if one.id == told.session_id), None)
    state = "Signed" if head is not None and head.note_state == "signed" else ""
    title = f"Intention set, {day_words(told.set_at, zone)}"
    key = f"{told.session_id or ''}/intention"
    return [RowView(key, title, trailing=state, icon="goal", icon_tone="accent", opens=False)]


def _session_row(infusion: Infusion, head: SessionHead, now: datetime) -> RowView:
    at, zone = head.at or now, head.zone
    day = near_day(at, now, zone)
    when = f"{day[:1].lower() + day[1:] if day in ('Today', 'Tomorrow', 'Yesterday') else day}"
    booked = head.state == "booked"
    title = f"{NAMES.get(head.kind, 'Session')}, {when}"
    if booked:
        title = f"{title} {clock_words(at, zone)}"
    words = day_number(point_of(infusion).day(at))
    icon = "booked" if booked else "session"
    return RowView(
        head.id, title, trailing=words[:1].upper() + words[1:], icon=icon, icon_tone="accent", opens=False
    )
