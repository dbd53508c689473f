"""Vital signs over time, as the clinic wrote them down."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.core.infusions import Infusion, VitalSign
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.screens.client.infusion_block import InfusionBlock
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import empty
from ketacounsel.ui.widgets.layout import Grid, column, holder, rule
from ketacounsel.ui.widgets.text import Text, TextBlock

ROWS = ("Blood pressure", "Heart rate", "Oxygen")
BESIDE = 3  # more readings than this stand below each other
LABEL_ORDER = {"before": -1, "": 30, "peak": 40, "after": 10_000}


def reading_name(reading: VitalSign) -> str:
    """ "Before", "Peak", "20 min"."""
    if reading.label:
        return reading.label.capitalize()
    return "Reading" if reading.after_start_min is None else f"{reading.after_start_min} min"


def reading_words(reading: VitalSign) -> tuple[str, str, str]:
    """ "124/78", "72", "98%"; a dash where nothing was written."""
    pressure = (reading.bp_systolic, reading.bp_diastolic)
    both = "/".join("–" if one is None else str(one) for one in pressure)
    heart, oxygen = reading.heart_rate, reading.oxygen_percent
    return (
        "–" if pressure == (None, None) else both,
        "–" if heart is None else str(heart),
        "–" if oxygen is None else f"{oxygen}%",
    )


def in_time(readings: tuple[VitalSign, ...]) -> list[VitalSign]:
    """By minutes from the start; those without by what their name says."""
    return sorted(
        readings,
        key=lambda one: LABEL_ORDER[one.label] if one.after_start_min is None else one.after_start_min,
    )


class MonitoringBlock(InfusionBlock):
    """Readings as columns, or as lines when there are many. A reading's name opens it.

    Signals:
        add_requested: a new reading.
        edit_requested: change this one (VitalSign).
    """

    add_requested = Signal()
    edit_requested = Signal(object)
    source_field = "monitoring_source"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "Monitoring", parent)
        self._table = column(gap=0)
        self.add = Button("Add a reading", "link", "plus")
        self.add.clicked.connect(self.add_requested)
        self.body.put(self._table)
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_infusion(self, infusion: Infusion) -> None:
        super().show_infusion(infusion)
        empty(self._table)
        readings = in_time(infusion.vital_signs)
        if readings:
            self._table.put(self._grid(readings))
        else:
            self._table.put(TextBlock("No reading yet.", "small", "muted"))

    def _grid(self, readings: list[VitalSign]) -> QWidget:
        grid = Grid(gap=8, row_gap=0)
        across = len(readings) <= BESIDE
        heads = [self._name(one) for one in readings]
        rows = len(ROWS) if across else len(readings)
        columns = len(readings) if across else len(ROWS)

        def place(widget: QWidget, reading: int, fact: int) -> None:
            at = (2 * (fact + 1), reading + 1) if across else (2 * (reading + 1), fact + 1)
            grid.addWidget(widget, *at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

        for at, head in enumerate(heads):
            place(head, at, -1)
        for at, words in enumerate(ROWS if across else ("Pressure", "Heart", "Oxygen")):
            label = Text(words, "small", "muted", 400 if across else 600)
            place(label, -1, at)
        for at, one in enumerate(readings):
            for fact, words in enumerate(reading_words(one)):
                place(Text(words, "body"), at, fact)
        for line in range(1, rows + 1):
            grid.addWidget(rule(), 2 * line - 1, 0, 1, columns + 1)
        for line in range(rows + 1):
            grid.setRowMinimumHeight(2 * line, 36)
        grid.setColumnStretch(0, 0 if across else 2)
        for at in range(columns):
            grid.setColumnStretch(at + 1, 2)
        return holder(grid)

    def _name(self, reading: VitalSign) -> Button:
        """The name of a reading opens it."""
        words = ", ".join(reading_words(reading))
        button = Button(reading_name(reading), "trail")
        button.setAccessibleName(f"{reading_name(reading)}: {words}. Edit")
        button.clicked.connect(partial(self.edit_requested.emit, reading))
        return button
