"""The scaffold of a screen: head, main column, side column, and how they fold in little room."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.layout import Box, column, row, scrolled

FOLD_SIDE, FOLD_STEPS = 1180, 1080
MARGIN = 32


class Room(Enum):
    """How wide a window is in pixels at 100 %: at 200 % a 1440 wide window has room for 720."""

    WIDE = "wide"
    NARROW = "narrow"
    TIGHT = "tight"


def room_for(width: int) -> Room:
    """Below 1180 the side folds away; below 1080 everything is one column."""
    logical = width / theme().scale
    if logical >= FOLD_SIDE:
        return Room.WIDE
    return Room.NARROW if logical >= FOLD_STEPS else Room.TIGHT


class Page(QWidget):
    """A screen with 32 px margins that scrolls. The side goes below the main column when narrow.

    Signals:
        room_changed: another Room, after a resize or another interface size.
    """

    room_changed = Signal(object)

    def __init__(self, *, side_width: int = 376, gap: int = 24, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._side_width = side_width
        self.head: Box = column(gap=8)
        self.main: Box = column(gap=gap)
        self.side: Box = column(gap=gap)
        self._side_holder = QWidget()
        self._side_holder.setLayout(column(self.side, None, gap=0))
        self._columns = row(gap=gap)
        main = column(self.main, None, gap=0)
        self._columns.addLayout(main, 1)
        self._columns.addWidget(self._side_holder)
        content = QWidget()
        self._content = column(self.head, self._columns, None, gap=16, margins=(MARGIN, 0, MARGIN, 24))
        content.setLayout(self._content)
        self.area = scrolled(content)
        self.setLayout(column(self.area, gap=0))
        self.room = Room.WIDE
        self.area.verticalScrollBar().rangeChanged.connect(self._keep_right_edge)
        self._fold()
        hub().changed.connect(self._fold)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        room = room_for(self.window().width())
        beside = room is Room.WIDE
        self._columns.setDirection(Box.Direction.LeftToRight if beside else Box.Direction.TopToBottom)
        empty_side = self.side.count() == 0
        self._side_holder.setVisible(not empty_side)
        if beside:
            self._side_holder.setFixedWidth(theme().px(self._side_width))
        else:
            self._side_holder.setMinimumWidth(0)
            self._side_holder.setMaximumWidth(16_777_215)
        self._keep_right_edge()
        if room is not self.room:
            self.room = room
            self.room_changed.emit(room)

    def _keep_right_edge(self) -> None:
        """The bar stands in the margin, so that the cards end where the head above them ends."""
        px, bar = theme().px, self.area.verticalScrollBar()
        right = px(MARGIN) - (bar.sizeHint().width() if bar.maximum() > 0 else 0)
        self._content.setContentsMargins(px(MARGIN), 0, right, px(24))
