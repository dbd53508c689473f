"""The main window: rail, top bar, the screen that is open, and the modes that take all of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.ui import screens
from ketacounsel.ui.chrome.cover import Cover
from ketacounsel.ui.chrome.frame import Frame
from ketacounsel.ui.chrome.mark import window_icon
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act, Go
from ketacounsel.ui.screen import Screen
from ketacounsel.ui.shell_keys import bind_keys

RAIL = ("today", "clients")
TITLE = "KetaCounsel"


class Shell(QMainWindow):
    """Opens screens on request, keeps what is typed on its way to the disk, and hides all of it on F9.

    Signals:
        lock_requested: close the records now; the reason in a word: you, idle (str).
        size_step_requested: interface size one step up, down or back to 100 % (int +1, -1, 0).
        theme_switch_requested: light becomes dark and dark becomes light.
        closing: the window is about to close; everything typed was written.
    """

    lock_requested = Signal(str)
    size_step_requested = Signal(int)
    theme_switch_requested = Signal()
    closing = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._made: dict[str, Screen] = {}
        self._here: Screen | None = None
        self._went: list[Go] = []
        self.setWindowTitle(TITLE)
        self.setMinimumSize(720, 450)
        self.resize(1440, 900)
        self._whole = QStackedWidget()
        self.setCentralWidget(self._whole)
        self.setWindowIcon(window_icon())
        self._frame = Frame(RAIL, practice_set=desk.invented)
        self._whole.addWidget(self._frame)
        self._cover = Cover(self)
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
        self._cover.leave_requested.connect(self._uncover)
        desk.changes.announced.connect(self._on_announced)
        desk.changes.written.connect(self._show_saved)
        desk.autosave.saved.connect(lambda saved: desk.changes.announce(saved, by=self._here))
        desk.autosave.refused.connect(self._show_refused)

    # -- going places ---------------------------------------------------------------------------

    @property
    def here(self) -> Screen | None:
        """The screen that is open."""
        return self._here

    def go(self, go: Go) -> None:
        """Leave the screen that is open and show what was asked for."""
        if self._here is not None:
            self._here.leave()
        screen = self._screen(go.screen)
        self._went = [*self._went[-49:], go]
        self._here = screen
        if screen.whole_window:
            self._whole.setCurrentWidget(screen)
        else:
            self._whole.setCurrentWidget(self._frame)
            self._frame.show_screen(screen, _rail_name(go.screen))
        screen.arrive(go)
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
        return (
            *own,
            Act("Today", lambda: self.go(Go("today")), "Ctrl+1"),
            Act("Clients", lambda: self.go(Go("clients")), "Ctrl+2"),
            Act("Add client", lambda: self.go(Go("clients", act="add"))),
            Act("Settings", lambda: self.go(Go("settings")), "Ctrl+,"),
            Act("Light or dark", self.theme_switch_requested.emit, "Ctrl+Shift+D"),
            Act("Larger text", lambda: self.size_step_requested.emit(1), "Ctrl++"),
            Act("Smaller text", lambda: self.size_step_requested.emit(-1), "Ctrl+-"),
            Act("Client view", self.toggle_client_view, "F9"),
            Act("Lock", lambda: self.lock_requested.emit("you"), "Ctrl+L"),
        )

    def _screen(self, name: str) -> Screen:
        if name not in self._made:
            screen = screens.make(name, self.desk)
            screen.go_requested.connect(self.go)
            screen.heading_changed.connect(lambda _: self._show_heading())
            screen.undo_offered.connect(self._frame.offer_undo)
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

    # -- overlays -------------------------------------------------------------------------------

    def open_palette(self) -> None:
        """Ctrl K."""
        from ketacounsel.ui.palette import Palette

        palette = Palette(self.desk, self.acts(), self.centralWidget())
        palette.go_requested.connect(self.go)
        palette.open_over()

    def toggle_client_view(self) -> None:
        """F9: the session's own shared screen where there is one, a quiet cover elsewhere."""
        if self._here is not None and not self._cover.isVisible() and self._here.client_view():
            return
        if self._cover.isVisible():
            self._uncover()
            return
        clock = self.desk.clock().astimezone(ZoneInfo(self.desk.zone))
        self._cover.cover(f"{clock:%H:%M}")

    def _uncover(self) -> None:
        self._cover.hide()
        if self._here is not None:
            self._here.setFocus()

    # -- what the bars say ----------------------------------------------------------------------

    def _on_announced(self, topics: object, by: object) -> None:
        for screen in tuple(self._made.values()):
            screen.heard(topics, by)  # type: ignore[arg-type]
        self._show_running()

    def _show_heading(self) -> None:
        if self._here is not None and not self._here.whole_window:
            self._frame.show_heading(self._here.heading())

    def _show_saved(self, at: datetime) -> None:
        words = f"{at.astimezone(ZoneInfo(self.desk.zone)):%H:%M}"
        self._frame.show_saved(words)
        if self._here is not None:
            self._here.show_saved(words)

    def _show_refused(self, refusal: KetaCounselError) -> None:
        self._frame.show_not_on_disk(refusal.sentence)
        if self._here is not None:
            self._here.show_not_on_disk(refusal)

    def show_problem(self, words: str) -> None:
        """An error that belongs to no single thing, in the bar under the top bar."""
        self._frame.show_problem(words)

    def _show_running(self) -> None:
        running = self.desk.sessions.running()
        if running is None or (self._here is not None and self._here.whole_window):
            self._frame.show_running("", 0)
            return
        client = self.desk.clients.get(running.client_id)
        minutes = self.desk.sessions.clock(running.id).elapsed_s // 60
        self._frame.show_running(client.initials, minutes)

    # -- leaving and coming back ----------------------------------------------------------------

    def place(self) -> Mapping[str, object]:
        """Where the counselor is, to be kept for after a lock."""
        if self._here is None or not self._went:
            return {}
        last = self._went[-1]
        go = {"screen": last.screen, "client_id": last.client_id, "tab": last.tab, "thing": last.thing}
        return {"go": go, "within": dict(self._here.place())}

    def return_to(self, place: Mapping[str, object]) -> None:
        """Open the screen of that place and put caret and scroll back."""
        go = place.get("go")
        target = Go(**{str(k): str(v) for k, v in go.items()}) if isinstance(go, Mapping) else Go("today")
        try:
            self.go(target)
        except (KeyError, KetaCounselError):
            self.go(Go("today"))
            return
        within = place.get("within")
        if isinstance(within, Mapping) and self._here is not None:
            here = self._here
            QTimer.singleShot(0, self, lambda: here.return_to(within))

    def put_away(self) -> bool:
        """Write what waits and keep the place. Never asks."""
        if self._here is not None:
            self._here.leave()
        written = self.desk.autosave.flush()
        self.desk.practice.save_place(self.place())
        return written

    def closeEvent(self, event: QCloseEvent) -> None:
        self.put_away()
        self.closing.emit()
        event.accept()

    def come_forward(self) -> None:
        """Another start asked for these records: show this window."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def region_widgets(self) -> tuple[QWidget, ...]:
        """The regions F6 walks through."""
        if self._here is not None and self._here.whole_window:
            return self._here.regions()
        own = self._here.regions() if self._here is not None else ()
        return (*self._frame.regions(), *own)


def _rail_name(screen: str) -> str:
    return {"client": "clients", "note": "clients", "report": "clients"}.get(screen, screen)
