"""A report in, the bytes of its PDF out: the same report gives the same bytes. One job at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from ketacounsel.core.report import Notice, Paper, Signature
from ketacounsel.reports.closing import closed
from ketacounsel.reports.opening import opening
from ketacounsel.reports.sections import flow
from ketacounsel.reports.sheet import Sheet
from ketacounsel.reports.style import style_for
from ketacounsel.reports.typesetter import Typesetter
from ketacounsel.reports.words import Words

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from ketacounsel.core.report import Report
    from ketacounsel.reports.style import Style

FOOT_PAD = 2.2 * mm
ABOVE_FOOT = 4.5 * mm
HEAD_PAD = 2.6 * mm
BELOW_HEAD = 7.0 * mm


@dataclass(frozen=True, slots=True)
class Rendered:
    """The file, its pages, and what the reader should know was printed otherwise than typed."""

    pdf: bytes = field(repr=False)
    pages: int
    warnings: tuple[str, ...] = ()


def render(report: Report, paper: Paper | None = None) -> bytes:
    """The PDF alone."""
    return render_checked(report, paper).pdf


def render_checked(report: Report, paper: Paper | None = None) -> Rendered:
    """The PDF with its page count and warnings; `paper` defaults to the report's own."""
    style = style_for(paper or report.meta.paper)
    setter = Typesetter(style)
    story = _story(report, setter)
    running = _Running(report, setter)
    target = BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=(style.width, style.height),
        pageTemplates=_templates(style, running),
        title=f"{report.meta.title}, {report.parties.file_no}".rstrip(", "),
        author=report.parties.sender,
        subject=report.meta.subtitle,
        creator="KetaCounsel",
        producer="KetaCounsel",
        lang=report.meta.language,
        displayDocTitle=True,
        pageCompression=1,
        invariant=1,
    )

    def sheet(*args: Any, **kwargs: Any) -> Sheet:
        made = Sheet(*args, **kwargs)
        made.foot, made.root, made.language = running.draw_foot, setter.root, report.meta.language
        return made

    document.build(story, canvasmaker=sheet)
    return Rendered(target.getvalue(), document.page, tuple(setter.warnings))


def _story(report: Report, setter: Typesetter) -> list[Flowable]:
    body, signature, foot = list(opening(report, setter)), list[Any](), list[Any]()
    for block in report.blocks:
        if not isinstance(block, Signature | Notice):
            body += flow(block, setter)
    for block in report.blocks:
        if isinstance(block, Signature):
            signature += flow(block, setter)
        elif isinstance(block, Notice):
            foot += flow(block, setter)
    return closed(body, signature, foot, setter.style, _later_height(setter.style))


def _foot(style: Style) -> float:
    return style.foot + style.text["footer"].leading + FOOT_PAD + ABOVE_FOOT


def _later_height(style: Style) -> float:
    """The room for text on every page but the first."""
    head = style.text["header"].leading + HEAD_PAD + BELOW_HEAD
    return style.height - style.top - head - _foot(style)


def _templates(style: Style, running: _Running) -> list[PageTemplate]:
    foot = _foot(style)
    first = style.height - style.top
    later = foot + _later_height(style)

    def frame(top: float) -> Frame:
        return Frame(style.side, foot, style.text_width, top - foot, 0, 0, 0, 0)

    return [
        PageTemplate("first", [frame(first)], autoNextPageTemplate="later"),
        PageTemplate("later", [frame(later)], onPage=running.draw_head),
    ]


class _Running:
    """What stands on every page: the running head from page two on, and the foot."""

    def __init__(self, report: Report, setter: Typesetter) -> None:
        style = setter.style
        self.style = style
        width = style.text_width
        self.practice = setter.words(report.letterhead.practice[:80], "header", None)
        self.subject = setter.words(
            f"{report.meta.title} · {report.parties.client}"[:90], "header_right", None
        )
        self.middle = f"Confidential · Check {report.check[:20]}" if report.check else "Confidential"
        self.left = setter.words(report.footer[:110], "footer", None)
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
