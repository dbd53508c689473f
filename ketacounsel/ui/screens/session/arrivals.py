"""Coming to the runner: to a session, or to a word about one that runs, is over or is only booked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ketacounsel.core.errors import AnotherRunning, KetaCounselError
from ketacounsel.core.ids import ClientId, SessionId
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.session import starting
from ketacounsel.ui.when import day_and_time

if TYPE_CHECKING:
    from ketacounsel.ui.screens.session.view import SessionScreen


class Arrivals(QObject):
    """Finds the session that is meant; says what is in the way in place, not in a window of its own."""

    def __init__(self, screen: SessionScreen) -> None:
        super().__init__(screen)
        self._screen, self._desk = screen, screen.desk

    def find(self, go: Go) -> starting.Found | None:
        """The session to show, or None when something was said instead."""
        try:
            found = starting.find(self._desk, go)
        except AnotherRunning as other:
            self.ask_about(other, go)
            return None
        except KetaCounselError as refusal:
            self._say_refused(refusal, go)
            return None
        if found.state == "held":
            self._say_over(found.session_id, ClientId(go.client_id))
        elif found.state == "booked":
            self._say_booked(found.session_id)
        elif found.state == "none":
            self._say_none(ClientId(go.client_id))
        return found if found.state == "running" else None

    def ask_about(self, other: AnotherRunning, go: Go) -> None:
        """One session runs at a time; the counselor says which."""
        desk = self._desk
        running, wanted = (desk.clients.get(ClientId(one)) for one in (other.client_id, go.client_id))
        minutes = desk.sessions.clock(SessionId(other.session_id)).elapsed_s // 60
        theirs, mine = running.name.split(" ")[0], wanted.name.split(" ")[0]
        there = Go("session", client_id=other.client_id, thing=other.session_id)

        def pause_and_start() -> None:
            desk.changes.announce(desk.sessions.pause(SessionId(other.session_id)), by=self._screen)
            self._screen.arrive(go)

        self._screen.say(
            f"{theirs}’s session is running ({minutes} min)",
            f"One session runs at a time. Pause it and start {mine}’s? Its clock rests until you go on.",
            (f"Pause it and start {mine}’s", pause_and_start),
            (f"Go to {theirs}’s session", lambda: self._screen.arrive(there)),
            ("Back", lambda: self._leave(Go("client", client_id=go.client_id))),
        )

    def _say_booked(self, session_id: SessionId) -> None:
        """Opened from a list or the timeline: a look must not start it."""
        head = self._desk.sessions.open(session_id).head
        start = Go("session", client_id=head.client_id, thing=session_id, act="start")
        at = day_and_time(head.at, self._desk.zone) if head.at else "no day yet"
        self._screen.say(
            f"Booked for {at}",
            f"{head.planned_min} min, {head.place_words[:1].lower()}{head.place_words[1:]}.",
            ("Start session", lambda: self._screen.arrive(start)),
            ("Back", lambda: self._leave(Go("client", client_id=head.client_id, tab="sessions"))),
        )

    def _say_none(self, client_id: ClientId) -> None:
        """An old way back to a session that has ended meanwhile."""
        start = Go("session", client_id=client_id, act="start")
        self._screen.say(
            "No session is running",
            "The one that was open here has ended. Its words are in the client’s record.",
            ("Back", lambda: self._leave(Go("client", client_id=client_id, tab="sessions"))),
            ("Start session", lambda: self._screen.arrive(start)),
        )

    def _say_over(self, session_id: SessionId, client_id: ClientId) -> None:
        again = Go("session", client_id=client_id, thing=session_id, act="reopen")
        self._screen.say(
            "This session has ended",
            "Its note is drafted from what was entered. On the same day you can still go back to it.",
            ("Open the note", lambda: self._screen.acting.draft(session_id, client_id)),
            ("Back to the session", lambda: self._screen.arrive(again)),
            ("Back", lambda: self._leave(Go("client", client_id=client_id, tab="sessions"))),
        )

    def _say_refused(self, refusal: KetaCounselError, go: Go) -> None:
        back = Go("client", client_id=go.client_id) if go.client_id else Go("today")
        words = " ".join(part for part in (refusal.safe, refusal.todo) if part)
        self._screen.say(refusal.what, words, ("Back", lambda: self._leave(back)))

    def _leave(self, go: Go) -> None:
        self._screen.go_requested.emit(go)
