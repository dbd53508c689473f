"""Adverse effects of an infusion: what, how strong, from when to when, or still there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.core.infusions import SEVERITIES, AdverseEffect, Infusion
from ketacounsel.ui.when import clock_words, day_words, local
from ketacounsel.ui.widgets.button import Button, IconButton
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.layout import column, holder, row
from ketacounsel.ui.widgets.marks import SeverityBars
from ketacounsel.ui.widgets.menu import Menu
from ketacounsel.ui.widgets.text import ElidedText, Text, TextBlock


def span_words(effect: AdverseEffect, zone: str) -> str:
    """ "10:50 – 12:10", "10:50, still there", "until Wed 14 Oct, 08:00"."""
    began, settled = effect.began_at, effect.settled_at
    begin = clock_words(began, zone) if began else ""
    if effect.still_there:
        return f"{begin}, still there" if begin else "Still there"
    if settled is None:
        return begin
    end = clock_words(settled, zone)
    if began is None or local(began, zone).date() != local(settled, zone).date():
        end = f"{day_words(settled, zone)}, {end}"
    return f"{begin} – {end}" if begin else f"until {end}"


def _none_words(infusion: Infusion) -> str:
    """That nothing was reported is said only once the clinic's record is complete."""
    if not infusion.given:
        return "Nothing yet: it has not been given."
    return "Nothing was reported." if infusion.details.state == "complete" else "Nothing is entered yet."


class EffectsBlock(Card):
    """A short list with Add; each line has its own menu.

    Signals:
        add_requested: a new one.
        edit_requested: change this one (AdverseEffect).
        settle_requested: it is over now (AdverseEffect).
        remove_requested: take it away (AdverseEffect).
    """

    add_requested = Signal()
    edit_requested = Signal(object)
    settle_requested = Signal(object)
    remove_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Adverse effects", dense=True, rows=True, parent=parent)
        self.add = Button("Add", "link", "plus")
        self.add.setAccessibleName("Add an adverse effect")
        self.add.clicked.connect(self.add_requested)
        self.add_head(self.add)

    def show_infusion(self, infusion: Infusion) -> None:
        self.clear()
        if not infusion.effects:
            self.body.put(TextBlock(_none_words(infusion), "small", "muted"))
        for effect in infusion.effects:
            self.add_row(self._line(effect, infusion.details.zone))

    def _line(self, effect: AdverseEffect, zone: str) -> QWidget:
        severity = SEVERITIES[effect.severity]
        more = IconButton("ellipsis", f"{effect.kind}, {severity}: more", "muted")
        more.clicked.connect(lambda: self._open_menu(effect, more))
        name = column(
            ElidedText(effect.kind, "body", "text", 500),
            row(SeverityBars(effect.severity), Text(severity.capitalize(), "small", "muted"), None, gap=8),
            gap=2,
        )
        line = row(gap=8, margins=(0, 8, 0, 8))
        line.addLayout(name, 1)
        line.addWidget(Text(span_words(effect, zone), "small", "muted"), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(more, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder(line)

    def _open_menu(self, effect: AdverseEffect, below: QWidget) -> None:
        menu = Menu(effect.kind, self)
        menu.add("Edit…", partial(self.edit_requested.emit, effect), icon="pen-line")
        if effect.settled_at is None:
            menu.add("Settled now", partial(self.settle_requested.emit, effect), icon="check")
        menu.add("Remove", partial(self.remove_requested.emit, effect), icon="x")
        menu.open_below(below)
