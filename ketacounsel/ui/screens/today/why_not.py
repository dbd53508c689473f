"""Why no integration session was held within the recommended time: three reasons, or words."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.today import WindowRow
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.screen import Screen
from ketacounsel.ui.when import day_and_time
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.field import Field, TextField
from ketacounsel.ui.widgets.flow import FlowLayout
from ketacounsel.ui.widgets.layout import holder
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.text import TextBlock

REASONS = ("Client asked for a later day", "No common time was free", "Client could not be reached")


class WhyNotSheet(Sheet):
    """Keeps the reason with the infusion."""

    def __init__(self, desk: Desk, row: WindowRow, screen: Screen) -> None:
        super().__init__("No session within the recommended time", width=560)
        self._desk, self._row = desk, row
        self.opened_by = ("why not", row.infusion_id)
        until = day_and_time(row.until, desk.zone)
        self.body.put(
            TextBlock(
                f"{row.client_name}, infusion {row.infusion_number}. Recommended until {until}.",
                "body",
                "muted",
            )
        )
        chips = FlowLayout(8, 8)
        for reason in REASONS:
            chip = Button(reason, "soft")
            chip.clicked.connect(lambda _=False, words=reason: self._save(words))
            chips.addWidget(chip)
        self._words = TextField("Other reason")
        self._field = Field("Other reason", self._words)
        self.body.put(holder(chips), self._field)
        keep = Button("Keep this reason", "primary")
        keep.clicked.connect(lambda: self._save(self._words.text()))
        self._words.returnPressed.connect(lambda: self._save(self._words.text()))
        now = Button("Start a session now", "soft")
        now.clicked.connect(self.dismiss)
        now.clicked.connect(
            lambda: screen.go_requested.emit(Go("session", client_id=row.client_id, act="start"))
        )
        self.foot.put(now, None, keep)

    def _save(self, words: str) -> None:
        if not words.strip():
            self._field.set_error("Choose a reason or type one. Nothing was changed.")
            return
        try:
            saved = self._desk.infusions.patch(self._row.infusion_id, {"window_reason": words.strip()})
        except KetaCounselError as refusal:
            self._field.set_error(refusal.sentence)
            return
        self._desk.changes.announce(saved)
        self.dismiss()


def open_why_not(desk: Desk, row: WindowRow, over: Screen) -> QWidget:
    """Open the sheet over the screen."""
    sheet = WhyNotSheet(desk, row, over)
    sheet.open_over(over)
    return sheet
