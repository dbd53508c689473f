"""Who can open these records: every way in since when, and taking another person's away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketacounsel.core.access import Access
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.services.keys import REMOVED_ACCESS
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.when import day_of_month, local
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import empty
from ketacounsel.ui.widgets.layout import Box, column, holder, row, rule
from ketacounsel.ui.widgets.overlay import Question, Sheet
from ketacounsel.ui.widgets.text import Text, TextBlock

if TYPE_CHECKING:
    from ketacounsel.services.safekeeping import SafeKeeping


class AccessSheet(Sheet):
    """A list; your own way in is changed elsewhere and never taken away here."""

    def __init__(self, desk: Desk, kept: SafeKeeping) -> None:
        super().__init__("Who can open these records", width=520)
        self._desk, self._kept = desk, kept
        self._lines: Box = column(gap=0)
        self._said = TextBlock("", "small", "danger")
        self._said.hide()
        self.done = Button("Close", "secondary")
        self.add = Button("Add a person…", "secondary", "user-round-plus")
        self.add.clicked.connect(self._add_person)
        self.done.clicked.connect(self.dismiss)
        self.body.put(self._lines, self._said)
        self.foot.put(self.add, None, self.done)
        self._show()

    def focus_first(self) -> None:
        self.done.setFocus()

    def _show(self) -> None:
        empty(self._lines)
        names = {one.id: one.name for one in self._desk.practice.counselors()}
        mine = self._desk.practice.counselor().id
        try:
            ways = self._kept.keys.ways_in()
        except KetaCounselError as refusal:
            self._say(refusal)
            return
        for place, way in enumerate(ways):
            if place:
                self._lines.put(rule())
            name = names.get(way.counselor_id, "Somebody who is not named here")
            self._lines.put(self._line(way, name, own=way.counselor_id == mine))

    def _line(self, way: Access, name: str, *, own: bool) -> QWidget:
        title = "The recovery key" if way.recovery else f"{name} (you)" if own else name
        on = local(way.since, self._desk.zone).date()
        since = f"since {day_of_month(on)} {on.year}"
        detail = f"On paper, {since}. Opens all of it." if way.recovery else f"Passphrase, {since}"
        line = row(gap=16, margins=(0, 12, 0, 12))
        words = column(Text(title, "body", "text", 500), TextBlock(detail, "small", "muted"), gap=2)
        line.addLayout(words, 1)
        if not (own or way.recovery):
            remove = Button("Remove…", "danger")
            remove.setAccessibleName(f"Remove the access of {name}")
            remove.clicked.connect(lambda: self._ask(way, name))
            line.addWidget(remove, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder(line)

    def _add_person(self) -> None:
        from ketacounsel.ui.screens.settings.add_person_sheet import AddPersonSheet

        sheet = AddPersonSheet(self._desk, self._kept)
        sheet.closed.connect(self._show)
        sheet.open_over(self)

    def _ask(self, way: Access, name: str) -> None:
        sentence = (
            f"{name} can’t open these records any more, here or in backups made from now on. "
            "What they wrote and signed stays, under their name. Backups made until now, and any copy of the "
            "records they may hold, stay readable to them. Where that matters, go on with “Change the data "
            "key…” on the Keys card."
        )
        question = Question(f"Remove the access of {name}?", sentence, "Remove access", "Keep it")
        question.agreed.connect(lambda: self._remove(way))
        question.open_over(self)

    def _remove(self, way: Access) -> None:
        try:
            self._kept.keys.remove(way.slot_id)
        except KetaCounselError as refusal:
            self._say(refusal)
            return
        self._kept.note(REMOVED_ACCESS, "key")
        self._show()
        self.done.setFocus()

    def _say(self, refusal: KetaCounselError) -> None:
        self._said.setText(refusal.sentence)
        self._said.show()
