"""Cards: a white sheet on the ground, with a title, actions and rows parted by hairlines."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.chip import Chip
from ketacounsel.ui.widgets.layout import Box, Item, column, row, rule
from ketacounsel.ui.widgets.paint import box, painter_on
from ketacounsel.ui.widgets.text import Text

OWN_ITEMS = 3  # title, count, stretch
HEAD, TOP, BOTTOM, ROWS_BOTTOM = 40, 18, 18, 6
STRIPES = {"danger": "danger_fill", "warning": "warning_mark"}


class Card(QFrame):
    """A titled card. `edge`: "" | danger | warning | private | inset. `rows`: it ends with high rows.

    The title stands at the same height with and without a button beside it.
    """

    head_top = 10

    def __init__(
        self,
        title: str = "",
        *,
        dense: bool = False,
        rows: bool = False,
        edge: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setProperty("edge", edge)
        self._side, self._bottom = 20 if dense else 24, ROWS_BOTTOM if rows else BOTTOM
        self._head: Box = row(gap=12)
        self._title = Text(title, "section")
        self._count = Chip()
        self._body: Box = column(gap=0)
        self._column = column(self._head, self._body, gap=2)
        self._head.put(self._title, self._count, None)
        self._count.hide()
        self.setLayout(self._column)
        self._fit_head()
        hub().changed.connect(self._fit_head)
        self._title.setVisible(bool(title))  # only now: what has no parent yet would show as a window
        self.setAccessibleName(title)

    def _fit_head(self) -> None:
        """Room for a head when there is one; else the content begins where a title would."""
        has_head = bool(self._title.text()) or self._head.count() > OWN_ITEMS
        top = self.head_top if has_head else TOP
        self._column.set_margins((self._side, top, self._side, self._bottom))
        self._title.setMinimumHeight(theme().px(HEAD) if has_head else 0)

    @property
    def body(self) -> Box:
        """Where the content goes: card.body.put(widget, layout, 12, None)."""
        return self._body

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)
        self._fit_head()

    def set_count(self, text: str, kind: str = "neutral") -> None:
        """The chip beside the title: "3"."""
        self._count.set_state(text, kind)

    def add_head(self, *items: Item) -> None:
        """Put things at the right end of the title line: actions, a legend."""
        self._head.put(*items)
        self._fit_head()

    def set_edge(self, edge: str) -> None:
        self.setProperty("edge", edge)
        self.style().unpolish(self)
        self.style().polish(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_edge(self)

    def add_row(self, widget: QWidget) -> QWidget:
        """Append a row with a hairline above it."""
        self._body.put(rule(), widget)
        return widget

    def clear(self) -> None:
        """Take every row out again."""
        empty(self._body)


def paint_edge(frame: QFrame) -> None:
    """What a style sheet can't draw: a stripe within the round corners, or dashes that are not dots."""
    now, edge = theme(), frame.property("edge")
    if edge == "private":
        box(
            painter_on(frame), QRectF(frame.rect()), now.px(10), None, now.color("border_strong"), dashed=True
        )
    elif edge in STRIPES:
        painter, whole = painter_on(frame), QPainterPath()
        whole.addRoundedRect(QRectF(frame.rect()), now.radius("card"), now.radius("card"))
        painter.setClipPath(whole)
        painter.fillRect(0, 0, now.px(4), frame.height(), now.color(STRIPES[edge]))


def empty(layout: QVBoxLayout | Box) -> None:
    """Remove and delete all widgets of a layout, nested ones included."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, Box):
            empty(inner)
