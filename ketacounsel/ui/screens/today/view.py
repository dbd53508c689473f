"""Today: integration windows, sessions, notes, measures, safety. One primary act at most."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from ketacounsel.core.changes import Topic
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.ids import ClientId
from ketacounsel.core.today import SessionRow, Today, WindowRow
from ketacounsel.ui.chrome.page import Page
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act, Go, Heading
from ketacounsel.ui.parts.add_infusion import open_add_infusion
from ketacounsel.ui.parts.beside_list import WordsCard
from ketacounsel.ui.parts.booking import open_booking
from ketacounsel.ui.parts.choose_client import open_choose_client
from ketacounsel.ui.screen import Screen
from ketacounsel.ui.screens.today.first_day import JustLookingCard, ThingsCard, WillAppearCard, things
from ketacounsel.ui.screens.today.open_session import OpenSessionCard
from ketacounsel.ui.screens.today.overdue_line import OverdueLine
from ketacounsel.ui.screens.today.restored_card import RestoredCard
from ketacounsel.ui.screens.today.sessions_card import SessionsCard
from ketacounsel.ui.screens.today.side_cards import (
    ReminderLine,
    SideCard,
    due_rows,
    follow_up_rows,
    note_rows,
)
from ketacounsel.ui.screens.today.why_not import open_why_not
from ketacounsel.ui.screens.today.windows_card import WindowsCard
from ketacounsel.ui.screens.today.words import crash_words, greeting, session_act, summary
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.when import local
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.layout import column
from ketacounsel.ui.widgets.rows import RowView
from ketacounsel.ui.widgets.text import TextBlock

REFRESH_MS = 60_000
FOLD_ROWS = 800


class TodayScreen(Screen):
    """Who needs me today?"""

    shows = frozenset(Topic)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._today = Today(now=desk.clock(), zone=desk.zone)
        self._page = Page()
        self._summary = TextBlock("", "body", "muted")
        self._open = OpenSessionCard(self._continue_session, self._end_session)
        self._windows = WindowsCard(self._on_window)
        self._sessions = SessionsCard(self._on_session, self._unscheduled)
        self._things = ThingsCard(self._on_thing)
        self._will_come = WillAppearCard()
        self._looking = JustLookingCard(lambda: self.go_requested.emit(Go("practice")))
        self._notes = SideCard("Notes to sign", "warning", self._open_note)
        self._due = SideCard("Measures due", "neutral", self._open_due)
        self._safety = SideCard("Safety follow-ups", "danger", self._open_follow_up)
        self._reminder = ReminderLine(
            "key-round",
            "The recovery key was not checked yet.",
            ("Check it", "Check the recovery key"),
            lambda: self._on_thing("recovery"),
        )
        self._restored = RestoredCard(desk.safekeeping.backups if desk.safekeeping else None)
        self._overdue = OverdueLine(desk)
        self._lay_out()
        self._fold()
        hub().changed.connect(self._fold)
        self._minute = QTimer(self)
        self._minute.setInterval(REFRESH_MS)
        self._minute.timeout.connect(self._on_minute)

    def _lay_out(self) -> None:
        review = Button("Review in turn", "link")
        review.clicked.connect(self._review)
        self._notes.add_head(None, review)
        page = self._page
        page.head.put(self._summary, 4)
        if self.desk.rescuer is not None:
            page.main.put(WordsCard(self.desk.rescuer, self.desk.zone))
        page.main.put(self._restored, self._open, self._things, self._windows, self._sessions, self._overdue)
        page.side.put(self._will_come, self._looking, self._notes, self._due, self._safety, self._reminder)
        self.setLayout(column(page, gap=0))
        self._restored.opened.connect(lambda client: self.go_requested.emit(Go("client", client_id=client)))
        self._restored.going_back.connect(
            lambda aside: self.go_requested.emit(Go("restore", thing=aside, act="undo"))
        )
        self._restored.confirmed.connect(self._on_confirmed)
        self._overdue.places_requested.connect(lambda: self.go_requested.emit(Go("settings", tab="security")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Rows fold where name, bar, words and act have no room beside each other."""
        tight = self.width() < theme().px(FOLD_ROWS)
        self._windows.set_tight(tight)
        self._sessions.set_tight(tight)

    # -- showing --------------------------------------------------------------------------------

    def arrive(self, go: Go) -> None:
        self.reread()
        self._minute.start()
        self._overdue.look_later()
        if go.act == "review":
            self._review()
            return
        QTimer.singleShot(0, self, self._focus_first)

    def reread(self) -> None:
        """Read the day again and draw it."""
        self._today = self.desk.today.today(self.desk.clock())
        focused = self._focused_key()
        self._draw(self._today)
        self._focus_key(focused)
        self.heading_changed.emit(self.heading())

    @property
    def sentence(self) -> str:
        """What sums up the day, under the date."""
        return self._summary.text()

    def leave(self) -> bool:
        self._minute.stop()
        self._overdue.rest()
        return super().leave()

    def heading(self) -> Heading:
        day = local(self._today.now, self._today.zone)
        return Heading(f"{day:%A} {day.day} {day:%B}")

    def _draw(self, today: Today) -> None:
        new = today.clients == 0
        window, session = _primary(today)
        self._summary.setText(self._greeting(today) if new else summary(today))
        self._draw_first_day(today, new=new)
        self._restored.reread(today)
        self._open.setVisible(today.crashed_at is not None and today.running is not None)
        if today.crashed_at is not None and today.running is not None:
            self._open.say(crash_words(today.running, today.crashed_at, today.zone))
        self._windows.show_rows(today, window)
        self._sessions.show_rows(today, session)
        self._notes.put(note_rows(today))
        self._due.put(due_rows(today))
        self._safety.put(follow_up_rows(today))

    def _draw_first_day(self, today: Today, *, new: bool) -> None:
        """The three things stay until there is a client and an infusion; the rest comes with them."""
        begun = today.any_infusion and not new
        self._things.setVisible(not begun)
        self._will_come.setVisible(not begun)
        self._looking.setVisible(new and not self.desk.invented)
        self._sessions.setVisible(not new)
        self._reminder.setVisible(begun and "recovery_key" in today.reminders)
        if not begun:
            self._things.show_things(things(today))

    def _greeting(self, today: Today) -> str:
        return greeting(self.desk.practice.counselor().name, today.now, today.zone)

    def _on_minute(self) -> None:
        """The line of now moves. Under an open sheet nothing moves."""
        focus = QApplication.focusWidget()
        if self.isVisible() and (focus is None or focus is self or self.isAncestorOf(focus)):
            self.reread()

    def _act_buttons(self) -> dict[str, Button]:
        """The buttons of the page's rows, by row, in reading order."""
        found: dict[str, Button] = {}
        if not self._open.isHidden():
            found["open"] = self._open.go_on
        if not self._things.isHidden():
            found |= {f"thing {button.text()}": button for button in self._things.buttons}
        found |= {f"window {line.key}": line.button for line in self._windows.lines}
        if not self._sessions.isHidden():
            found |= {f"session {line.key}": line.button for line in self._sessions.lines}
        return found

    def _focused_key(self) -> str:
        return next((key for key, button in self._act_buttons().items() if button.hasFocus()), "")

    def _focus_key(self, key: str) -> None:
        """The row that had the keyboard has it again after it was drawn anew."""
        if not key:
            return
        button = self._act_buttons().get(key)
        if button is None:
            self._focus_first()
        else:
            _give_keyboard(button)

    def _focus_first(self) -> None:
        """The first row's act."""
        _give_keyboard(next(iter(self._act_buttons().values()), self._sessions.other))

    # -- acting ---------------------------------------------------------------------------------

    def acts(self) -> tuple[Act, ...]:
        return (
            Act("Review notes in turn", self._review, "Ctrl+Shift+N"),
            Act("Unscheduled session", self._unscheduled),
        )

    def regions(self) -> tuple[QWidget, ...]:
        """Main and side, by the first card that is shown in each."""
        main = (self._restored, self._open, self._things, self._windows, self._sessions)
        side = (self._notes, self._due, self._safety, self._reminder, self._overdue)
        shown = ([card for card in cards if not card.isHidden()][:1] for cards in (main, side))
        return tuple(card for cards in shown for card in cards)

    def main_act(self) -> None:
        primary = next((one for one in self._act_buttons().values() if one.kind == "primary"), None)
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

    def open_again(self, kind: str, *ids: str) -> None:
        for row in self._today.windows:
            if kind == "why not" and row.infusion_id in ids:
                open_why_not(self.desk, row, self)

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

    def _on_confirmed(self) -> None:
        """Backups go on at once, and the keyboard goes to the day."""
        self._focus_first()
        if self.desk.keeper is not None:
            self.desk.keeper.look()

    def _continue_session(self) -> None:
        running = self._today.running
        if running is not None:
            self.go_requested.emit(Go("session", client_id=running.head.client_id, thing=running.head.id))

    def _end_session(self) -> None:
        running = self._today.running
        if running is None:
            return
        head = running.head
        try:
            ended = self.desk.sessions.end(head.id, self._today.crashed_at)
            note = self.desk.notes.draft_from(head.id)
        except KetaCounselError as refusal:
            self._open.refuse(refusal.sentence)
            return
        self.desk.changes.announce(ended, by=self)
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

    def _unscheduled(self) -> None:
        """Somebody is here without a booking: who?"""
        near = {row.client_id: row.client_name for row in self._today.windows}
        near |= {row.head.client_id: row.client_name for row in self._today.sessions}
        rows = [RowView(client_id, name) for client_id, name in near.items()]
        open_choose_client(self.desk, "Session with", self, self._start, rows)

    def _start(self, client_id: ClientId) -> None:
        self.go_requested.emit(Go("session", client_id=client_id, act="start"))

    def _on_thing(self, key: str) -> None:
        """One of the first day's three things."""
        if key == "recovery":
            self.go_requested.emit(Go("settings", tab="security"))
        elif key == "add" or not self._today.clients:
            self.go_requested.emit(Go("clients", act="add"))
        else:
            self._choose_for_infusion()

    def _choose_for_infusion(self) -> None:
        known = self.desk.clients.rows("active", self._today.now)
        if len(known) == 1:
            open_add_infusion(self.desk, known[0].client_id, self)
            return
        rows = [RowView(row.client_id, row.name, row.file_no) for row in known]
        add = partial(open_add_infusion, self.desk, over=self)
        open_choose_client(self.desk, "Infusion of", self, add, rows)


def _give_keyboard(button: Button) -> None:
    """A layout shows its new rows later, and only what is shown takes the keyboard."""
    line = button.parentWidget()
    if line is not None:
        line.show()
    button.setFocus(Qt.FocusReason.OtherFocusReason)


def _primary(today: Today) -> tuple[WindowRow | None, SessionRow | None]:
    """The one next thing: a window's session to start now, else a session to start now.

    While a session runs no other can be started.
    """
    if today.running is not None:
        return None, None
    window = next((row for row in today.windows if row.start_now), None)
    if window is not None:
        return window, None
    startable = (row for row in today.sessions if session_act(row, today.now) == "Start session")
    return None, next(startable, None)
