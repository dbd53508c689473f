"""Today: integration windows, sessions, notes, measures, safety. One primary act at most."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer

from ketacounsel.core.changes import Topic
from ketacounsel.core.today import SessionRow, Today, WindowRow
from ketacounsel.ui.chrome.page import Page
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act, Go, Heading
from ketacounsel.ui.parts.booking import open_booking
from ketacounsel.ui.screen import Screen
from ketacounsel.ui.screens.today.first_day import FirstDay
from ketacounsel.ui.screens.today.open_session import OpenSessionCard
from ketacounsel.ui.screens.today.sessions_card import SessionsCard
from ketacounsel.ui.screens.today.side_cards import SideCard, due_rows, follow_up_rows, note_rows
from ketacounsel.ui.screens.today.why_not import open_why_not
from ketacounsel.ui.screens.today.windows_card import WindowsCard
from ketacounsel.ui.screens.today.words import crash_words, session_act, summary
from ketacounsel.ui.when import local
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.layout import column
from ketacounsel.ui.widgets.text import TextBlock

REFRESH_MS = 60_000


class TodayScreen(Screen):
    """Who needs me today?"""

    shows = frozenset(Topic)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._today = desk.today.today(desk.clock())
        self._page = Page()
        self._summary = TextBlock("", "body", "muted")
        self._open = OpenSessionCard(self._continue_session, self._end_session)
        self._windows = WindowsCard(self._on_window)
        self._sessions = SessionsCard(self._on_session, lambda: self.go_requested.emit(Go("clients")))
        self._first_day = FirstDay(self._on_first_day)
        self._notes = SideCard("Notes to sign", "warning", self._open_note)
        self._due = SideCard("Measures due", "neutral", self._open_due)
        self._safety = SideCard("Safety follow-ups", "danger", self._open_follow_up)
        self._lay_out()
        self._minute = QTimer(self)
        self._minute.setInterval(REFRESH_MS)
        self._minute.timeout.connect(self._on_minute)

    def _lay_out(self) -> None:
        review = Button("Review in turn", "quiet")
        review.clicked.connect(self._review)
        self._notes.add_head(None, review)
        page = self._page
        page.head.put(self._summary, 4)
        page.main.put(self._open, self._first_day, self._windows, self._sessions)
        page.side.put(self._notes, self._due, self._safety)
        self.setLayout(column(page, gap=0))

    # -- showing --------------------------------------------------------------------------------

    def arrive(self, go: Go) -> None:
        self.reread()
        self._minute.start()
        if go.act == "review":
            self._review()
            return
        QTimer.singleShot(0, self, self._focus_first)

    def reread(self) -> None:
        """Read the day again and draw it."""
        self._today = self.desk.today.today(self.desk.clock())
        self._draw(self._today)
        self.heading_changed.emit(self.heading())

    def leave(self) -> bool:
        self._minute.stop()
        return super().leave()

    def heading(self) -> Heading:
        day = local(self._today.now, self._today.zone)
        return Heading(f"{day:%A} {day.day} {day:%B}")

    def _draw(self, today: Today) -> None:
        first = today.clients == 0
        window, session = _primary(today)
        self._summary.setText("Your records are ready." if first else summary(today))
        self._first_day.setVisible(first)
        self._sessions.setVisible(not first)
        self._open.setVisible(today.crashed_at is not None and today.running is not None)
        if today.crashed_at is not None and today.running is not None:
            self._open.say(crash_words(today.running, today.crashed_at, today.zone))
        self._windows.show_rows(today, window)
        self._sessions.show_rows(today, session)
        self._notes.put(note_rows(today))
        self._due.put(due_rows(today))
        self._safety.put(follow_up_rows(today))

    def _on_minute(self) -> None:
        if self.isVisible() and not self._has_focus_inside():
            self.reread()

    def _has_focus_inside(self) -> bool:
        focus = self.focusWidget()
        return focus is not None and focus.hasFocus()

    def _focus_first(self) -> None:
        buttons = [line.button for line in self._windows.lines] + [
            line.button for line in self._sessions.lines
        ]
        buttons = buttons or [button for button in self._first_day.buttons if button.isVisible()]
        target = next((button for button in buttons if button.kind == "primary"), next(iter(buttons), None))
        (target or self).setFocus(Qt.FocusReason.OtherFocusReason)

    # -- acting ---------------------------------------------------------------------------------

    def acts(self) -> tuple[Act, ...]:
        return (Act("Review notes in turn", self._review, "Ctrl+Shift+N"),)

    def main_act(self) -> None:
        buttons = [line.button for line in self._windows.lines] + [
            line.button for line in self._sessions.lines
        ]
        primary = next((button for button in buttons if button.kind == "primary"), None)
        if primary is not None:
            primary.click()

    def _on_window(self, row: WindowRow, act: str) -> None:
        if act == "Start session":
            thing = row.booked_id or ""
            self.go_requested.emit(Go("session", client_id=row.client_id, thing=thing, act="start"))
        elif act == "Book or start":
            at = self.desk.infusions.propose_session(row.infusion_id, self.desk.clock())
            sheet = open_booking(self.desk, row.client_id, self, at=at)
            start = Button("Start now", "soft")
            start.clicked.connect(sheet.dismiss)
            start.clicked.connect(
                lambda: self.go_requested.emit(Go("session", client_id=row.client_id, act="start"))
            )
            sheet.foot.insertWidget(0, start)
        elif act == "Note why":
            open_why_not(self.desk, row, self)
        else:
            self.go_requested.emit(Go("client", client_id=row.client_id))

    def _on_session(self, row: SessionRow, act: str) -> None:
        head = row.head
        if act == "Continue":
            self.go_requested.emit(Go("session", client_id=head.client_id, thing=head.id))
        elif act == "Start session":
            self.go_requested.emit(Go("session", client_id=head.client_id, thing=head.id, act="start"))
        elif head.state == "held":
            thing = head.note_id or self.desk.notes.draft_from(head.id)
            self.go_requested.emit(Go("note", client_id=head.client_id, thing=thing))
        else:
            self.go_requested.emit(Go("client", client_id=head.client_id))

    def _continue_session(self) -> None:
        running = self._today.running
        if running is not None:
            self.go_requested.emit(Go("session", client_id=running.head.client_id, thing=running.head.id))

    def _end_session(self) -> None:
        running = self._today.running
        if running is None:
            return
        head = running.head
        self.desk.changes.announce(self.desk.sessions.end(head.id, self._today.crashed_at), by=self)
        note = self.desk.notes.draft_from(head.id)
        self.go_requested.emit(Go("note", client_id=head.client_id, thing=note))

    def _review(self) -> None:
        if self._today.notes:
            self.go_requested.emit(Go("note", act="review"))

    def _open_note(self, note_id: str) -> None:
        note = next(note for note in self._today.notes if note.id == note_id)
        self.go_requested.emit(Go("note", client_id=note.client_id, thing=note_id))

    def _open_due(self, client_id: str) -> None:
        self.go_requested.emit(Go("client", client_id=client_id, tab="measures"))

    def _open_follow_up(self, follow_up_id: str) -> None:
        found = next(one for one in self._today.follow_ups if one.id == follow_up_id)
        self.go_requested.emit(Go("client", client_id=found.client_id, tab="plan", thing=follow_up_id))

    def _on_first_day(self, wish: str) -> None:
        if wish == "practice":
            self.go_requested.emit(Go("settings", tab="about"))
        else:
            self.go_requested.emit(Go("clients", act="add" if wish == "add" else ""))


def _primary(today: Today) -> tuple[WindowRow | None, SessionRow | None]:
    """The one next thing: a window's session to start now, else a session to start now."""
    window = next((row for row in today.windows if row.start_now), None)
    if window is not None:
        return window, None
    startable = (row for row in today.sessions if session_act(row, today.now) == "Start session")
    return None, next(startable, None)
