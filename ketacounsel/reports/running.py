"""What stands on every page: the room for its parts, the running head from page two on, and the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.units import mm

from ketacounsel.reports.fonts import face
from ketacounsel.reports.parts import Area
from ketacounsel.reports.words import Words, width_of

if TYPE_CHECKING:
    from ketacounsel.reports.sheet import Sheet
    from ketacounsel.reports.style import Style
    from ketacounsel.reports.typesetter import Typesetter

FOOT_PAD = 2.2 * mm
ABOVE_FOOT = 4.5 * mm
HEAD_PAD = 2.6 * mm
BELOW_HEAD = 7.0 * mm
MIDDLE_GAP = 3.0 * mm


def _foot(style: Style) -> float:
    return style.foot + style.text["footer"].leading + FOOT_PAD + ABOVE_FOOT


def later_height(style: Style) -> float:
    """The room for text on every page but the first."""
    head = style.text["header"].leading + HEAD_PAD + BELOW_HEAD
    return style.height - style.top - head - _foot(style)


class Running:
    """What stands on every page: the running head from page two on, and the foot."""

    def __init__(
        self, setter: Typesetter, *, practice: str, subject: str, left: str, check: str = "", state: str = ""
    ) -> None:
        style = setter.style
        self.style = style
        width = style.text_width
        self.practice = setter.words(practice[:80], "header", None)
        self.subject = setter.words(subject[:90], "header_right", None)
        proofs = [f"Check {check[:20]}"] if check else []
        proofs += [f"Records {state[:30]}"] if state else []
        self.middles = tuple(" · ".join(["Confidential", *proofs[:most]]) for most in (2, 1, 0))
        self.left = setter.words(left[:110], "footer", None)
        self.practice.wrap(width / 2, 1e6)
        self.subject.wrap(width / 2, 1e6)
        self.left.wrap(width * 0.56, 1e6)

    def area(self, page: int) -> Area:
        """The room for parts on a page."""
        style, foot = self.style, _foot(self.style)
        top = style.height - style.top if page == 1 else foot + later_height(style)
        return Area(style.side, foot, style.text_width, top)

    def draw_head(self, sheet: Any) -> None:
        style = self.style
        y = style.height - style.top - style.text["header"].leading
        self.practice.draw_on(sheet, style.side, y)
        self.subject.draw_on(sheet, style.side + style.text_width / 2, y)
        _rule(sheet, style, y - HEAD_PAD)

    def draw_foot(self, sheet: Sheet, page: int, pages: int) -> None:
        style = self.style
        look = style.text["footer"]
        _rule(sheet, style, style.foot + look.leading + FOOT_PAD)
        self.left.draw_on(sheet, style.side, style.foot + look.leading - self.left.height)
        with sheet.marked(None):
            sheet.setFont(face(look.weight).name, look.size)
            sheet.setFillColor(look.ink)
            right = style.side + style.text_width
            count = f"Page {page} of {pages}"
            y = style.foot + look.leading - look.size
            sheet.drawRightString(right, y, count)
            start, room = _between(self.left, width_of(count, look), style)
            fits = (words for words in self.middles if width_of(words, look) <= room)
            sheet.drawCentredString(start + room / 2, y, next(fits, self.middles[-1]))


def _between(left: Words, count: float, style: Style) -> tuple[float, float]:
    """The space that the two ends of the foot leave: where it starts, and how wide it is."""
    start = left.widest() + MIDDLE_GAP
    return style.side + start, style.text_width - count - MIDDLE_GAP - start


def _rule(sheet: Sheet, style: Style, y: float) -> None:
    with sheet.marked(None):
        sheet.setStrokeColor(style.ink["rule"])
        sheet.setLineWidth(0.2 * mm)
        sheet.line(style.side, y, style.side + style.text_width, y)
