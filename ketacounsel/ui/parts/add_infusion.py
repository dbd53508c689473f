"""The quick sheet for an infusion: date and time are enough, the rest may follow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.ids import ClientId, InfusionId
from ketacounsel.core.infusions import ROUTES, Infusion, InfusionDetails
from ketacounsel.core.place import day_words, point_of
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.parts.booking import open_booking
from ketacounsel.ui.when import day_and_time, local, moment
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.choice import Segmented
from ketacounsel.ui.widgets.date_field import DateField, TimeField
from ketacounsel.ui.widgets.field import ComboField, Field
from ketacounsel.ui.widgets.layout import column, holder, row
from ketacounsel.ui.widgets.number_field import NumberField
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.text import TextBlock

ADDED = frozenset({Topic.INFUSIONS})
ROUTE_WORDS = {
    "": "Not said yet",
    "IV": "IV infusion",
    "IM": "Into the muscle (IM)",
    "SC": "Under the skin (SC)",
    "SL": "Under the tongue (SL)",
    "IN": "Nasal (IN)",
    "oral": "By mouth",
}
ROUTE_CHOICES = ("", *ROUTES)


class AddInfusionSheet(Sheet):
    """Adds one infusion, planned or given, and then offers the integration session."""

    def __init__(self, desk: Desk, client_id: ClientId) -> None:
        super().__init__("Add infusion")
        self._desk, self._client_id = desk, client_id
        self.added: Callable[[InfusionId], None] = lambda _: None
        self._day = DateField("Date", today=local(desk.clock(), desk.zone).date)
        self._time = TimeField("Start")
        self._when = Field("Date", self._day)
        self._state = Segmented(["Planned", "Given"], "State")
        self._route = ComboField("Route", [ROUTE_WORDS[route] for route in ROUTE_CHOICES])
        self._length = NumberField("Length", "min", low=1, high=600, decimals=0)
        self._dose = NumberField("Dose", "mg/kg", low=0, high=20)
        self._lay_out_form()
        self._fill()

    def _lay_out_form(self) -> None:
        enough = "Date and time are enough. The rest can follow when the clinic's record comes."
        hint = TextBlock(enough, "small", "muted")
        form = column(
            hint,
            row(self._when, Field("Start", self._time), gap=12),
            Field("State", self._state),
            row(
                Field("Route", self._route), Field("Length", self._length), Field("Dose", self._dose), gap=12
            ),
            gap=14,
        )
        self._form = holder(form)
        self.body.put(self._form)
        self._go = Button("Add infusion", "primary")
        self._cancel = Button("Cancel", "soft")
        self._go.clicked.connect(self._save)
        self._cancel.clicked.connect(self.dismiss)
        self._day.value_changed.connect(lambda _: self._guess_state())
        self._time.returnPressed.connect(self._save)
        self.foot.put(None, self._cancel, self._go)

    def _fill(self) -> None:
        """A week after the last one, at the same time, by the same route: what is usual is filled in."""
        known = self._desk.infusions.list(self._client_id)
        today = local(self._desk.clock(), self._desk.zone)
        self._day.set_value(today.date())
        if known:
            last = known[-1].details
            began = local(last.starts_at, last.zone)
            self._day.set_value(began.date() + timedelta(days=7))
            self._time.set_value(began.time().replace(second=0, microsecond=0))
            self._route.select(ROUTE_CHOICES.index(last.route) if last.route in ROUTE_CHOICES else 0)
        self._guess_state()

    def _guess_state(self) -> None:
        day = self._day.value()
        today = local(self._desk.clock(), self._desk.zone).date()
        self._state.select(1 if day is not None and day < today else 0)

    def _save(self) -> None:
        day, clock = self._day.value(), self._time.value()
        if day is None or clock is None:
            self._when.set_error("An infusion needs its date and its start time. Nothing was added yet.")
            return
        zone = self._desk.zone
        length, dose = self._length.value(), self._dose.value()
        details = InfusionDetails(
            starts_at=moment(day, clock, zone),
            zone=zone,
            state="waiting" if self._state.index() == 1 else "planned",
            duration_min=None if length is None else int(length),
            route=ROUTE_CHOICES[max(0, self._route.currentIndex())],
            dose_mg_per_kg=None if dose is None else float(dose),
        )
        try:
            infusion_id = self._desk.infusions.add(self._client_id, details)
        except KetaCounselError as refusal:
            self._when.set_error(refusal.sentence)
            return
        self._desk.changes.announce(Saved(self._desk.clock(), ADDED, id=infusion_id))
        self.added(infusion_id)
        self._offer(self._desk.infusions.get(infusion_id))

    def _offer(self, infusion: Infusion) -> None:
        """Infusion recorded: book the integration session? A free time on day +2 is proposed."""
        at = self._desk.infusions.propose_session(infusion.id, self._desk.clock())
        if at is None:
            self.dismiss()
            return
        point = point_of(infusion)
        day = day_words(point.day(at))
        self._form.hide()
        words = f"{day_and_time(at, self._desk.zone)} is free and on {day}."
        self.title.setText(f"Infusion {infusion.number} is recorded")
        question = TextBlock("Book the integration session?", "row", "text", 600)
        self.body.put(question, TextBlock(words, "body", "muted"))
        self._cancel.set_text("Not now")
        self._go.set_text("Book this time")
        other = Button("Another time…", "soft")
        self.foot.insertWidget(1, other)
        self._go.clicked.disconnect()
        self._go.clicked.connect(lambda: self._book(at))
        other.clicked.connect(lambda: self._book_other(at))
        self.place_panel()
        self._go.setFocus()

    def _book(self, at: datetime) -> None:
        session_id = self._desk.sessions.book(self._client_id, at, zone=self._desk.zone)
        self._desk.changes.announce(Saved(self._desk.clock(), frozenset({Topic.SESSIONS}), id=session_id))
        self.dismiss()

    def _book_other(self, at: datetime) -> None:
        host = self.parentWidget()
        self.dismiss()
        if host is not None:
            open_booking(self._desk, self._client_id, host, at=at)


def open_add_infusion(
    desk: Desk, client_id: ClientId, over: QWidget, done: Callable[[InfusionId], None] | None = None
) -> AddInfusionSheet:
    """Open the sheet over a widget's window; `done` hears the infusion's id."""
    sheet = AddInfusionSheet(desk, client_id)
    if done is not None:
        sheet.added = done
    sheet.open_over(over)
    return sheet
