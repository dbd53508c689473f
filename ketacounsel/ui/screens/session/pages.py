"""The pages of the steps: made when first opened, the next one ahead of time, and kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QScrollArea

from ketacounsel.ui.screens.session.fields.base import Ground
from ketacounsel.ui.screens.session.frame import RunnerFrame
from ketacounsel.ui.screens.session.ground import make_ground
from ketacounsel.ui.screens.session.safety_page import SafetyPage
from ketacounsel.ui.screens.session.step_page import StepPage
from ketacounsel.ui.screens.session.viewmodel import Runner

Page = StepPage | SafetyPage
AHEAD_MS = 20
BELOW_FIELD = 8  # pixels for the ring of the field in use: the question above it needs the room


class Pages(QObject):
    """One page a step.

    Signals:
        edited: an answer changed.
        scored: a measure was finished within a step.
        go_requested: somewhere else (Go).
        undo_offered: something was taken out and can come back (str what, Callable undo).
    """

    edited = Signal()
    scored = Signal()
    go_requested = Signal(object)
    undo_offered = Signal(str, object)

    def __init__(self, frame: RunnerFrame) -> None:
        super().__init__(frame)
        self._frame = frame
        self._runner: Runner | None = None
        self._ground: Ground | None = None
        self._pages: dict[str, tuple[Page, QScrollArea]] = {}
        self._half: dict[str, Page] = {}
        self._fresh: set[str] = set()
        self._here = ""
        self._last = ("", -1)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(AHEAD_MS)
        self._ahead.timeout.connect(self.build_ahead)

    def start(self, runner: Runner) -> None:
        self._runner = runner
        self._ground = make_ground(runner, self.go_requested.emit, self.scored.emit)

    def clear(self) -> None:
        """The session is let go."""
        self._ahead.stop()
        for _, area in self._pages.values():
            self._frame.pages.removeWidget(area)
            area.deleteLater()
        for half in self._half.values():
            half.deleteLater()
        self._half = {}
        self._pages, self._here, self._runner, self._ground = {}, "", None, None

    def show(self, key: str) -> Page:
        page, area = self._page(key)
        self._here = key
        self._frame.pages.setCurrentWidget(area)
        page.refresh()
        return page

    def build_ahead(self) -> None:
        """The pages to come, the next one first, a field at a time between two keys."""
        key = self._missing()
        if not key:
            return
        if key not in self._half:
            self._half[key] = self._make(key)
            self._half[key].setParent(self._frame)  # goes with it when the session is left half-way
        page = self._half[key]
        if not (isinstance(page, StepPage) and page.fill_one()):
            self._page(key)
        self._ahead.start()

    def _missing(self) -> str:
        if self._runner is None:
            return ""
        keys = [step.key for step in self._runner.visible()]
        at = keys.index(self._here) if self._here in keys else 0
        return next((key for key in keys[at:] + keys[:at] if key not in self._pages), "")

    def settle(self) -> None:
        """A page opened for the first time begins at its top, unless the field in use is further down."""
        if self._here not in self._fresh:
            return
        self._fresh.discard(self._here)
        area, focus = self._pages[self._here][1], QApplication.focusWidget()
        area.verticalScrollBar().setValue(0)
        if focus is not None and area.isAncestorOf(focus):
            area.ensureWidgetVisible(focus, 0, BELOW_FIELD)

    def reread(self) -> None:
        for page, _ in self._pages.values():
            page.reread()

    def refresh(self) -> None:
        """Which fields show, after something outside the step changed."""
        for page, _ in self._pages.values():
            page.refresh()

    def set_place(self, number: int, count: int, *, narrow: bool) -> None:
        if self.here is not None:
            self.here.set_place(number, count, narrow=narrow)

    @property
    def here(self) -> Page | None:
        return self._pages[self._here][0] if self._here in self._pages else None

    def focused(self) -> tuple[str, int]:
        return self.here.focused() if self.here is not None else ("", -1)

    def scroll(self) -> int:
        return self._pages[self._here][1].verticalScrollBar().value() if self._here in self._pages else 0

    def remember_focus(self) -> None:
        """Before something else takes the keyboard for a moment."""
        self._last = self.focused()

    def take_keyboard_back(self) -> None:
        """To the field that had it."""
        field, caret = self._last
        if self.here is not None and not (field and self.here.focus_field(field, caret)):
            self.here.take_keyboard()

    def return_to(self, field: str, caret: int, scroll: int) -> None:
        """The place that was kept."""
        if self.here is None:
            return
        if field:
            self.here.focus_field(field, caret)
        if scroll >= 0:
            self._pages[self._here][1].verticalScrollBar().setValue(scroll)

    def type_digit(self, text: str) -> bool:
        return self.here is not None and self.here.type_digit(text)

    def _page(self, key: str) -> tuple[Page, QScrollArea]:
        if key not in self._pages:
            page = self._half.pop(key, None) or self._make(key)
            while isinstance(page, StepPage) and page.fill_one():
                pass
            page.edited.connect(lambda *_: self.edited.emit())
            if isinstance(page, StepPage):
                page.undo_offered.connect(self.undo_offered)
            self._pages[key] = (page, self._frame.add_page(page))
            self._fresh.add(key)
        return self._pages[key]

    def _make(self, key: str) -> Page:
        runner, ground = self._runner, self._ground
        if runner is None or ground is None:
            raise RuntimeError("no session is open")
        follow_up = runner.follow_up(key) if runner.is_safety(key) else None
        if follow_up is not None:
            return SafetyPage(runner, follow_up)
        return StepPage(runner, runner.template.step(key), ground)
