"""One painted line a client, and the heads above it in the same columns."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketacounsel.core.today import ClientRow
from ketacounsel.ui.screens.clients.model import ROW, ClientModel, Index
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.chip import chip_width, paint_chip
from ketacounsel.ui.widgets.marks import paint_sparkline
from ketacounsel.ui.widgets.paint import draw_icon, painter_on, words
from ketacounsel.ui.widgets.rows import LongList, RowDelegate

CHIPS = {
    "safety": ("danger", "call"),
    "window": ("warning", "time_limit"),
    "note": ("warning", "pen-line"),
    "measure": ("neutral", "measure"),
}
ROW_H, MOST_HIGH = 56, 100_000
CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, the width it needs, and how late it gives way when there is little room."""

    key: str
    head: str
    least: int
    rank: int


COLUMNS = (
    Column("name", "Client", 216, 9),
    Column("course", "Course", 170, 4),
    Column("infusion", "Last infusion", 112, 3),
    Column("seen", "Last seen", 88, 2),
    Column("scores", "PHQ-9, since baseline", 188, 5),
    Column("next", "Next session", 148, 6),
    Column("attention", "Attention", 208, 8),
)
BEFORE, AFTER = 20, 44
HIGHEST = {"phq9": 27, "gad7": 21, "pcl5": 80, "who5": 100}


def columns_for(width: int) -> list[tuple[Column, float, float]]:
    """The columns that have room at this width, each with its left edge and width in pixels.

    Spare room is shared out among them. Without a column of its own the course stands below the name.
    """
    px = theme().px
    room = width - px(BEFORE) - px(AFTER)
    shown = list(COLUMNS)
    while len(shown) > 1 and sum(px(column.least) for column in shown) > room:
        shown.remove(min(shown, key=lambda column: column.rank))
    more = room / sum(px(column.least) for column in shown)
    left, placed = float(px(BEFORE)), []
    for column in shown:
        wide = px(column.least) * more
        placed.append((column, left, wide))
        left += wide
    return placed


class ClientHeads(QWidget):
    """The names of the columns, over the room that the rows have."""

    def __init__(self, rows: LongList) -> None:
        super().__init__()
        self._rows = rows
        rows.verticalScrollBar().rangeChanged.connect(lambda *_: self.update())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Columns")
        hub().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(300), theme().px(42))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        now = theme()
        for column, left, wide in columns_for(self._rows.viewport().width() or self.width()):
            place = QRectF(left, 0, wide, self.height() - 1)
            words(painter, place, column.head, now.font("caption", 600), now.color("text_muted"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), now.color("border"))


