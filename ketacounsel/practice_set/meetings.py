"""The sessions of an invented person: booked, held, drafted, signed, as a counselor would."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from ketacounsel.core.errors import Unsettled
from ketacounsel.core.ids import ClientId, FollowUpId, NoteId, SessionId, SittingId

if TYPE_CHECKING:
    from ketacounsel.core.sessions import OpenSession
    from ketacounsel.practice_set.people_files import FollowUpFile, PersonFile, SessionFile
    from ketacounsel.practice_set.stage import Stage

BECAUSE: Final = {"phq9": "phq9:item9", "asq": "asq:suicide_screen"}
WORDS: Final = {
    "phq9": "PHQ-9 item 9 was above 0",
    "asq": "the ASQ screen was positive",
}
GAP_REASON: Final = "Entered later from paper; what is missing was not asked."
MINUTE: Final = timedelta(minutes=1)


class Meetings:
    """All sessions of one person."""

    def __init__(self, stage: Stage, person: PersonFile) -> None:
        self._stage, self._office, self._person = stage, stage.office, person
        self._follow_ups: dict[datetime, FollowUpId] = {}
        self._reviewed = False

    def during(self, at: datetime) -> SessionFile | None:
        """The session held at that time."""
        held = (one for one in self._person.sessions if one.at <= at <= one.at + one.minutes * MINUTE)
        return next(held, None)

    def hold(self, client_id: ClientId, told: SessionFile) -> None:
        """One session from its start to its note."""
        stage, sessions = self._stage, self._office.sessions
        stage.at(told.at + MINUTE)
        opened = sessions.start(client_id, self._booked(client_id, told), told.template)
        session_id = opened.head.id
        sitting_ids = self._sit(client_id, told, session_id)
        answers = stage.pen.fill(opened.template, told.answers)
        for step, field, sitting_id in self._measured(opened, sitting_ids):
            answers[step, field] = {"sitting": sitting_id}
        follows = self._next_after(told.at)
        if follows is not None:
            answers["close", self._next_field(told, follows)] = stage.calendar.local(follows)
        sessions.put_answers(session_id, answers)
        if told.jotting:
            sessions.save_jotting(session_id, told.jotting)
        self._walk(opened, told)
        for follow_up in self._person.follow_ups:
            if told.at <= follow_up.at <= told.at + told.minutes * MINUTE:
                self.follow_up(client_id, follow_up, session_id)
        stage.at(told.at + (told.minutes + 1) * MINUTE)
        self._review(session_id)
        sessions.end(session_id)
        stage.intend(client_id, session_id, told)
        self._write_up(session_id, told)

    def book_all(self, client_id: ClientId) -> None:
        """What is planned and was not booked at the close of a session."""
        for booking in self._person.bookings:
            at = self._stage.calendar.moment(booking.at)
            if not any(one.planned_at == at for one in self._office.sessions.list(client_id)):
                self._office.sessions.book(client_id, at, booking.minutes, zone=self._stage.calendar.zone)

    def follow_up(self, client_id: ClientId, told: FollowUpFile, session_id: SessionId) -> None:
        """A safety conversation, with its record."""
        safety = self._office.safety
        self._stage.at(told.at)
        sitting_id = self._stage.last_sitting(client_id, told.because)
        follow_up_id = safety.open(
            client_id, BECAUSE[told.because], WORDS[told.because], session_id or None, sitting_id
        )
        check_in = self._stage.calendar.moment(told.check_in) if told.check_in else None
        safety.patch(
            follow_up_id,
            {
                "asked": told.asked,
                "decisions": list(told.decisions),
                "words": told.words,
                "check_in_at": check_in,
            },
        )
        safety.record(follow_up_id)
        self._follow_ups[told.at] = follow_up_id

    def close_follow_up(self, told: FollowUpFile) -> None:
        """It is done."""
        self._office.safety.close(self._follow_ups[told.at], told.closing_words)

    def _booked(self, client_id: ClientId, told: SessionFile) -> SessionId:
        """The booking of this session, made now when no earlier session made it."""
        at, sessions = self._stage.calendar.moment(told.at), self._office.sessions
        for head in sessions.list(client_id):
            if head.state == "booked" and head.planned_at == at:
                sessions.rebook(head.id, at)
                return head.id
        zone = self._stage.calendar.zone
        return sessions.book(client_id, at, told.minutes, told.kind, told.template, zone)

    def _sit(self, client_id: ClientId, told: SessionFile, session_id: SessionId) -> dict[str, SittingId]:
        """The measures taken in the session, by their ids."""
        taken: dict[str, SittingId] = {}
        for scores in self._person.scores:
            if self.during(scores.at) is told:
                taken |= self._stage.sit(client_id, scores, session_id)
        if told.template == "integration_early":
            taken["asq"] = self._stage.sit_asq(client_id, session_id, int(told.asq == "yes"))
        return taken

    def _measured(self, opened: OpenSession, taken: dict[str, SittingId]) -> list[tuple[str, str, SittingId]]:
        return [
            (step.key, field.key, taken[field.measure])
            for step in opened.template.steps
            for field in step.fields
            if field.measure in taken
        ]

    def _next_after(self, at: datetime) -> datetime | None:
        coming = [one.at for one in self._person.sessions] + [one.at for one in self._person.bookings]
        return min((one for one in coming if one > at), default=None)

    def _next_field(self, told: SessionFile, follows: datetime) -> str:
        """A preparation books the session after the infusion in a field of its own."""
        crossed = any(told.at < one.at < follows for one in self._person.infusions)
        return "first_integration" if told.template == "prep_2" and crossed else "next_session"

    def _walk(self, opened: OpenSession, told: SessionFile) -> None:
        """Through the steps, as long in each as it is planned for."""
        steps = opened.template.steps
        share = told.minutes * MINUTE / max(1, sum(step.planned_min for step in steps))
        at = told.at + MINUTE
        for step in steps[1:]:
            at += share * step.planned_min
            self._stage.at(at)
            self._office.sessions.go_to(opened.head.id, step.key)

    def _review(self, session_id: SessionId) -> None:
        """What was agreed last time was done, the first time and mostly; what was seen is alive."""
        opened, kept = self._office.sessions.open(session_id), {}
        for (step, field), value in opened.answers.items():
            if field in ("review", "insight_status") and isinstance(value, list):
                ways = ("kept", "kept", "partly") if self._reviewed else ("kept",)
                status = self._stage.chance.choice(ways) if field == "review" else "alive"
                kept[step, field] = [{**row, "status": status} for row in value if isinstance(row, dict)]
        if kept:
            self._reviewed = True
            self._office.sessions.put_answers(session_id, kept)

    def _write_up(self, session_id: SessionId, told: SessionFile) -> None:
        """The note: drafted at once, settled and signed later, as the file says."""
        stage, notes = self._stage, self._office.notes
        note_id = notes.draft_from(session_id)
        if told.note == "draft":
            return
        signed = stage.calendar.same_day(told.at, told.signed) if told.signed else None
        stage.clock.at = (
            signed or stage.calendar.moment(told.at + (told.minutes + 40) * MINUTE)
        ) - 4 * MINUTE
        notes.edit_paragraph(note_id, "assessment", told.assessment or stage.assessment(told.template))
        notes.settle(note_id, "risk")
        self._settle_rest(note_id)
        stage.clock.at += 4 * MINUTE
        try:
            notes.sign(note_id)
        except Unsettled:
            notes.sign(note_id, reason_incomplete=GAP_REASON)
        if told.addendum:
            stage.clock.at += timedelta(hours=16)
            addendum = notes.begin_addendum(note_id)
            notes.save_addendum(addendum, told.addendum)
            notes.sign_addendum(addendum)

    def _settle_rest(self, note_id: NoteId) -> None:
        for paragraph in self._office.notes.open(note_id).draft.unsettled:
            self._office.notes.settle(note_id, paragraph.id)
