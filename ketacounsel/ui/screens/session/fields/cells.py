"""Fields side by side: as many as fit in a line, each line filled to its end."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.flow import FlowLayout

LEAST = 180


class Cells(FlowLayout):
    """Like FlowLayout, but what expands shares the room that is left in its line."""

    def __init__(self) -> None:
        super().__init__(12, 12)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def _place(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            widths = self._widths(line, rect.width())
            high = max(_height(item, width) for item, width in zip(line, widths, strict=True))
            x = rect.x()
            for item, width in zip(line, widths, strict=True):
                if move:
                    item.setGeometry(QRect(QPoint(x, y), QSize(width, high)))
                x += width + theme().px(12)
            y += high + theme().px(12)
        return max(0, y - theme().px(12) - rect.y())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        room = -1
        for item in self._shown():
            need = _least(item)
            if room < need:
                lines.append([])
                room = width
            lines[-1].append(item)
            room -= need + theme().px(12)
        return lines

    def _widths(self, line: list[QLayoutItem], width: int) -> list[int]:
        least = [min(_least(item), width) for item in line]
        spare = max(0, width - sum(least) - theme().px(12) * (len(line) - 1))
        grow = [place for place, item in enumerate(line) if _grows(item)]
        for place in grow:
            least[place] += spare // len(grow)
        return least


def _least(item: QLayoutItem) -> int:
    wanted = item.minimumSize().width()
    return max(wanted, theme().px(LEAST)) if _grows(item) else max(wanted, item.sizeHint().width())


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def _grows(item: QLayoutItem) -> bool:
    widget: QWidget | None = item.widget()
    return widget is None or not widget.property("compact")
