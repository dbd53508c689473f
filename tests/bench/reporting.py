"""The progress report beside bare platypus: the same pages, an embedded face, the same kinds of content."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from ketacounsel import ahead, practice_set
from ketacounsel.paths import resource_root
from ketacounsel.services import vault
from ketacounsel.services.office import open_office
from tests.bench.figure import Figure, in_turn, taken_ms
from tests.bench.sets import NOW, SMALL, a_copy

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from ketacounsel.core.report import Report

ROUNDS, FIRSTS = 9, 3
ROWS = [["Infusion", "Dose", "Aftereffects", "Session", "PHQ-9"]] + [
    [str(number), "0.75 mg/kg IV, 40 min", "Nausea, mild, settled 12:10", "Thu 8 Oct, day +2", "13"]
    for number in range(1, 13)
]
WORDS = "Two themes recur across the three sessions: belonging, and asking for help. " * 8


def figures() -> list[Figure]:
    """Once it is warm, and the first of the day: with everything there is to load, and as in the window."""
    with tempfile.TemporaryDirectory(prefix="bench-") as own:
        pages, ours, floor, compiling = _warm(a_copy(SMALL, Path(own)))
    _first("cold")
    cold = statistics.median(_first("cold") for _ in range(FIRSTS))
    firsts = in_turn(lambda: _first("window"), lambda: _first("floor"), FIRSTS)
    return [
        Figure(f"Report of {pages} pages, made into a PDF", ours, "ms", 1.5, floor),
        Figure("Report, compiled from the records", compiling, "ms", 50),
        Figure("Report, the first of a process, nothing loaded", cold, "ms", 500),
        Figure("Report, the first of the day in the window", firsts[0], "ms", 1.5, firsts[1]),
    ]


def _warm(folder: Path) -> tuple[int, float, float, float]:
    from ketacounsel.reports.render import render_checked

    unlocked = vault.open_records(folder, vault.derive(folder, practice_set.PASSPHRASE))
    office = open_office(unlocked, lambda: NOW)
    maren = office.clients.find("Maren Ostrowski")[0][0]

    def compiled() -> Report:
        return office.reports.compile_default(maren, None, None, "letter", NOW)

    report = compiled()
    pages = render_checked(report).pages
    bare(pages)
    ours, floor = in_turn(
        lambda: taken_ms(lambda: render_checked(report)), lambda: taken_ms(lambda: bare(pages)), ROUNDS
    )
    compiling = statistics.median(taken_ms(compiled) for _ in range(ROUNDS))
    unlocked.close()
    return pages, ours, floor, compiling


def bare(pages: int) -> bytes:
    """The floor: paragraphs, tables and a line chart by platypus, in a face of the app's own."""
    from reportlab.lib.pagesizes import letter
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    for name in ("Inter_400Regular", "Inter_600SemiBold"):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(resource_root() / "fonts" / f"{name}.ttf")))
    body = ParagraphStyle("body", fontName="Inter_400Regular", fontSize=9.5, leading=14)
    head = ParagraphStyle("head", fontName="Inter_600SemiBold", fontSize=12, leading=18)
    ruled = TableStyle(
        [("FONT", (0, 0), (-1, -1), "Inter_400Regular", 9), ("LINEBELOW", (0, 0), (-1, -1), 0.4, "grey")]
    )
    story: list[Flowable] = []
    for number in range(pages):
        story += [Paragraph("Progress report", head), Paragraph(WORDS, body), Spacer(1, 8), _chart()]
        story += [Table(ROWS, style=ruled), Spacer(1, 8), Paragraph(WORDS, body)]
        story += [PageBreak()] if number < pages - 1 else []
    target = BytesIO()
    SimpleDocTemplate(target, pagesize=letter).build(story)
    return target.getvalue()


def _chart() -> Flowable:
    from reportlab.graphics.shapes import Circle, Drawing, PolyLine, String

    drawing = Drawing(460, 150)
    places = [(20 + 60 * at, 30 + 14 * (at % 5)) for at in range(8)]
    drawing.add(PolyLine([part for place in places for part in place]))
    for x, y in places:
        drawing.add(Circle(x, y, 3))
        drawing.add(String(x, y + 6, str(y), fontName="Inter_400Regular", fontSize=8))
    return drawing


def _first(which: str) -> float:
    """In a process of its own, from before the library is loaded to the bytes."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.reporting", which],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return float(done.stdout.splitlines()[-1])


def _main(which: str) -> None:
    """Takes the time of one. In the window, what every start fetches beside the passphrase is there."""
    if which == "floor":
        started = perf_counter()
        bare(2)
    else:
        if which == "window":
            ahead.fetch()
        unlocked = vault.open_for_reading(SMALL, vault.derive(SMALL, practice_set.PASSPHRASE))
        office = open_office(unlocked, lambda: NOW)
        maren = office.clients.find("Maren Ostrowski")[0][0]
        started = perf_counter()
        compiled = office.reports.compile_default(maren, None, None, "letter", NOW)
        from ketacounsel.reports.render import render

        render(compiled)
    print((perf_counter() - started) * 1000)


if __name__ == "__main__":
    _main(sys.argv[1])
