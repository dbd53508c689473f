"""The one sheet at the end of a session: its length, what is still empty, the next session, the note."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.core.answers import JsonValue
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.safety import FollowUp
from ketacounsel.ui.screens.session.fields.figures import Narrow, read_moment
from ketacounsel.ui.screens.session.viewmodel import Runner
from ketacounsel.ui.when import day_and_time, local, moment
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.date_field import TimeField
from ketacounsel.ui.widgets.field import Field, TextField
from ketacounsel.ui.widgets.layout import Box, column, holder, row, rule
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.rows import RowList, RowView
from ketacounsel.ui.widgets.text import Text, TextBlock

SHOWN = 6
WHY_OPEN = "Say in one line why it is left open, or go to it. The session has not ended."


class EndSheet(Sheet):
    """Ends the session. Nothing here is a gate but an open safety follow-up, which needs one line.

    Signals:
        step_chosen: go there first (a step's key).
        ended: the session is over (True: draft the note now).
    """

    step_chosen = Signal(str)
    ended = Signal(bool)

    def __init__(self, runner: Runner) -> None:
        super().__init__("End session", width=560)
        self._runner = runner
        zone = runner.desk.zone
        now = local(runner.now(), zone)
        began = local(runner.head.started_at, zone) if runner.head.started_at else now
        self._began, self._now = began, now
        self.start, self.end = TimeField("Start"), TimeField("End")
        self.start.set_value(_minute(began))
        self.end.set_value(_minute(now))
        self._length = Text("", "body", "muted")
        self._times = Field("Start", self.start)
        self.reason = TextField("Why the safety follow-up is left open", placeholder="One line")
        self._why: Field | None = None
        self.draft = Button("Draft the note", "primary")
        self.only = Button("End, draft later", "soft")
        self.problem = TextBlock("", "small", "danger")
        self._fill()

    def _fill(self) -> None:
        body = self.body
        open_ones = self._runner.open_follow_ups()
        if open_ones:
            body.put(self._open_safety(open_ones[0]))
        for one in (self.start, self.end):
            one.value_changed.connect(lambda _: self._show_length())
        times = row(Narrow(self._times, 112), Narrow(Field("End", self.end), 112), gap=12)
        times.put(holder(column(None, self._length, 10)), None)
        body.put(times)
        self._show_length()
        self._put_empty(body)
        self._put_next(body)
        body.put(self.problem)
        self.problem.hide()
        self.foot.put(None, self.only, self.draft)
        self.draft.clicked.connect(lambda: self._finish(True))
        self.only.clicked.connect(lambda: self._finish(False))

    def focus_first(self) -> None:
        """The main thing; the fields are for the few times they are wrong."""
        first: QWidget = self.reason if self._why is not None else self.draft
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- an open safety follow-up -----------------------------------------------------------------

    def _open_safety(self, one: FollowUp) -> QWidget:
        card = Card(dense=True, edge="danger")
        go = Button("Go to it", "secondary")
        go.clicked.connect(lambda: self._leave_for(self._runner.step_of(one.id)))
        self._why = Field("Why it is left open", self.reason)
        words = "A safety follow-up is not recorded yet. Left open, it stands on Today until it is done."
        head = row(gap=12)
        head.addWidget(TextBlock(words, "body"), 1)
        head.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        card.body.put(head, 10, self._why)
        return card

    # -- what is still empty ----------------------------------------------------------------------

    def _put_empty(self, body: Box) -> None:
        empty = self._runner.still_empty()
        if not empty:
            return
        rows = RowList("Still empty")
        rows.set_rows([RowView(f"{place}", words) for place, (_, words) in enumerate(empty[:SHOWN])])
        rows.opened.connect(lambda place: self._leave_for(empty[int(place)][0]))
        more = f", {len(empty) - SHOWN} more" if len(empty) > SHOWN else ""
        words = Text(f"can be filled in later{more}", "small", "faint")
        body.put(rule(), row(Text("Still empty", "body", "text", 600), words, None), rows)

    def _leave_for(self, step: str) -> None:
        self.dismiss()
        self.step_chosen.emit(step)

    # -- the next session -------------------------------------------------------------------------

    def _put_next(self, body: Box) -> None:
        step, field = _booking_field(self._runner)
        zone = self._runner.desk.zone
        words = Text("", "body")
        book = Button("Book it", "secondary")
        line = row(words, None, book, gap=12)
        body.put(rule(), Text("Next session", "body", "text", 600), line)
        known = self._known()
        if known:
            words.setText(known)
            book.hide()
            return
        at = self._proposed()
        words.setText(f"{day_and_time(at, zone)}, {self._runner.head.planned_min} min")
        book.setAccessibleName(f"Book {words.text()}")
        book.clicked.connect(lambda: self._book(at, step, field, words, book))

    def _known(self) -> str:
        """The next session that was agreed on here, or is in the book already: it is not offered again."""
        runner = self._runner
        zone, now = runner.desk.zone, runner.now()
        agreed = _agreed(runner)
        if agreed is not None:
            return day_and_time(agreed, zone)
        heads = runner.desk.sessions.list(runner.client_id)
        ahead = [one.planned_at for one in heads if one.state == "booked" and one.id != runner.id]
        coming = [at for at in ahead if at is not None and at > now]
        return f"{day_and_time(min(coming), zone)}, booked" if coming else ""

    def _proposed(self) -> datetime:
        """In the next infusion's recommended time, else a week from today at the same hour."""
        ahead = self._runner.side.next_infusion
        at = self._runner.desk.infusions.propose_session(ahead.id, self._runner.now()) if ahead else None
        if at is not None:
            return at
        start = self._began.replace(minute=self._began.minute // 30 * 30, second=0, microsecond=0)
        return start + timedelta(days=7)

    def _book(self, at: datetime, step: str, field: str, words: Text, book: Button) -> None:
        runner = self._runner
        try:
            if field:
                value: JsonValue = local(at, runner.desk.zone).isoformat()
                runner.desk.sessions.put_answer(runner.id, step, field, value)
                runner.answers[step, field] = value
            else:
                runner.desk.sessions.book(
                    runner.client_id, at, runner.head.planned_min, zone=runner.desk.zone
                )
        except KetaCounselError as refusal:
            self._say(refusal.sentence)
            return
        words.setText(f"{day_and_time(at, runner.desk.zone)}, booked")
        book.hide()
        self.draft.setFocus()

    # -- the end ----------------------------------------------------------------------------------

    def _span(self) -> tuple[datetime, datetime] | None:
        zone = self._runner.desk.zone
        start, end = self.start.value(), self.end.value()
        if start is None or end is None:
            return None
        same = start == _minute(self._began) and self._runner.head.started_at is not None
        began = self._began if same else moment(self._began.date(), start, zone)
        ended = self._now if end == _minute(self._now) else moment(began.date(), end, zone)
        return began, ended

    def _show_length(self) -> None:
        span = self._span()
        took = _elapsed(*span) if span is not None else timedelta(-1)
        self._length.setText(f"{took // timedelta(minutes=1)} min" if took >= timedelta() else "")

    def _finish(self, draft: bool) -> None:
        span = self._span()
        if span is None or _elapsed(*span) < timedelta():
            self._times.set_error("A session can’t end before it begins. It has not ended yet.")
            return
        if self._why is not None and not self.reason.text().strip():
            self._why.set_error(WHY_OPEN)
            self.reason.setFocus()
            return
        try:
            self._write(*span)
        except KetaCounselError as refusal:
            self._say(refusal.sentence)
            return
        self.dismiss()
        self.ended.emit(draft)

    def _write(self, began: datetime, ended: datetime) -> None:
        runner = self._runner
        for one in runner.open_follow_ups():
            runner.desk.safety.leave_open(one.id, self.reason.text().strip())
        runner.let_go()
        saved = runner.desk.sessions.end(runner.id, ended)
        if began != self._began:
            saved = runner.desk.sessions.set_times(runner.id, began, ended)
        runner.desk.changes.announce(saved)

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()


def _booking_field(runner: Runner) -> tuple[str, str]:
    """The field of the close step that holds the next session; empty when the template has none."""
    for step in runner.visible():
        for field in step.fields:
            if field.feeds in ("integration_session", "next_session"):
                found = (step.key, field.key)
                if field.feeds == "integration_session" or not runner.head.prepares:
                    return found
    return "", ""


def _agreed(runner: Runner) -> datetime | None:
    """The soonest next session that the session's own fields say, on the practice's clocks."""
    fields = [(step.key, field) for step in runner.visible() for field in step.fields]
    said = (
        read_moment(runner.answers.get((step, field.key)), runner.desk.zone)
        for step, field in fields
        if field.feeds in ("integration_session", "next_session")
    )
    return min((at for at in said if at is not None), default=None)


def _elapsed(began: datetime, ended: datetime) -> timedelta:
    """Time that passed; the clocks of the zone may have changed in between."""
    return ended.astimezone(UTC) - began.astimezone(UTC)


def _minute(at: datetime) -> time:
    return at.time().replace(second=0, microsecond=0)
