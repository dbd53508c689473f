"""Rail, top bar and strips around the screen that is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ketacounsel.core.rescue_words import Trouble
from ketacounsel.ui.chrome.rail import Rail
from ketacounsel.ui.chrome.save_band import SaveBand
from ketacounsel.ui.chrome.strips import ErrorBar, SessionStrip
from ketacounsel.ui.chrome.topbar import TopBar
from ketacounsel.ui.going import Go, Heading
from ketacounsel.ui.widgets.layout import column, row

SHOW = "Show them"


class Frame(QWidget):
    """What stays when screens change.

    Signals:
        place_chosen: a place of the rail (str).
        go_chosen: an earlier place of the trail (Go).
        lock_requested: Lock was pressed.
        search_requested: the search box was pressed.
        client_view_requested: Client view was pressed.
        return_requested: back to the running session.
        retry_requested: try the disk again now.
        rescue_place_requested: keep words that are not on the disk in another place.
        words_requested: show the words that the record did not take.
    """

    place_chosen = Signal(str)
    go_chosen = Signal(object)
    lock_requested = Signal()
    search_requested = Signal()
    client_view_requested = Signal()
    return_requested = Signal()
    retry_requested = Signal()
    rescue_place_requested = Signal()
    words_requested = Signal()

    def __init__(self, places: Sequence[str]) -> None:
        super().__init__()
        self._rail = Rail(places)
        self._bar = TopBar()
        self._problem = ErrorBar()
        self.band = SaveBand()
        self._running = SessionStrip()
        self._stack = QStackedWidget()
        self._trail: tuple[Go, ...] = ()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        inner = column(self._bar, self.band, self._problem, gap=0)
        inner.addWidget(self._stack, 1)
        inner.put(self._running)
        self._running.hide()
        self._problem.hide()
        outer = row(self._rail, gap=0)
        outer.addLayout(inner, 1)
        self.setLayout(outer)

    def _connect(self) -> None:
        self._rail.place_requested.connect(self.place_chosen)
        self._rail.lock_requested.connect(self.lock_requested)
        self._bar.search_requested.connect(self.search_requested)
        self._bar.client_view_requested.connect(self.client_view_requested)
        self._bar.crumb_requested.connect(lambda at: self.go_chosen.emit(self._trail[at]))
        self._running.return_requested.connect(self.return_requested)
        self._problem.act_requested.connect(self._on_problem_act)
        self.band.retry_requested.connect(self.retry_requested)
        self.band.place_requested.connect(self.rescue_place_requested)

    # -- screens --------------------------------------------------------------------------------

    @property
    def ground(self) -> QWidget:
        """On which a screen is made, so that it is dressed only once."""
        return self._stack

    def add_screen(self, screen: QWidget) -> None:
        """Make room for a screen."""
        self._stack.addWidget(screen)

    def show_screen(self, screen: QWidget, place: str) -> None:
        """Show it and mark its place on the rail."""
        self._stack.setCurrentWidget(screen)
        self._rail.set_current(place)

    def show_heading(self, heading: Heading) -> None:
        """Where we are: a title, or a trail that leads back."""
        self._trail = tuple(go for _, go in heading.crumbs)
        if heading.crumbs:
            self._bar.set_trail([*(words for words, _ in heading.crumbs), heading.title])
        else:
            self._bar.set_title(heading.title)
        self._bar.set_chip(heading.chip, heading.chip_tone)

    def regions(self) -> tuple[QWidget, ...]:
        """Rail, top bar and the bands below it, for F6."""
        return (self._rail, self._bar, self.band, self._problem)

    def foot(self) -> tuple[QWidget, ...]:
        """What stands below the screen, for F6."""
        return (self._running,)

    # -- what the bars say ----------------------------------------------------------------------

    def show_saved(self, clock: str) -> None:
        """The last true write."""
        self._bar.saved.show_saved(clock)
        self.band.hide()

    def show_saving(self) -> None:
        """A slow disk is being written to."""
        self._bar.saved.show_saving()

    def show_not_on_disk(self, trouble: Trouble) -> None:
        """The disk refused; the band says what is safe."""
        self._bar.saved.show_not_on_disk()
        self.band.say(trouble)

    def show_problem(self, sentence: str, *, kept: bool = False) -> None:
        """A problem that belongs to no single thing. `kept`: it is about words that can be shown."""
        self._problem.say(sentence, *((SHOW,) if kept else ()), "Close")

    def show_running(self, initials: str, minutes: int, *, paused: bool = False) -> None:
        """The strip of a session that runs on while another screen is open; no initials, no strip."""
        if initials:
            self._running.set_session(initials, minutes, paused=paused)
        self._running.setVisible(bool(initials))

    def _on_problem_act(self, act: str) -> None:
        if act == SHOW:
            self.words_requested.emit()
        else:
            self._problem.clear()
