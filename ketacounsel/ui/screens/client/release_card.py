"""Who may be told what, and until when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.core.people import Release
from ketacounsel.ui.when import day_of_month
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.chip import Chip
from ketacounsel.ui.widgets.layout import column, holder, row
from ketacounsel.ui.widgets.text import TextBlock


class ReleaseCard(Card):
    """Signals:
    add_requested: another release was signed.
    revoke_requested: the client took one back today (its id).
    """

    add_requested = Signal()
    revoke_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Releases", dense=True, parent=parent)
        self.add = Button("Add a release…", "quiet", "plus")
        self.add.clicked.connect(self.add_requested)
        self.add_head(self.add)

    def show_releases(self, releases: Iterable[Release], today: date) -> None:
        self.clear()
        shown = list(releases)
        for one in shown:
            self.add_row(self._line(one, today))
        if not shown:
            self.body.put(
                TextBlock("No release yet. Nothing may be told to anybody outside.", "small", "muted")
            )

    def _line(self, one: Release, today: date) -> QWidget:
        holds = one.holds_on(today)
        chip = Chip("Holds", "neutral", "check") if holds else Chip("Ended", "outline")
        words = f"Signed {_day(one.signed_on)}"
        if one.revoked_on is not None:
            words += f", taken back {_day(one.revoked_on)}"
        elif one.expires_on is not None:
            words += f", ends {_day(one.expires_on)}"
        told = column(TextBlock(one.recipient, "body", "text", 500), gap=2)
        told.put(TextBlock(f"{one.scope} · {words}" if one.scope else words, "small", "muted"))
        below = row(chip, None, gap=12)
        if holds:
            end = Button("Taken back today", "muted")
            end.setAccessibleName(f"Release to {one.recipient}: taken back today")
            end.clicked.connect(lambda: self.revoke_requested.emit(one.id))
            below.put(end)
        return holder(column(told, below, gap=6, margins=(0, 8, 0, 8)))


def _day(on: date) -> str:
    return f"{day_of_month(on)} {on.year}"
