"""The booking sheet: a date, a time, a length. Opened from Today, a client, and after an infusion."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.errors import BadInput, KetaCounselError
from ketacounsel.core.ids import ClientId, SessionId
from ketacounsel.core.sessions import SessionHead
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.parts.when_fields import WhenFields
from ketacounsel.ui.when import day_and_time, local
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import empty
from ketacounsel.ui.widgets.choice import Segmented
from ketacounsel.ui.widgets.field import Field, TextField
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.text import TextBlock

LENGTHS_MIN = (30, 50, 60, 90)
USUAL_MIN = 50
NO_DAY, NO_TIME = "A session needs a day.", "A session needs a start time."
BOOKED = frozenset({Topic.SESSIONS})


class BookingSheet(Sheet):
    """Books a session, or moves one that is booked."""

    def __init__(
        self, desk: Desk, client_id: ClientId, at: datetime | None, booked: SessionHead | None
    ) -> None:
        super().__init__("Move the session" if booked else "Book a session")
        self._desk, self._client_id, self._booked = desk, client_id, booked
        self.opened_by = ("booking", client_id, booked.id if booked else "")
        self.saved: Callable[[SessionId], None] = lambda _: None
        self._when = WhenFields(desk, day_name="Day", no_day=NO_DAY, no_time=NO_TIME)
        self._length = Segmented([f"{minutes} min" for minutes in LENGTHS_MIN], "Length")
        self._why = TextBlock("", "small", "muted")
        self._length_field = Field("Length", self._length)
        self._lay_out_form()
        self._fill(booked.planned_at if booked and booked.planned_at else at, booked)

    def _lay_out_form(self) -> None:
        name = self._desk.clients.get(self._client_id).name
        go = Button("Move" if self._booked else "Book", "primary")
        cancel = Button("Cancel", "soft")
        go.clicked.connect(self._save)
        cancel.clicked.connect(self.dismiss)
        self._when.entered.connect(self._save)
        self._when.day_changed.connect(self._explain)
        self._when.time_changed.connect(self._explain)
        self.body.put(TextBlock(f"With {name}", "body", "muted"))
        self.body.put(self._when, self._length_field, self._why)
        self.foot.put(None, cancel, go)
        if self._booked is not None:
            off = Button("Cancel the session…", "link")
            off.clicked.connect(self.ask_reason)
            self.foot.insertWidget(0, off)

    def ask_reason(self) -> None:
        """Why it will not take place; the sheet becomes that question."""
        self.opened_by = ("booking", self._client_id, self._booked.id if self._booked else "", "why")
        reason = TextField("Reason")
        asked = Field("Reason", reason, "stays with the session")
        empty(self.body)
        empty(self.foot)
        self.title.setText("Cancel the session")
        keep, off = Button("Keep the session", "soft"), Button("Cancel the session", "danger")
        keep.clicked.connect(self.dismiss)
        off.clicked.connect(lambda: self._cancel_session(reason.text(), asked))
        reason.returnPressed.connect(off.click)
        self.body.put(asked)
        asked.show()
        self.foot.put(None, keep, off)
        self.place_panel()
        reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancel_session(self, reason: str, asked: Field) -> None:
        if self._booked is None:
            return
        try:
            saved = self._desk.sessions.cancel_booking(self._booked.id, reason)
        except KetaCounselError as refusal:
            asked.set_error(refusal.sentence)
            return
        self._desk.changes.announce(saved)
        self.dismiss()

    def _fill(self, at: datetime | None, booked: SessionHead | None) -> None:
        start = local(at or self._desk.clock(), self._desk.zone)
        self._when.set_day(start.date())
        if at is not None:
            self._when.set_time(start.time())
        minutes = booked.planned_min if booked else USUAL_MIN
        near = min(range(len(LENGTHS_MIN)), key=lambda i: abs(LENGTHS_MIN[i] - minutes))
        self._length.select(near)
        self._explain()

    def _explain(self) -> None:
        """Which session it will be, as proposed for that time."""
        for field in (self._when.day_field, self._when.time_field, self._length_field):
            field.clear_message()
        start = self._when.moment()
        if start is None:
            self._why.setText("")
            return
        proposal = self._desk.sessions.proposed_template(self._client_id, start)
        self._why.setText(f"{day_and_time(start, self._desk.zone)}. {proposal.because}")

    def _save(self) -> None:
        start = self._when.settled()
        if start is None:
            return
        minutes = LENGTHS_MIN[max(0, self._length.index())]
        try:
            session_id = self._write(start, minutes)
        except KetaCounselError as refusal:
            by_length = isinstance(refusal, BadInput) and refusal.field == "length_min"
            (self._length_field if by_length else self._when.day_field).set_error(refusal.sentence)
            return
        self._desk.changes.announce(Saved(self._desk.clock(), BOOKED, id=session_id))
        saved = self.saved
        self.dismiss()
        saved(session_id)

    def _write(self, start: datetime, minutes: int) -> SessionId:
        if self._booked is not None:
            self._desk.sessions.rebook(self._booked.id, start, minutes)
            return self._booked.id
        return self._desk.sessions.book(self._client_id, start, minutes, zone=self._desk.zone)


def open_booking(
    desk: Desk,
    client_id: ClientId,
    over: QWidget,
    done: Callable[[SessionId], None] | None = None,
    at: datetime | None = None,
    booked: SessionHead | None = None,
) -> BookingSheet:
    """Open the sheet over a widget's window; `done` hears the session's id. `at` (UTC) is proposed."""
    sheet = BookingSheet(desk, client_id, at, booked)
    if done is not None:
        sheet.saved = done
    sheet.open_over(over)
    return sheet
