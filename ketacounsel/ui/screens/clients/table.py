"""One painted line a client, and the heads above it in the same columns."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
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
CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its share of the width, and from which room on it is shown."""

    key: str
    head: str
    share: float
    least: int


COLUMNS = (
    Column("name", "Client", 2.30, 0),
    Column("course", "Course", 1.90, 560),
    Column("infusion", "Last infusion", 1.23, 900),
    Column("seen", "Last seen", 0.99, 1040),
    Column("scores", "PHQ-9, since baseline", 2.16, 700),
    Column("next", "Next session", 1.68, 780),
    Column("attention", "Attention", 2.0, 0),
)


def columns_for(width: int) -> list[tuple[Column, float, float]]:
    """The columns that have room at this width, each with its left edge and width in pixels."""
    px = theme().px
    logical = width / theme().scale
    shown = [column for column in COLUMNS if logical >= column.least]
    left, room = float(px(20)), width - px(20) - px(44)
    total = sum(column.share for column in shown)
    placed = []
    for column in shown:
        wide = room * column.share / total
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

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, selected: bool) -> None:
        model = index.model()
        row = index.data(ROW)
        if not isinstance(model, ClientModel) or not isinstance(row, ClientRow):
            return
        now = theme()
        for column, left, wide in columns_for(int(rect.width())):
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
        words(painter, place.adjusted(px(48), 0, 0, 0), row.name, now.font("row", 500), now.color("text"))

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
        line = QRectF(place.left(), place.center().y() - px(16), px(100), px(32))
        paint_sparkline(painter, line, row.scores, line=10 if row.measure_id == "phq9" else -1)
        latest = QRectF(line.right(), place.top(), px(20), place.height())
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        words(painter, latest, str(row.scores[-1]), now.font("body", 600), now.color("text"), right)
        change = QRectF(latest.right() + px(12), place.top(), px(40), place.height())
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
        if kind == "window" and not row.none_booked:
            look, icon = ("surface" if on else "calm"), ""
        width = min(chip_width(said, icon), int(place.width()))
        chip = QRectF(place.left(), place.center().y() - theme().px(12), width, theme().px(24))
        paint_chip(painter, chip, said, look, icon)

    def _say(self, painter: QPainter, place: QRectF, said: str) -> None:
        words(painter, place, said, theme().font("body"), theme().color("text_muted"))


class ClientList(LongList):
    """Any letter begins to filter; a single click opens on touch, Enter and double click otherwise."""

    def __init__(self) -> None:
        super().__init__("Clients", ClientDelegate())
        self.setProperty("role", "table")
