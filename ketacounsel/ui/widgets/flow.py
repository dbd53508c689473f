"""A layout that fills a line and goes on in the next one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QLayout, QLayoutItem

from ketacounsel.ui.theme import theme

WIDEST = 16_777_215


class FlowLayout(QBoxLayout):
    """Left to right, then down; gaps in pixels at 100 %.

    Qt keeps the items: one kept here would outlive the item it stands for, and be taken for a later one.
    """

    def __init__(self, gap: int = 8, line_gap: int = 8) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight)
        self._gap, self._line_gap = gap, line_gap
        self.setContentsMargins(0, 0, 0, 0)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def minimumHeightForWidth(self, width: int) -> int:
        return self.heightForWidth(width)

    def maximumSize(self) -> QSize:
        return QSize(WIDEST, WIDEST)

    def setGeometry(self, rect: QRect) -> None:
        QLayout.setGeometry(self, rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        gap = theme().px(self._gap)
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + gap * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        items = (self.itemAt(place) for place in range(self.count()))
        return [item for item in items if item is not None and not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        gap, line_gap = theme().px(self._gap), theme().px(self._line_gap)
        x, y, line_height = rect.x(), rect.y(), 0
        for item in self._shown():
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, line_height = rect.x(), y + line_height + line_gap, 0
            if move:
                item.setGeometry(
                    QRect(QPoint(x, y), size.boundedTo(QSize(max(1, rect.width()), size.height())))
                )
            x += size.width() + gap
            line_height = max(line_height, size.height())
        return y + line_height - rect.y()
