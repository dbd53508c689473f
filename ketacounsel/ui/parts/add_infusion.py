"""The quick sheet for an infusion: date and time are enough, the rest may follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.dose import Dose
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.ids import ClientId, InfusionId
from ketacounsel.core.infusions import ROUTES, Infusion, InfusionDetails
from ketacounsel.core.place import day_words, point_of
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.parts.booking import open_booking
from ketacounsel.ui.parts.dose_fields import DoseFields
from ketacounsel.ui.parts.when_fields import WhenFields
from ketacounsel.ui.when import day_and_time, local
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.choice import Segmented
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
NO_DAY, NO_TIME = "An infusion needs its date.", "An infusion needs its start time."


class AddInfusionSheet(Sheet):
    """Adds one infusion, planned or given, and then offers the integration session."""

    def __init__(self, desk: Desk, client_id: ClientId) -> None:
        super().__init__("Add infusion")
        self._desk, self._client_id = desk, client_id
        self.opened_by = ("infusion", client_id)
        self.added: Callable[[InfusionId], None] = lambda _: None
        self._when = WhenFields(desk, day_name="Date", no_day=NO_DAY, no_time=NO_TIME)
        self._state = Segmented(["Planned", "Given"], "State")
        self._state_field = Field("State", self._state)
        self._state_chosen = False
        self._route = ComboField("Route", [ROUTE_WORDS[route] for route in ROUTE_CHOICES])
        self._length = NumberField("Length", "min", low=1, high=1440, decimals=0)
        self._length_field = Field("Length", self._length)
        self._known = desk.infusions.list(client_id)
        self.dose = DoseFields(_last_dose(self._known))
        self._lay_out_form()
        self._connect()
        self._fill()

    def _lay_out_form(self) -> None:
        enough = "Date and time are enough. The rest can follow when the clinic’s record comes."
        how = row(gap=12)
        how.addWidget(Field("Route", self._route), 2)
        how.addWidget(self._length_field, 1)
        self._form = holder(
            column(TextBlock(enough, "small", "muted"), self._when, self._state_field, how, self.dose, gap=14)
        )
        self.body.put(self._form)
        self._go = Button("Add infusion", "primary")
        self._cancel = Button("Cancel", "soft")
        self.foot.put(None, self._cancel, self._go)

    def _connect(self) -> None:
        self._go.clicked.connect(self._save)
        self._cancel.clicked.connect(self.dismiss)
        self._when.day_changed.connect(lambda: self._on_when(self._when.day_field))
        self._when.time_changed.connect(lambda: self._on_when(self._when.time_field))
        self._when.entered.connect(self._save)
        self._length.not_a_number.connect(lambda: self._length_field.set_error("Type whole minutes."))
        self._length.value_changed.connect(lambda _: self._length_field.clear_message())
        self._state.chosen.connect(self._on_state)
        self._route.chosen.connect(lambda at: self.dose.set_route(ROUTE_CHOICES[at]))
        for entry in (self._length, *self.dose.numbers.values()):
            entry.returnPressed.connect(self._save)

    def _fill(self) -> None:
        """A week after the last one, at the same time, by the same route: what is usual is filled in."""
        known = self._known
        today = local(self._desk.clock(), self._desk.zone)
        self._when.set_day(today.date())
        if known:
            last = known[-1].details
            began = local(last.starts_at, last.zone)
            self._when.set_day(began.date() + timedelta(days=7))
            self._when.set_time(began.time())
            self._route.select(ROUTE_CHOICES.index(last.route) if last.route in ROUTE_CHOICES else 0)
            self.dose.set_route(last.route)
        self._guess_state()

    def _on_when(self, field: Field) -> None:
        field.clear_message()
        self._state_field.clear_message()
        self._guess_state()

    def _on_state(self, _: int) -> None:
        self._state_chosen = True
        self._state_field.clear_message()

    def _guess_state(self) -> None:
        """What lies behind was given, unless the counselor said otherwise."""
        starts_at = self._when.moment()
        if starts_at is not None and not self._state_chosen:
            self._state.select(1 if starts_at < self._desk.clock() else 0)

    def _save(self) -> None:
        starts_at, zone = self._when.settled(), self._desk.zone
        if starts_at is None:
            return
        if self._state.index() == 1 and starts_at > self._desk.clock():
            self._state_field.set_error("This time is still to come, so it can only be planned.")
            return
        length, told = self._length.value(), self.dose.dose()
        details = InfusionDetails(
            starts_at=starts_at,
            zone=zone,
            state="waiting" if self._state.index() == 1 else "planned",
            duration_min=None if length is None else int(length),
            route=ROUTE_CHOICES[max(0, self._route.currentIndex())],
            dose_mg=told.dose_mg,
            dose_mg_per_kg=told.mg_per_kg,
            weight_kg=told.weight_kg,
        )
        try:
            infusion_id = self._desk.infusions.add(self._client_id, details)
        except KetaCounselError as refusal:
            self._when.day_field.set_error(refusal.sentence)
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
        self.opened_by = ()
        words = f"{day_and_time(at, self._desk.zone)} is free and on {day}."
        done = "planned" if infusion.details.state == "planned" else "recorded"
        self.title.setText(f"Infusion {infusion.number} is {done}")
        question = TextBlock("Book the integration session?", "row", "text", 600)
        self.body.put(question, TextBlock(words, "body", "muted"))
        self._cancel.set_text("Not now")
        self._go.set_text("Book this time")
        other = Button("Another time…", "soft")
        self.foot.insertWidget(1, other)
        self._go.clicked.disconnect()
        self._go.clicked.connect(lambda: self._book(at))
        other.clicked.connect(lambda: self._book_other(at))
        announce(self, f"{self.title.text()}. Book the integration session? {words}")
        self._go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _book(self, at: datetime) -> None:
        try:
            session_id = self._desk.sessions.book(self._client_id, at, zone=self._desk.zone)
        except KetaCounselError as refusal:
            self.body.put(TextBlock(refusal.sentence, "small", "danger"))
            return
        self._desk.changes.announce(Saved(self._desk.clock(), frozenset({Topic.SESSIONS}), id=session_id))
        self.dismiss()

    def _book_other(self, at: datetime) -> None:
        host = self.parentWidget()
        self.dismiss()
        if host is not None:
            open_booking(self._desk, self._client_id, host, at=at)


def _last_dose(known: Sequence[Infusion]) -> Dose | None:
    """The newest dose on record, for what is usual with this client."""
    for infusion in reversed(known):
        told = infusion.details
        if told.dose_mg is not None or told.dose_mg_per_kg is not None:
            return Dose(told.dose_mg, told.dose_mg_per_kg, told.weight_kg)
    return None


def open_add_infusion(
    desk: Desk, client_id: ClientId, over: QWidget, done: Callable[[InfusionId], None] | None = None
) -> AddInfusionSheet:
    """Open the sheet over a widget's window; `done` hears the infusion's id."""
    sheet = AddInfusionSheet(desk, client_id)
    if done is not None:
        sheet.added = done
    sheet.open_over(over)
    return sheet
