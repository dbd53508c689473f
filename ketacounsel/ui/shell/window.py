"""The main window: rail, top bar, the screen that is open, and the modes that take all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QChildEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from ketacounsel.core.changes import Topic
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.ui import screens
from ketacounsel.ui.chrome.frame import Frame
from ketacounsel.ui.chrome.mark import window_icon
from ketacounsel.ui.chrome.strips import PracticeStrip
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act, Go
from ketacounsel.ui.screen import Screen
from ketacounsel.ui.shell import coming_back
from ketacounsel.ui.shell.bars import Bars
from ketacounsel.ui.shell.hiding import Hiding
from ketacounsel.ui.shell.kept_sheet import read_sheets
from ketacounsel.ui.shell.keys import bind_keys, press, window_acts
from ketacounsel.ui.shell.last_work import LastWork
from ketacounsel.ui.shell.leaving import Leaving
from ketacounsel.ui.shell.ready import Ready
from ketacounsel.ui.shell.save_trouble import SaveTrouble
from ketacounsel.ui.shell.sheet_memory import SheetMemory
from ketacounsel.ui.shell.undoing import Undoing
from ketacounsel.ui.widgets.focus import install_focus_ring
from ketacounsel.ui.widgets.layout import column, holder
from ketacounsel.ui.widgets.overlay import Overlay

RAIL = ("today", "clients")
AHEAD = ("session", "note", "report")
TITLE = "KetaCounsel"
MINUTE_MS = 60_000
TELLS_OF_SESSIONS = frozenset({Topic.SESSIONS, Topic.CLIENTS})


class Shell(QMainWindow):
    """Opens screens on request, keeps what is typed on its way to the disk, and hides all of it on F9.

    Signals:
        lock_requested: close the records now; the reason in a word of core.lock_reasons (str).
        closing: the window is about to close; everything typed was written.
        practice_set_requested: open the invented records beside these, in a window of their own.
        restore_requested: put records back from this backup; its path, "" to choose one (str).
        data_key_requested: write the records under the data key that was agreed on in Settings.
        undo_restore_requested: go back to the records from before a restore; the id of that set (str).
    """

    lock_requested = Signal(str)
    closing = Signal()
    practice_set_requested = Signal()
    restore_requested = Signal(str)
    undo_restore_requested = Signal(str)
    data_key_requested = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._made: dict[str, Screen] = {}
        self._half: dict[str, Iterator[None]] = {}
        self._here: Screen | None = None
        self._went: list[Go] = []
        self.setWindowTitle(TITLE)
        self.setWindowIcon(window_icon())
        self.setMinimumSize(720, 450)
        self.resize(1440, 900)
        self._whole, self._frame = QStackedWidget(), Frame(RAIL)
        self._whole.addWidget(self._frame)
        strip = (PracticeStrip(),) if desk.invented else ()
        self.setCentralWidget(holder(column(*strip, self._whole, gap=0), "shell"))
        self._bars = Bars(desk, self._frame, self._open_screen)
        self._undoing = Undoing(self._whole, self._open_screen)
        self._hiding = Hiding(self, self._open_screen, self._bars.time)
        self._leaving = Leaving(desk, self._open_screen, self.place, self._bars.show_refused)
        self._trouble = SaveTrouble(self)
        self._sheets = SheetMemory(self, desk, self.place)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._connect()
        bind_keys(self)
        self._bars.show_saved(desk.clock())  # that they were opened is written in them

    def _connect(self) -> None:
        frame, desk = self._frame, self.desk
        frame.place_chosen.connect(lambda name: self.go(Go(name)))
        frame.go_chosen.connect(self.go)
        frame.lock_requested.connect(lambda: self.lock_requested.emit("you"))
        frame.search_requested.connect(self.open_palette)
        frame.client_view_requested.connect(self.toggle_client_view)
        frame.return_requested.connect(self._return_to_session)
        frame.retry_requested.connect(desk.autosave.flush)
        frame.rescue_place_requested.connect(self._trouble.choose_place)
        frame.words_requested.connect(self._trouble.show_words)
        desk.autosave.saving.connect(self._bars.show_saving)
        if desk.rescuer is not None:
            desk.rescuer.changed.connect(self._bars.show_rescued)
        self._minute.timeout.connect(self._on_minute)
        desk.changes.announced.connect(self._on_announced)
        desk.changes.written.connect(self._on_written)
        desk.autosave.refused.connect(self._on_refused)
        desk.autosave.turned_away.connect(self._on_turned_away)
        desk.autosave.saved.connect(lambda saved: desk.changes.announce(saved, by=self._here))

    # -- going places ---------------------------------------------------------------------------

    @property
    def here(self) -> Screen | None:
        """The screen that is open."""
        return self._here

    @property
    def covered(self) -> bool:
        """Whether the quiet cover hides everything."""
        return self._hiding.covered

    @property
    def busy(self) -> bool:
        """True while a sheet is open, the window is covered or lent: places can't be changed then."""
        lent = self._here is not None and self._here.keeps_window
        return lent or self.covered or any(sheet.isVisible() for sheet in self.findChildren(Overlay))

    @property
    def last_work(self) -> LastWork:
        """What is to be done before these records close."""
        return self._leaving.last_work

    def _open_screen(self) -> Screen | None:
        return self._here

    def go(self, go: Go) -> None:
        """Leave the screen that is open and show what was asked for."""
        if go.screen == "practice":
            self.practice_set_requested.emit()
            return
        if go.screen == "data key":
            self.data_key_requested.emit()
            return
        if go.screen == "restore":
            (self.undo_restore_requested if go.act == "undo" else self.restore_requested).emit(go.thing)
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
        self._bars.show_disk()
        screen.arrive(go)
        if screen.keeps_window:
            self._undoing.withdraw()
        self._bars.show_heading()
        self._bars.show_running()

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
        for _ in self._half.pop(name, ()):
            pass
        if name not in self._made:
            for _ in self._make(name):
                pass
        return self._made[name]

    def _make(self, name: str) -> Iterator[None]:
        kind = screens.kind(name)
        screen = yield from kind.in_steps(self.desk, self._whole if kind.whole_window else self._frame.ground)
        screen.go_requested.connect(self.go)
        screen.heading_changed.connect(lambda _: self._bars.show_heading())
        screen.undo_offered.connect(self.offer_undo)
        screen.client_view_requested.connect(self.toggle_client_view)
        screen.rescue_place_requested.connect(self._trouble.choose_place)
        screen.words_requested.connect(self._trouble.show_words)
        if screen.whole_window:
            self._whole.addWidget(screen)
        else:
            self._frame.add_screen(screen)
        self._made[name] = screen

    def get_ready(self, may_begin: Callable[[], bool]) -> None:
        """Make what is opened most, without holding anybody up."""
        Ready(self._steps(), may_begin, self)

    def _steps(self) -> Iterator[None]:
        client = self._screen("client")
        yield
        yield from client.make_ahead()
        for name in AHEAD:
            if name not in self._made:
                self._half[name] = self._make(name)  # whoever opens it meanwhile takes the rest of the steps
                yield from self._half[name]
                self._half.pop(name, None)

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
        """F9."""
        self._hiding.toggle()

    def cover(self) -> None:
        """Hide everything at once, whatever is open."""
        self._hiding.cover()

    def offer_undo(self, sentence: str, take_back: Callable[[], object]) -> None:
        """Something was removed and can come back."""
        self._undoing.offer(sentence, take_back)

    def undo(self) -> None:
        """Ctrl Z."""
        self._undoing.undo()

    def redo(self) -> None:
        """Ctrl Shift Z."""
        self._undoing.redo()

    # -- what the bars say ----------------------------------------------------------------------

    def _on_announced(self, topics: frozenset[Topic], by: QObject | None) -> None:
        for screen in tuple(self._made.values()):
            screen.heard(topics, by)
        if topics & TELLS_OF_SESSIONS:
            self._bars.show_running()

    def _on_written(self, at: datetime) -> None:
        self._bars.show_saved(at)

    def _on_refused(self, refusal: KetaCounselError) -> None:
        self._bars.show_refused(refusal)

    def _on_turned_away(self, _key: object, problem: Exception) -> None:
        self._bars.show_turned_away(problem)

    def _on_minute(self) -> None:
        self._bars.show_running()
        self._hiding.show_time()

    def show_problem(self, words: str) -> None:
        """An error that belongs to no single thing, in the bar under the top bar."""
        self._frame.show_problem(words)

    # -- leaving and coming back ----------------------------------------------------------------

    def place(self) -> Mapping[str, object]:
        """Where the counselor is, to be kept for after a lock."""
        if self._here is None or not self._went:
            return {}
        return coming_back.kept(self._went[-1], self._here.place(), self.saveGeometry(), self._sheets.kept())

    def return_to(self, place: Mapping[str, object]) -> None:
        """Open the screen of that place and put caret and scroll back."""
        self._sheets.expect(read_sheets(place.get("sheets")))
        stood, within = coming_back.window(place), coming_back.within(place)
        if stood is not None:
            self.restoreGeometry(stood)
        try:
            self.go(coming_back.target(place))
        except (KeyError, KetaCounselError):
            self._here = None
            self.go(Go("today"))
            QTimer.singleShot(0, self, lambda: self._sheets.bring_back(None))
            return
        here = self._here
        if within is not None and here is not None:
            QTimer.singleShot(0, self, lambda: here.return_to(within))
        QTimer.singleShot(0, self, lambda: self._bring_back(here))

    def _bring_back(self, here: Screen | None) -> None:
        """When the place is taken up; over another screen the words are only shown."""
        QTimer.singleShot(0, self, lambda: self._sheets.bring_back(here if here is self._here else None))

    def give_keyboard_back(self) -> None:
        """Locking: what lies over the screen is done with."""
        self._sheets.take()
        coming_back.give_keyboard_back(self, self._hiding.before)

    def put_away(self) -> bool:
        """Write what waits and keep the place. Never asks. False when the disk refused."""
        self._sheets.put_away()
        return self._leaving.put_away()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._sheets.put_away()
        if not self._leaving.may_close(self):
            event.ignore()
            return
        self._minute.stop()
        self.closing.emit()
        event.accept()

    def childEvent(self, event: QChildEvent) -> None:
        """A sheet was put over the window."""
        sheet = event.child()
        if event.added() and isinstance(sheet, Overlay):
            QTimer.singleShot(0, self, lambda: self._sheets.watch(sheet))

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
        self._hiding.fit()


def _rail_name(screen: str) -> str:
    return {"client": "clients", "note": "clients", "report": "clients"}.get(screen, screen)