class ClientDelegate(RowDelegate):
    """Draws the columns of one client."""

    def __init__(self) -> None:
        super().__init__(ROW_H)
        self._course_below = False

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, selected: bool) -> None:
        model = index.model()
        row = index.data(ROW)
        if not isinstance(model, ClientModel) or not isinstance(row, ClientRow):
            return
        now = theme()
        columns = columns_for(int(rect.width()))
        self._course_below = all(column.key != "course" for column, _, _ in columns)
        for column, left, wide in columns:
            place = QRectF(rect.left() + left, rect.top(), wide - now.px(8), rect.height() - 1)
            getattr(self, f"_paint_{column.key}")(painter, place, model, row, selected)
        draw_icon(painter, "chevron-right", "text_muted", 18, rect.right() - now.px(38), rect.center().y())

    def _paint_name(
        self, painter: QPainter, place: QRectF, model: ClientModel, row: ClientRow, on: bool
    ) -> None:
        now, px = theme(), theme().px
        disc = QRectF(place.left(), place.center().y() - px(18), px(36), px(36))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("surface" if on else "sunken"))
        painter.drawEllipse(disc)
        words(painter, disc, row.initials, now.font("small", 600), now.color("text_muted"), CENTRE)
        place = place.adjusted(px(48), 0, 0, 0)
        if not self._course_below:
            words(painter, place, row.name, now.font("row", 500), now.color("text"))
            return
        upper = QRectF(place.left(), place.center().y() - px(21), place.width(), px(24))
        lower = QRectF(place.left(), place.center().y() + px(3), place.width(), px(16))
        words(painter, upper, row.name, now.font("row", 500), now.color("text"))
        words(painter, lower, row.course_words, now.font("caption"), now.color("text_muted"))

    def _paint_course(
        self, painter: QPainter, place: QRectF, model: ClientModel, row: ClientRow, on: bool
    ) -> None:
        self._say(painter, place, row.course_words)

    def _paint_infusion(
        self, painter: QPainter, place: QRectF, model: ClientModel, row: ClientRow, on: bool
    ) -> None:
        self._say(painter, place, model.infusion_words(row))

    def _paint_seen(
        self, painter: QPainter, place: QRectF, model: ClientModel, row: ClientRow, on: bool
    ) -> None:
        self._say(painter, place, model.seen_words(row))

    def _paint_scores(
        self, painter: QPainter, place: QRectF, model: ClientModel, row: ClientRow, on: bool
    ) -> None:
        if not row.scores:
            self._say(painter, place, "—")
            return
        now, px = theme(), theme().px
        line = QRectF(place.left(), place.center().y() - px(16), px(92), px(32))
        mark = 10 if row.measure_id == "phq9" else -1
        paint_sparkline(painter, line, row.scores, HIGHEST.get(row.measure_id, 27), mark)
        latest = QRectF(line.right() + px(8), place.top(), px(24), place.height())
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        words(painter, latest, str(row.scores[-1]), now.font("body", 600), now.color("text"), right)
        change = QRectF(latest.right() + px(10), place.top(), px(54), place.height())
        words(painter, change, model.change_words(row), now.font("caption"), now.color("text_muted"))

    def _paint_next(
        self, painter: QPainter, place: QRectF, model: ClientModel, row: ClientRow, on: bool
    ) -> None:
        now = theme()
        urgent = row.none_booked
        font = now.font("body", 500 if urgent else 400)
        words(painter, place, model.next_words(row), font, now.color("warning" if urgent else "text"))

    def _paint_attention(
        self, painter: QPainter, place: QRectF, model: ClientModel, row: ClientRow, on: bool
    ) -> None:
        kind, said = row.attention
        if not said:
            return
        look, icon = CHIPS.get(kind, ("neutral", ""))
        if kind == "window" and not row.needs_attention:
            look, icon = "calm" if row.in_window else "neutral", ""
        if on and look in ("calm", "neutral"):
            look = "surface"
        width = min(chip_width(said, icon), int(place.width()))
        chip = QRectF(place.left(), place.center().y() - theme().px(12), width, theme().px(24))
        paint_chip(painter, chip, said, look, icon)

    def _say(self, painter: QPainter, place: QRectF, said: str) -> None:
        words(painter, place, said, theme().font("body"), theme().color("text_muted"))


class ClientList(LongList):
    """As high as its rows where there is room. Enter and double click open.

    Signals:
        letter_typed: a letter or digit was typed on the list (str).
    """

    letter_typed = Signal(str)

    def __init__(self) -> None:
        super().__init__("Clients", ClientDelegate())
        self.setProperty("role", "table")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        model = self.model()
        rows = model.rowCount() if model is not None else 0
        return QSize(theme().px(300), min(theme().px(ROW_H) * max(rows, 1), MOST_HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(ROW_H))

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self.updateGeometry)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A tap opens; so does a click on the chevron. Elsewhere a click chooses."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        tapped = event.source() != Qt.MouseEventSource.MouseEventNotSynthesized
        on_chevron = event.position().x() > self.viewport().width() - theme().px(AFTER)
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton and (tapped or on_chevron):
            self.opened.emit(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click on the chevron has opened already."""
        if event.position().x() <= self.viewport().width() - theme().px(AFTER):
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modified = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        typed = event.text()
        if not modified and typed.isprintable() and typed.strip():
            self.letter_typed.emit(typed)
        else:
            super().keyPressEvent(event)
