"""The paper back end of a chart: the layout's shapes in ink."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ketacounsel.core.chart import layout
from ketacounsel.core.chart_picture import PAPER, Anchor, Circle, Diamond, Label, Line, Rect
from ketacounsel.reports.fonts import face
from ketacounsel.reports.parts import Part
from ketacounsel.reports.words import width_in
from ketacounsel.reports.words import width_of as in_points

if TYPE_CHECKING:
    from reportlab.lib.colors import Color

    from ketacounsel.core.chart_picture import ChartPicture, Shape
    from ketacounsel.core.series import ChartInput
    from ketacounsel.reports.style import Style
    from ketacounsel.reports.tags import Node

UNIT = 0.75  # points a unit of the layout
LEGEND_GAP = 17.0
SIZES = {"value": 10.5}
SEMIBOLD = {"value", "infusion_number_given", "infusion_number_planned", "cut_label"}
INKS = {"value": "text", "infusion_number_given": "paper", "infusion_number_planned": "infusion"}
FILLS = {"score": "line", "score_hollow": "paper", "session_ring": "paper", "infusion_given": "infusion"}
STROKES = {
    "grid": ("rule", 0.6, ()),
    "axis": ("head", 1.0, ()),
    "infusion_line_given": ("infusion", 1.1, ()),
    "infusion_line_planned": ("infusion", 1.1, (3, 4)),
    "cut_line": ("head", 1.0, (6, 3)),
    "score": ("paper", 1.4, ()),
    "score_hollow": ("line", 1.6, ()),
    "session_ring": ("accent", 1.8, ()),
    "infusion_planned": ("infusion", 1.2, ()),
}
SCORE_LINE = ("line", 1.8, ())


def width_of(text: str, role: str) -> float:
    """How wide a label is, in units of the layout."""
    weight = "semibold" if role in SEMIBOLD else "regular"
    return width_in(text, weight, SIZES.get(role, PAPER.text))


class ChartFigure(Part):
    """A chart, its key and its footnotes; to a screen reader one figure with its scores in words."""

    def __init__(self, chart: ChartInput, style: Style, node: Node, caption: str) -> None:
        self.style, self.node, self.caption = style, node, caption
        units = style.text_width / UNIT
        self.picture: ChartPicture = layout(chart, units, style.gaps["chart_height"], width_of, PAPER)
        self.keys = _keys(self.picture)
        self.notes = list(self.picture.footnotes)
        self.drawn_height = self.picture.height * UNIT
        line = style.text["caption"].leading
        self.line = line
        rows = bool(self.keys or caption) + len(self.notes)
        self.below = rows * line + (5.7 if rows else 0.0)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = self.style.text_width, self.drawn_height + self.below
        return self.width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        with canvas.marked(self.node):
            canvas.saveState()
            canvas.translate(0, self.height)
            canvas.scale(UNIT, UNIT)
            for shape in self.picture.shapes:
                self._shape(shape)
            canvas.restoreState()
            self._legend()

    def _shape(self, shape: Shape) -> None:
        canvas: Any = self.canv
        match shape:
            case Label():
                self._label(shape)
            case Line(x1, y1, x2, y2, role):
                self._stroke(role if role in STROKES else "")
                canvas.line(x1, -y1, x2, -y2)
            case Rect(x, y, width, height, role):
                canvas.setFillColor(self._ink(role))
                canvas.rect(x, -y - height, width, height, stroke=0, fill=1)
            case Circle(x, y, radius, role):
                canvas.setFillColor(self._ink(FILLS[role]))
                self._stroke(role)
                canvas.circle(x, -y, radius, stroke=1, fill=1)
            case Diamond(x, y, radius, role):
                canvas.setFillColor(self._ink(FILLS.get(role, "paper")))
                self._stroke(role)
                _diamond(canvas, x, -y, radius, stroke=int(role in STROKES))

    def _label(self, label: Label) -> None:
        canvas: Any = self.canv
        role = label.role
        canvas.setFont(face("semibold" if role in SEMIBOLD else "regular").name, SIZES.get(role, PAPER.text))
        canvas.setFillColor(self._ink(INKS.get(role, "muted")))
        draw = {
            Anchor.START: canvas.drawString,
            Anchor.MIDDLE: canvas.drawCentredString,
            Anchor.END: canvas.drawRightString,
        }[label.anchor]
        draw(label.x, -label.y, label.text)

    def _ink(self, role: str) -> Color:
        """A role without an ink of its own is a quiet ground."""
        return self.style.ink.get(role) or self.style.ink["band3"]

    def _stroke(self, role: str) -> None:
        canvas: Any = self.canv
        ink, width, dash = STROKES.get(role, SCORE_LINE)
        canvas.setStrokeColor(self.style.ink[ink])
        canvas.setLineWidth(width)
        canvas.setLineCap(1 if role == "" else 0)
        canvas.setDash(*dash) if dash else canvas.setDash()

    def _legend(self) -> None:
        """The key on one line under the axis, the footnotes beneath it."""
        canvas: Any = self.canv
        style = self.style.text["caption"]
        x, y = PAPER.gutter * UNIT, self.below - 5.7 - style.size
        for role, words in self.keys:
            canvas.setFillColor(self._ink(FILLS[role]))
            self._stroke(role)
            middle = y + style.size * 0.36
            if role == "infusion_given":
                _diamond(canvas, x + 3.75, middle, 3.75, stroke=0)
            else:
                canvas.setLineWidth(1.35)
                canvas.circle(x + 3.75, middle, 3.0, stroke=1, fill=1)
            x = self._write(words, x + 12.0, y) + LEGEND_GAP
        if self.caption:
            self._write(self.caption, x, y)
        if self.keys or self.caption:
            y -= self.line
        for note in self.notes:
            self._write(note, PAPER.gutter * UNIT, y)
            y -= self.line

    def _write(self, words: str, x: float, y: float) -> float:
        canvas: Any = self.canv
        style = self.style.text["caption"]
        canvas.setFont(face(style.weight).name, style.size)
        canvas.setFillColor(style.ink)
        canvas.drawString(x, y, words)
        return x + in_points(words, style)


def _keys(picture: ChartPicture) -> list[tuple[str, str]]:
    roles = {shape.role for shape in picture.shapes}
    known = (("infusion_given", "Infusion"), ("session_ring", "Integration session"))
    return [(role, words) for role, words in known if role in roles]


def _diamond(canvas: Any, x: float, y: float, radius: float, stroke: int) -> None:
    path = canvas.beginPath()
    path.moveTo(x, y + radius)
    path.lineTo(x + radius, y)
    path.lineTo(x, y - radius)
    path.lineTo(x - radius, y)
    path.close()
    canvas.drawPath(path, stroke=stroke, fill=1)
