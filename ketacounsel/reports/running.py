"""What stands on every page of a document: frames, the running head from page two on, and the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Frame, PageTemplate

from ketacounsel.reports.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketacounsel.reports.sheet import Sheet
    from ketacounsel.reports.style import Style
    from ketacounsel.reports.typesetter import Typesetter

FOOT_PAD = 2.2 * mm
ABOVE_FOOT = 4.5 * mm
HEAD_PAD = 2.6 * mm
BELOW_HEAD = 7.0 * mm


def _foot(style: Style) -> float:
    return style.foot + style.text["footer"].leading + FOOT_PAD + ABOVE_FOOT


def later_height(style: Style) -> float:
    """The room for text on every page but the first."""
    head = style.text["header"].leading + HEAD_PAD + BELOW_HEAD
    return style.height - style.top - head - _foot(style)


def templates(
    style: Style, running: Running, under: Callable[[Any], None] | None = None
) -> list[PageTemplate]:
    """The first page and those after it; `under` draws beneath the words of each."""
    foot = _foot(style)
    first = style.height - style.top
    later = foot + later_height(style)

    def frame(top: float) -> Frame:
        return Frame(style.side, foot, style.text_width, top - foot, 0, 0, 0, 0)

    def begin(sheet: Any, _document: object) -> None:
        if under is not None:
            under(sheet)

    def go_on(sheet: Any, document: object) -> None:
        begin(sheet, document)
        running.draw_head(sheet, document)

    return [
        PageTemplate("first", [frame(first)], onPage=begin, autoNextPageTemplate="later"),
        PageTemplate("later", [frame(later)], onPage=go_on),
    ]


class Running:
    """What stands on every page: the running head from page two on, and the foot."""

    def __init__(
        self, setter: Typesetter, *, practice: str, subject: str, left: str, check: str = ""
    ) -> None:
        style = setter.style
        self.style = style
        width = style.text_width
        self.practice = setter.words(practice[:80], "header", None)
        self.subject = setter.words(subject[:90], "header_right", None)
        self.middle = f"Confidential · Check {check[:20]}" if check else "Confidential"
        self.left = setter.words(left[:110], "footer", None)
        self.practice.wrap(width / 2, 1e6)
        self.subject.wrap(width / 2, 1e6)
        self.left.wrap(width * 0.56, 1e6)

    def draw_head(self, sheet: Any, _document: object) -> None:
        style = self.style
        y = style.height - style.top - style.text["header"].leading
        self.practice.drawOn(sheet, style.side, y)
        self.subject.drawOn(sheet, style.side + style.text_width / 2, y)
        _rule(sheet, style, y - HEAD_PAD)

    def draw_foot(self, sheet: Sheet, page: int, pages: int) -> None:
        style = self.style
        look = style.text["footer"]
        _rule(sheet, style, style.foot + look.leading + FOOT_PAD)
        self.left.drawOn(sheet, style.side, style.foot + look.leading - self.left.height)
        with sheet.marked(None):
            sheet.setFont(look.fontName, look.fontSize)
            sheet.setFillColor(look.textColor)
            right = style.side + style.text_width
            count = f"Page {page} of {pages}"
            y = style.foot + look.leading - look.fontSize
            sheet.drawRightString(right, y, count)
            middle = _between(self.left, stringWidth(count, look.fontName, look.fontSize), style)
            sheet.drawCentredString(middle, y, self.middle)


def _between(left: Words, count: float, style: Style) -> float:
    """The middle of the space that the two ends of the foot leave."""
    used = max(left.getActualLineWidths0() or [0.0])
    return style.side + (used + style.text_width - count) / 2


def _rule(sheet: Sheet, style: Style, y: float) -> None:
    with sheet.marked(None):
        sheet.setStrokeColor(style.ink["rule"])
        sheet.setLineWidth(0.2 * mm)
        sheet.line(style.side, y, style.side + style.text_width, y)
