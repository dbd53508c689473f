"""Who works here and where: the same fields in the first run and in Settings. Knows no service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.choice import Segmented
from ketacounsel.ui.widgets.field import ComboField, Field, TextField
from ketacounsel.ui.widgets.layout import Box, column, holder, row
from ketacounsel.ui.widgets.long_text import LongText

PAPERS = ("letter", "a4")
NARROW = 440
LINES = (
    ("name", "Your name", "as on your notes and reports"),
    ("credentials", "Credentials", "for instance LPC"),
    ("licence", "License number", ""),
    ("practice", "Practice", "as on your letterhead"),
    ("phone", "Phone", ""),
    ("email", "Email", ""),
)


class AboutYou(QWidget):
    """Fields for the counselor and the practice.

    Signals:
        edited: a person changed a field (its name, its value).
    """

    edited = Signal(str, str)

    def __init__(self, zones: Sequence[str]) -> None:
        super().__init__()
        self._zones = list(zones)
        self._lines: dict[str, TextField] = {}
        self.fields: dict[str, Field] = {}
        for key, label, hint in LINES:
            line = TextField(label)
            line.text_edited.connect(lambda text, key=key: self.edited.emit(key, text))
            self._lines[key], self.fields[key] = line, Field(label, line, hint)
        self._address = LongText("Address", min_height=64, role="body", line=20)
        self._address.text_edited.connect(lambda: self.edited.emit("address", self._address.text()))
        self.fields["address"] = Field("Address", self._address)
        self._paper = Segmented(("US Letter", "A4"), "Paper size")
        self._paper.chosen.connect(lambda at: self.edited.emit("paper", PAPERS[at]))
        self.fields["paper"] = Field("Paper size", holder(row(self._paper, None), "paper"))
        self._zone = ComboField("Time zone", [name.replace("_", " ") for name in self._zones])
        self._zone.chosen.connect(lambda at: self.edited.emit("zone", self._zones[at]))
        self.fields["zone"] = Field("Time zone", self._zone)
        self._pairs = [self._pair(*keys) for keys in (("credentials", "licence"), ("phone", "email"))]
        self._pairs.append(self._pair("paper", "zone"))
        one, two, three = self._pairs
        fields = self.fields
        self.setLayout(column(fields["name"], one, fields["practice"], fields["address"], two, three, gap=16))
        hub().changed.connect(self._fold)

    def show_values(self, values: Mapping[str, str]) -> None:
        """Show what is stored or guessed."""
        for key, line in self._lines.items():
            line.set_text(values.get(key, ""))
        self._address.set_text(values.get("address", ""))
        self._paper.select(PAPERS.index(values.get("paper", "letter")))
        zone = values.get("zone", "UTC")
        if zone not in self._zones:
            self._zones.append(zone)
            self._zone.addItem(zone.replace("_", " "))
        self._zone.select(self._zones.index(zone))

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Say what is wrong beside each field; the first of them gets the keyboard."""
        for key, field in self.fields.items():
            field.set_error(errors[key]) if key in errors else field.clear_message()
        for key in self.fields:
            if key in errors:
                self.fields[key].control.setFocus()
                return

    def focus_first(self) -> None:
        self._lines["name"].setFocus()

    def line(self, key: str) -> TextField:
        """The line of a field: name, credentials, licence, practice, phone or email."""
        return self._lines[key]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _pair(self, left: str, right: str) -> Box:
        pair = row(gap=16)
        pair.addWidget(self.fields[left], 1)
        pair.addWidget(self.fields[right], 1)
        return pair

    def _fold(self) -> None:
        """Two fields in a row where there is room for two."""
        narrow = self.width() / theme().scale < NARROW
        for pair in self._pairs:
            pair.setDirection(Box.Direction.TopToBottom if narrow else Box.Direction.LeftToRight)
