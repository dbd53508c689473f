"""The main window: rail, top bar, the screen that is open, and the modes that take all of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QByteArray, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from ketacounsel.core.changes import Topic
from ketacounsel.core.errors import KetaCounselError, NotKept, NotOnDisk
from ketacounsel.ui import screens
from ketacounsel.ui.chrome.cover import Cover
from ketacounsel.ui.chrome.frame import Frame
from ketacounsel.ui.chrome.mark import window_icon
from ketacounsel.ui.chrome.strips import PracticeStrip
from ketacounsel.ui.chrome.undo_bar import UndoBar
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.errors import outcome
from ketacounsel.ui.going import Act, Go
from ketacounsel.ui.screen import Screen
from ketacounsel.ui.shell_keys import bind_keys, press, window_acts
from ketacounsel.ui.widgets.focus import install_focus_ring
from ketacounsel.ui.widgets.layout import column, holder
from ketacounsel.ui.widgets.overlay import Overlay, Question

RAIL = ("today", "clients")
TITLE = "KetaCounsel"
MINUTE_MS = 60_000
TELLS_OF_SESSIONS = frozenset({Topic.SESSIONS, Topic.CLIENTS})
UNSAVED = (
    "The disk does not take the last words. They are in this window only, and closing it loses them. "
    "Keep it open: the disk is tried again every few seconds."
)


class Shell(QMainWindow):
    """Opens screens on request, keeps what is typed on its way to the disk, and hides all of it on F9.

    Signals:
        lock_requested: close the records now; the reason in a word: you, idle (str).
        closing: the window is about to close; everything typed was written.
        practice_set_requested: open the invented records beside these, in a window of their own.
    """

    lock_requested = Signal(str)
    closing = Signal()
    practice_set_requested = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._made: dict[str, Screen] = {}
        self._here: Screen | None = None
        self._went: list[Go] = []
        self._before_cover: QWidget | None = None
        self._take_back: Callable[[], object] | None = None
        self._abandon = False
        self.setWindowTitle(TITLE)
        self.setWindowIcon(window_icon())
        self.setMinimumSize(720, 450)
        self.resize(1440, 900)
        self._whole, self._frame = QStackedWidget(), Frame(RAIL)
        self._whole.addWidget(self._frame)
        strip = (PracticeStrip(),) if desk.invented else ()
        self.setCentralWidget(holder(column(*strip, self._whole, gap=0), "shell"))
        self._undo = UndoBar(self._whole)
        self._cover = Cover(self)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._connect()
        bind_keys(self)

    def _connect(self) -> None:
        frame, desk = self._frame, self.desk
        frame.place_chosen.connect(lambda name: self.go(Go(name)))
        frame.go_chosen.connect(self.go)
        frame.lock_requested.connect(lambda: self.lock_requested.emit("you"))
        frame.search_requested.connect(self.open_palette)
        frame.client_view_requested.connect(self.toggle_client_view)
        frame.return_requested.connect(self._return_to_session)
        frame.retry_requested.connect(desk.autosave.flush)
        self._cover.leave_requested.connect(self.toggle_client_view)
        self._undo.undo_requested.connect(self._on_undo)
        self._minute.timeout.connect(self._on_minute)
        desk.changes.announced.connect(self._on_announced)
        desk.changes.written.connect(self._show_saved)
        desk.autosave.saved.connect(lambda saved: desk.changes.announce(saved, by=self._here))
        desk.autosave.refused.connect(self._show_refused)
        desk.autosave.turned_away.connect(self._show_turned_away)

    # -- going places ---------------------------------------------------------------------------

    @property
    def here(self) -> Screen | None:
        """The screen that is open."""
        return self._here

    @property
    def covered(self) -> bool:
        """Whether the quiet cover hides everything."""
        return self._cover.isVisible()

    @property
    def busy(self) -> bool:
        """True while a sheet is open, the window is covered or lent: places can't be changed then."""
        lent = self._here is not None and self._here.keeps_window
        return (
            lent or self._cover.isVisible() or any(sheet.isVisible() for sheet in self.findChildren(Overlay))
        )

    def go(self, go: Go) -> None:
        """Leave the screen that is open and show what was asked for."""
        if go.screen == "practice":
            self.practice_set_requested.emit()
            return
        if self._here is not None:
            self._here.leave()
        screen = self._screen(go.screen)
        self._went = [*self._went[-49:], replace(go, act="")]  # going back does nothing twice
        self._here = screen
        if screen.whole_window:
            self._whole.setCurrentWidget(screen)
        else:
            self._whole.setCurrentWidget(self._frame)
            self._frame.show_screen(screen, _rail_name(go.screen))
        screen.arrive(go)
        if screen.keeps_window:
            self._undo.hide()
        self._show_heading()
        self._show_running()

    def back(self) -> None:
        """To where the counselor was before this."""
        if len(self._went) > 1:
            self._went.pop()
            self.go(self._went.pop())

    def acts(self) -> tuple[Act, ...]:
        """What can be done from here: the screen's own acts, then the places and the window's."""
        own = self._here.acts() if self._here is not None else ()
        return (*own, *window_acts(self))

    def _screen(self, name: str) -> Screen:
        if name not in self._made:
            screen = screens.make(name, self.desk)
            screen.go_requested.connect(self.go)
            screen.heading_changed.connect(lambda _: self._show_heading())
            screen.undo_offered.connect(self.offer_undo)
            screen.client_view_requested.connect(self.toggle_client_view)
            if screen.whole_window:
                self._whole.addWidget(screen)
            else:
                self._frame.add_screen(screen)
            self._made[name] = screen
        return self._made[name]

    def _return_to_session(self) -> None:
        running = self.desk.sessions.running()
        if running is not None:
            self.go(Go("session", client_id=running.client_id, thing=running.id))

    # -- what lies over everything --------------------------------------------------------------

    def open_palette(self) -> None:
        """Ctrl K."""
        from ketacounsel.ui.palette import Palette

        palette = Palette(self.desk, self.acts(), recent=tuple(reversed(self._went[:-1])))
        palette.go_requested.connect(self.go)
        palette.open_over(self)

    def open_keys(self) -> None:
        """F1."""
        from ketacounsel.ui.keys_sheet import KeysSheet

        own = self._here.acts() if self._here is not None else ()
        KeysSheet(own).open_over(self)

    def toggle_client_view(self) -> None:
        """F9: the session's own shared screen where there is one, a quiet cover elsewhere."""
        if self._cover.isVisible():
            self._cover.hide()
            if self._before_cover is not None:
                self._before_cover.setFocus()
        elif self._here is None or not self._here.client_view():
            self.cover()

    def cover(self) -> None:
        """Hide everything at once, whatever is open."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self._before_cover = QApplication.focusWidget()
        self._cover.cover(self._time())

    def offer_undo(self, sentence: str, take_back: Callable[[], object]) -> None:
        """Something was removed and can come back."""
        self._take_back = take_back
        self._undo.say(sentence)

    def undo(self) -> None:
        """Ctrl Z: what the bar says can come back, else the last step on this screen."""
        if self._undo.isVisible():
            self._undo.hide()
            self._on_undo()
        elif self._here is not None:
            self._here.undo()

    def redo(self) -> None:
        """Ctrl Shift Z."""
        if self._here is not None:
            self._here.redo()

    def _on_undo(self) -> None:
        take_back, self._take_back = self._take_back, None
        if take_back is not None:
            take_back()

    # -- what the bars say ----------------------------------------------------------------------

    def _on_announced(self, topics: frozenset[Topic], by: QObject | None) -> None:
        for screen in tuple(self._made.values()):
            screen.heard(topics, by)
        if topics & TELLS_OF_SESSIONS:
            self._show_running()

    def _on_minute(self) -> None:
        self._show_running()
        self._cover.set_clock(self._time())

    def _time(self, at: datetime | None = None) -> str:
        return f"{(at or self.desk.clock()).astimezone(ZoneInfo(self.desk.zone)):%H:%M}"

    def _show_heading(self) -> None:
        if self._here is not None and not self._here.whole_window:
            self._frame.show_heading(self._here.heading())

    def _show_saved(self, at: datetime) -> None:
        self._frame.show_saved(self._time(at))
        if self._here is not None:
            self._here.show_saved(self._time(at))

    def _show_refused(self, refusal: KetaCounselError) -> None:
        self._frame.show_not_on_disk(refusal.sentence)
        if self._here is not None:
            self._here.show_not_on_disk(refusal)

    def _show_turned_away(self, _key: object, problem: Exception) -> None:
        """These words can't be written, and trying again would not help: say so while they can be seen."""
        if not isinstance(problem, KetaCounselError):
            sys.excepthook(type(problem), problem, problem.__traceback__)
        words = NotKept(problem.what if isinstance(problem, KetaCounselError) else "")
        self._frame.show_problem(words.sentence)
        if self._here is not None:
            self._here.show_problem(words)

    def show_problem(self, words: str) -> None:
        """An error that belongs to no single thing, in the bar under the top bar."""
        self._frame.show_problem(words)

    def _show_running(self) -> None:
        hidden = self._here is not None and self._here.whole_window
        running = None if hidden else self.desk.sessions.running()
        if running is None:
            self._frame.show_running("", 0)
            return
        initials = "".join(f"{letter}. " for letter in self.desk.clients.get(running.client_id).initials)
        clock = self.desk.sessions.clock(running.id)
        self._frame.show_running(initials.strip(), clock.elapsed_s // 60, paused=not clock.running)

    # -- leaving and coming back ----------------------------------------------------------------

    def place(self) -> Mapping[str, object]:
        """Where the counselor is, to be kept for after a lock."""
        if self._here is None or not self._went:
            return {}
        last = self._went[-1]
        go = {"screen": last.screen, "client_id": last.client_id, "tab": last.tab, "thing": last.thing}
        window = bytes(self.saveGeometry().toBase64().data()).decode()
        return {"go": go, "within": dict(self._here.place()), "window": window}

    def return_to(self, place: Mapping[str, object]) -> None:
        """Open the screen of that place and put caret and scroll back."""
        window = place.get("window")
        if isinstance(window, str):
            self.restoreGeometry(QByteArray.fromBase64(window.encode()))
        go = place.get("go")
        target = Go(**{str(k): str(v) for k, v in go.items()}) if isinstance(go, Mapping) else Go("today")
        try:
            self.go(target)
        except (KeyError, KetaCounselError):
            self._here = None
            self.go(Go("today"))
            return
        within = place.get("within")
        if isinstance(within, Mapping) and self._here is not None:
            here = self._here
            QTimer.singleShot(0, self, lambda: here.return_to(within))

    def put_away(self) -> bool:
        """Write what waits and keep the place. Never asks. False when the disk refused."""
        here = self._here
        left = outcome(here.leave) if here is not None else True
        written = self.desk.autosave.flush() and left is not False
        kept = outcome(lambda: self.desk.practice.save_place(self.place())) if written else None
        for problem in (left, kept):
            if isinstance(problem, NotOnDisk):
                self._show_refused(problem)
                return False
            if isinstance(problem, Exception):  # a fault here must not keep the records open
                sys.excepthook(type(problem), problem, problem.__traceback__)
        return written

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._abandon and not self.put_away():
            event.ignore()
            self._ask_to_abandon()
            return
        self._minute.stop()
        self.closing.emit()
        event.accept()

    def _ask_to_abandon(self) -> None:
        lent = self._here is not None and self._here.keeps_window
        if lent or self.findChildren(Question, "abandon"):
            return
        title, act = "The last words are not on disk", "Close and lose them"
        sentence = UNSAVED if self.desk.autosave.waiting else NotKept().sentence
        question = Question(title, sentence, act, "Keep the window open")
        question.setObjectName("abandon")
        question.agreed.connect(self._on_abandon)
        question.open_over(self)

    def _on_abandon(self) -> None:
        self._abandon = True
        self.close()

    def region_widgets(self) -> tuple[QWidget, ...]:
        """The regions F6 walks through."""
        own = self._here.regions() if self._here is not None else ()
        if self._here is not None and self._here.whole_window:
            return own
        return (*self._frame.regions(), *own, *self._frame.foot())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press(self, event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minute.start()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            install_focus_ring(app)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cover.setGeometry(self.rect())


def _rail_name(screen: str) -> str:
    return {"client": "clients", "note": "clients", "report": "clients"}.get(screen, screen)
