"""Cards: a white sheet on the ground, with a title, actions and rows parted by hairlines."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.chip import Chip
from ketacounsel.ui.widgets.layout import Box, Item, column, row, rule
from ketacounsel.ui.widgets.paint import painter_on
from ketacounsel.ui.widgets.text import Text


class Card(QFrame):
    """A titled card. `edge`: "" | danger | warning | private | inset."""

    def __init__(
        self, title: str = "", *, dense: bool = False, edge: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setProperty("edge", edge)
        side = 20 if dense else 24
        self._head: Box = row(gap=12)
        self._title = Text(title, "section")
        self._count = Chip()
        self._body: Box = column(gap=0)
        self._column = column(self._head, self._body, gap=10, margins=(side, 18, side, 18))
        self._head.put(self._title, self._count, None)
        self._count.hide()
        self.setLayout(self._column)
        self._title.setVisible(bool(title))  # only now: what has no parent yet would show as a window
        self.setAccessibleName(title)

    @property
    def body(self) -> Box:
        """Where the content goes: card.body.put(widget, layout, 12, None)."""
        return self._body

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_count(self, text: str, kind: str = "neutral") -> None:
        """The chip beside the title: "3"."""
        self._count.set_state(text, kind)

    def add_head(self, *items: Item) -> None:
        """Put things at the right end of the title line: actions, a legend."""
        self._head.put(*items)

    def set_edge(self, edge: str) -> None:
        self.setProperty("edge", edge)
        self.style().unpolish(self)
        self.style().polish(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        mark = {"danger": "danger_fill", "warning": "warning_mark"}.get(self.property("edge") or "")
        if mark:
            painter, now = painter_on(self), theme()
            whole = QPainterPath()
            whole.addRoundedRect(QRectF(self.rect()), now.radius("card"), now.radius("card"))
            painter.setClipPath(whole)
            painter.fillRect(0, 0, now.px(4), self.height(), now.color(mark))

    def add_row(self, widget: QWidget) -> QWidget:
        """Append a row with a hairline above it."""
        self._body.put(rule(), widget)
        return widget

    def clear(self) -> None:
        """Take every row out again."""
        empty(self._body)


def empty(layout: QVBoxLayout | Box) -> None:
    """Remove and delete all widgets of a layout, nested ones included."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, Box):
            empty(inner)
