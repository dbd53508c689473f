"""The screen back end of a chart: the layout's shapes in the theme's colours."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from ketacounsel.core.chart_picture import (
    Anchor,
    ChartPicture,
    Circle,
    Diamond,
    Label,
    Line,
    Rect,
    Shape,
)
from ketacounsel.ui.theme.tokens import Theme
from ketacounsel.ui.widgets.paint import diamond, for_figures

WEIGHTS = {
    "value": 600,
    "today_label": 600,
    "infusion_number_given": 700,
    "infusion_number_planned": 700,
    "lane_title": 500,
    "due": 500,
    "cut_label": 500,
}
INKS = {
    "value": "text",
    "tick": "text_faint",
    "today_label": "surface",
    "infusion_number_given": "surface",
    "infusion_number_planned": "infusion",
}
FILLS = {  # role: colour, opacity
    "window": ("accent", 0.10),
    "window_planned": ("accent", 0.05),
    "earlier": ("text_faint", 0.06),
    "cut": ("text_faint", 0.16),
    "today_pill": ("text", 1.0),
    "effect": ("warning_mark", 1.0),
}
LINES = {  # role: colour, width, dash in pixels
    "grid": ("border", 1.0, ()),
    "axis": ("border_strong", 1.0, ()),
    "today": ("text", 1.5, ()),
    "cut_line": ("border_strong", 1.25, (6.0, 3.0)),
    "infusion_line_given": ("infusion_mark", 1.5, ()),
    "infusion_line_planned": ("infusion_mark", 1.5, (3.0, 4.0)),
}
MARKS = {  # role: fill, edge, width, dash in pixels; "line" is the measure's own colour
    "score": ("line", "surface", 2.0, ()),
    "score_hollow": ("surface", "line", 2.0, ()),
    "score_due": ("surface", "line", 1.75, (2.5, 2.5)),
    "session_held": ("accent", "", 0.0, ()),
    "session_next": ("surface", "accent", 2.5, ()),
    "session_planned": ("surface", "border_strong", 1.5, (2.0, 2.0)),
    "session_ring": ("surface", "accent", 1.8, ()),
    "infusion_given": ("infusion_mark", "", 0.0, ()),
    "infusion_planned": ("surface", "infusion_mark", 1.5, ()),
}


def label_font(theme: Theme, role: str, text: str) -> QFont:
    return for_figures(theme.font("caption", WEIGHTS.get(role, 400)), text)


def width_in(theme: Theme) -> Callable[[str, str], float]:
    """Measures labels as this theme will draw them."""
    known: dict[tuple[str, str], float] = {}

    def width_of(text: str, role: str) -> float:
        key = (text, role)
        if key not in known:
            known[key] = QFontMetricsF(label_font(theme, role, text)).horizontalAdvance(text)
        return known[key]

    return width_of


class ChartPainter:
    """Paints one picture; `line_role` is the measure's own colour."""

    def __init__(self, painter: QPainter, theme: Theme, line_role: str) -> None:
        self.painter, self.theme, self.line_role = painter, theme, line_role

    def paint(self, picture: ChartPicture) -> None:
        """Score segments go out in one call: a polyline of many points is slow to smooth."""
        segments: list[QLineF] = []
        for shape in picture.shapes:
            if isinstance(shape, Line) and shape.role == self.line_role:
                segments.append(QLineF(shape.x1, shape.y1, shape.x2, shape.y2))
                continue
            if segments:
                self._segments(segments)
                segments = []
            self._shape(shape)
        if segments:
            self._segments(segments)

    def _segments(self, segments: list[QLineF]) -> None:
        pen = QPen(self._colour("line"), self.theme.sizes["chart"]["line"] * self.theme.scale)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        dash = self.theme.dashes.get(self.line_role.removeprefix("m_"), ())
        if dash:
            pen.setDashPattern(list(dash))
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self.painter.setPen(pen)
        self.painter.drawLines(segments)

    def _shape(self, shape: Shape) -> None:
        match shape:
            case Label():
                self._label(shape)
            case Line(x1, y1, x2, y2, role):
                self.painter.setPen(self._pen(*LINES[role]))
                self.painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))
            case Rect(x, y, width, height, role, radius):
                colour, opacity = FILLS.get(role, (role, 1.0))
                ink = self._colour(colour)
                ink.setAlphaF(opacity)
                self.painter.setPen(Qt.PenStyle.NoPen)
                self.painter.setBrush(QBrush(ink))
                self.painter.drawRoundedRect(QRectF(x, y, width, height), radius, radius)
            case Circle(x, y, radius, role):
                self._mark(role)
                self.painter.drawEllipse(QPointF(x, y), radius, radius)
            case Diamond(x, y, radius, role):
                self._mark(role)
                self.painter.drawPath(diamond(QPointF(x, y), radius))

    def _mark(self, role: str) -> None:
        fill, edge, width, dash = MARKS[role]
        self.painter.setPen(self._pen(edge, width, dash) if edge else QPen(Qt.PenStyle.NoPen))
        self.painter.setBrush(QBrush(self._colour(fill)))

    def _label(self, label: Label) -> None:
        font = label_font(self.theme, label.role, label.text)
        width = QFontMetricsF(font).horizontalAdvance(label.text)
        shift = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[label.anchor]
        self.painter.setFont(font)
        self.painter.setPen(self._colour(INKS.get(label.role, "text_muted")))
        self.painter.drawText(QPointF(label.x - shift, label.y), label.text)

    def _pen(self, colour: str, width: float, dash: tuple[float, ...]) -> QPen:
        pen = QPen(self._colour(colour), width * self.theme.scale)
        if dash:
            pen.setDashPattern([step / width for step in dash])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    def _colour(self, role: str) -> QColor:
        return self.theme.color(self.line_role if role == "line" else role)
