"""A report in, the bytes of its PDF out: the same report gives the same bytes. One job at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ketacounsel.core.report import Notice, Paper, Signature
from ketacounsel.reports.closing import closed
from ketacounsel.reports.opening import opening
from ketacounsel.reports.running import Running, later_height
from ketacounsel.reports.sections import flow
from ketacounsel.reports.sheet import About, printed
from ketacounsel.reports.style import style_for
from ketacounsel.reports.typesetter import Typesetter

if TYPE_CHECKING:
    from ketacounsel.core.report import Report
    from ketacounsel.reports.parts import Part


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
    running = Running(
        setter,
        practice=report.letterhead.practice,
        subject=f"{report.meta.title} · {report.parties.client}",
        left=report.footer,
        check=report.check,
        state=report.state,
    )
    about = About(
        f"{report.meta.title}, {report.parties.file_no}".rstrip(", "),
        report.parties.sender,
        report.meta.subtitle,
        report.meta.language,
    )
    pdf, pages = printed(story, setter.root, running, about)
    return Rendered(pdf, pages, tuple(setter.warnings))


def _story(report: Report, setter: Typesetter) -> list[Part]:
    body, signature, foot = list(opening(report, setter)), list[Any](), list[Any]()
    for block in report.blocks:
        if not isinstance(block, Signature | Notice):
            body += flow(block, setter)
    for block in report.blocks:
        if isinstance(block, Signature):
            signature += flow(block, setter)
        elif isinstance(block, Notice):
            foot += flow(block, setter)
    return closed(body, signature, foot, setter.style, later_height(setter.style))
