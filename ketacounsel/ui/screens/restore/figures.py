"""Numbers side by side on one sheet, parted by hairlines; two in a row where there is little room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from ketacounsel.core.restore_words import Figure
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.accessible import named
from ketacounsel.ui.widgets.layout import Grid, column
from ketacounsel.ui.widgets.paint import painter_on
from ketacounsel.ui.widgets.text import ElidedText, Text

WIDE = 640


class Figures(QFrame):
    """What a backup holds, at a glance."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._tiles = [_tile(figure) for figure in figures]
        self._across = 0
        self._grid = Grid(0)
        self.setLayout(self._grid)
        self._fold(len(figures))

    def _fold(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for place, tile in enumerate(self._tiles):
            self._grid.removeWidget(tile)
            self._grid.addWidget(tile, place // across, place % across)
        for at in range(len(self._tiles)):
            self._grid.setColumnStretch(at, 1 if at < across else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold(len(self._tiles) if self.width() >= theme().px(WIDE) else 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = painter_on(self)
        painter.setPen(QPen(theme().color("border"), 1))
        for place, tile in enumerate(self._tiles):
            left, top = tile.geometry().left(), tile.geometry().top()
            if place % self._across:
                painter.drawLine(left, top, left, tile.geometry().bottom())
            if place >= self._across:
                painter.drawLine(left, top, tile.geometry().right(), top)


def _tile(figure: Figure) -> QWidget:
    tile = QWidget()
    words = column(
        Text(figure.number, "display"),
        ElidedText(figure.word, "small", "muted"),
        ElidedText(figure.detail, "caption", "faint"),
        gap=2,
        margins=(20, 16, 16, 16),
    )
    tile.setLayout(words)
    named(tile, f"{figure.number} {figure.word}", figure.detail)
    return tile
