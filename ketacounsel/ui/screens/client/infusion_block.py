"""A block of the infusion's record: it says where its facts come from, and it writes what is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from ketacounsel.core.infusions import Infusion
from ketacounsel.core.rescue import Words
from ketacounsel.core.series import short_date
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.menu import Menu

SOURCE_WORDS = {
    "clinic_record": "From clinic record",
    "client_report": "Client’s report to the clinic",
    "told_to_me": "Told to me",
    "": "Source not said",
}


class InfusionBlock(Card):
    """Base of the blocks.

    Signals:
        edited: a field was changed and is on its way to the disk (Infusion as it now is).
    """

    edited = Signal(object)
    source_field = ""

    def __init__(self, desk: Desk, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, dense=True, parent=parent)
        self.desk = desk
        self.infusion: Infusion | None = None
        self.source = Button("", "muted", trailing_icon="chevron-down")
        self.source.clicked.connect(self._open_sources)
        self.add_head(self.source)
        self.source.setVisible(bool(self.source_field))

    def show_infusion(self, infusion: Infusion) -> None:
        """Show it. A field that has the keyboard keeps its text, unless the infusion is another."""
        self.infusion = infusion
        self._show_source()

    def is_typing(self, control: QWidget, another: bool) -> bool:
        """Whether this control is being typed into and should be left alone."""
        return not another and QApplication.focusWidget() is control

    def put(self, fields: Mapping[str, Any]) -> None:
        """Keep these fields: shown at once, written within a quarter of a second."""
        infusion = self.infusion
        if infusion is None:
            return
        self.infusion = replace(infusion, details=replace(infusion.details, **fields))
        for name, value in fields.items():
            write = partial(self.desk.infusions.patch, infusion.id, {name: value})
            words = partial(Words, "infusion", infusion.id, name, value)
            self.desk.autosave.put(("infusion", infusion.id, name), write, words)
        self.edited.emit(self.infusion)

    # -- source ---------------------------------------------------------------------------------

    def _show_source(self) -> None:
        if self.infusion is None or not self.source_field:
            return
        source = getattr(self.infusion.details, self.source_field)
        words = SOURCE_WORDS[source]
        on = self.infusion.details.treatment_source_on
        if self.source_field == "treatment_source" and source and on is not None:
            words = f"{words}, {short_date(on)}"
        self.source.set_text(words)
        self.source.setAccessibleName(f"{self._title.text()}, source: {words}")

    def _open_sources(self) -> None:
        menu = Menu("Where this comes from", self)
        for source, words in SOURCE_WORDS.items():
            menu.add(words, partial(self._choose_source, source))
        menu.open_below(self.source)

    def _choose_source(self, source: str) -> None:
        self.put({self.source_field: source})
        self._show_source()
