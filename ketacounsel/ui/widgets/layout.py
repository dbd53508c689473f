"""Rows and columns whose gaps and margins follow the interface size, also when it changes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QLayout, QScrollArea, QSizePolicy, QWidget

from ketacounsel.ui.theme import hub, theme

Margins = tuple[int, int, int, int]
Item = QWidget | QLayout | int | None


class Box(QBoxLayout):
    """A row or column; use row() and column()."""

    def __init__(self, direction: QBoxLayout.Direction, gap: int, margins: Margins) -> None:
        super().__init__(direction)
        self._gap, self._margins = gap, margins
        self._rescale()
        hub().changed.connect(self._rescale)

    def _rescale(self) -> None:
        px = theme().px
        self.setSpacing(px(self._gap))
        left, top, right, bottom = self._margins
        self.setContentsMargins(px(left), px(top), px(right), px(bottom))

    def set_gap(self, gap: int) -> None:
        """Another gap between the items, in pixels at 100 %."""
        self._gap = gap
        self._rescale()

    def set_margins(self, margins: Margins) -> None:
        """Other margins, in pixels at 100 %."""
        self._margins = margins
        self._rescale()

    def put(self, *items: Item) -> Box:
        """Widgets and layouts in order; None is a stretch, a number a fixed gap in pixels at 100 %."""
        for item in items:
            if item is None:
                self.addStretch(1)
            elif isinstance(item, int):
                self.addSpacing(theme().px(item))
            elif isinstance(item, QLayout):
                self.addLayout(item)
            else:
                self.addWidget(item)
        return self


class Grid(QGridLayout):
    """A grid with scaled gaps."""

    def __init__(self, gap: int = 12, row_gap: int | None = None, margins: Margins = (0, 0, 0, 0)) -> None:
        super().__init__()
        self._gap, self._row_gap, self._margins = gap, gap if row_gap is None else row_gap, margins
        self._rescale()
        hub().changed.connect(self._rescale)

    def _rescale(self) -> None:
        px = theme().px
        self.setHorizontalSpacing(px(self._gap))
        self.setVerticalSpacing(px(self._row_gap))
        left, top, right, bottom = self._margins
        self.setContentsMargins(px(left), px(top), px(right), px(bottom))


def row(*items: Item, gap: int = 8, margins: Margins = (0, 0, 0, 0)) -> Box:
    return Box(QBoxLayout.Direction.LeftToRight, gap, margins).put(*items)


def column(*items: Item, gap: int = 8, margins: Margins = (0, 0, 0, 0)) -> Box:
    return Box(QBoxLayout.Direction.TopToBottom, gap, margins).put(*items)


def holder(layout: QLayout, name: str = "") -> QWidget:
    """A plain widget around a layout."""
    widget = QWidget()
    if name:
        widget.setObjectName(name)
    widget.setLayout(layout)
    return widget


def rule() -> QFrame:
    """A hairline."""
    line = QFrame()
    line.setProperty("role", "rule")
    line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return line


class Scrolled(QScrollArea):
    """A page that scrolls up and down only. Its content is taken in when somebody looks.

    To take it in means to size and dress all of it, and each holder put around it afterwards would mean
    to dress it once more.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content.setObjectName(content.objectName() or "scrolled")
        ground = QWidget()  # ours: when Qt's is asked for, Python gets to know every kind of widget (20 ms)
        self.setViewport(ground)
        content.setParent(ground)
        self._content: QWidget | None = content

    def widget(self) -> QWidget | None:
        self._take_in()
        return super().widget()

    def sizeHint(self) -> QSize:
        self._take_in()
        return super().sizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Polish:
            self._take_in()
        return super().event(event)

    def _take_in(self) -> None:
        content, self._content = self._content, None
        if content is not None:
            self.setWidget(content)


def scrolled(content: QWidget) -> QScrollArea:
    """A page that scrolls up and down only, by wheel, bar, key or flick."""
    return Scrolled(content)
