"""For whom the report is, and over which time."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.core.phrases import day_words
from ketacounsel.core.report_choices import ReportChoices, addressee_words
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.when import local
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.date_field import DateField
from ketacounsel.ui.widgets.field import ComboField, Field
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.text import TextBlock

NOBODY = "Choose who it is for"
NO_PRESCRIBER = "No prescriber is in the record yet. Add one with the client’s details."


class WhomCard(Card):
    """Addressee and period.

    Signals:
        whom_chosen: another addressee (str prescriber id).
        period_chosen: other days (date from, date to).
    """

    whom_chosen = Signal(str)
    period_chosen = Signal(object, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", dense=True, parent=parent)
        self.setAccessibleName("For whom, and over which time")
        self._ids: list[str] = []

        def today() -> date:
            return local(desk.clock(), desk.zone).date()

        self.whom = ComboField("For")
        self.from_on, self.to_on = DateField("From", today=today), DateField("To", today=today)
        self.whom_field, self.to_field = Field("For", self.whom), Field("To", self.to_on)
        self.last = TextBlock("", "small", "muted")
        self.whom.chosen.connect(self._chosen)
        self.from_on.value_changed.connect(lambda _: self._dated())
        self.to_on.value_changed.connect(lambda _: self._dated())
        self.body.set_gap(12)
        self.body.put(self.whom_field, row(Field("From", self.from_on), self.to_field, gap=12), self.last)

    def show_choices(self, choices: ReportChoices, today: date, sent_words: str) -> None:
        """As they stand."""
        self._ids = [str(one.id) for one in choices.addressees]
        names = [addressee_words(one) for one in choices.addressees]
        if choices.prescriber_id is None:
            self._ids, names = ["", *self._ids], [NOBODY, *names]
        if [self.whom.itemText(at) for at in range(self.whom.count())] != names:
            self.whom.clear()
            self.whom.addItems(names)
        self.whom.select(self._ids.index(str(choices.prescriber_id or "")))
        if choices.addressees:
            self.whom_field.clear_message()
        else:
            self.whom_field.set_question(NO_PRESCRIBER)
        if self.from_on.value() != choices.from_on:
            self.from_on.set_value(choices.from_on)
        if self.to_on.value() != choices.to_on:
            self.to_on.set_value(choices.to_on)
        self.last.setText(sent_words)
        self.last.setVisible(bool(sent_words))

    def _chosen(self, at: int) -> None:
        if self._ids[at]:
            self.whom_chosen.emit(self._ids[at])

    def _dated(self) -> None:
        begin, end = self.from_on.value(), self.to_on.value()
        if begin is None or end is None:
            return
        if end < begin:
            self.to_field.set_error(f"This lies before {day_words(begin, end)}.")
            return
        self.to_field.clear_message()
        self.period_chosen.emit(begin, end)
