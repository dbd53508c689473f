"""The recovery key on one sheet of paper: which records it opens, the key, and what to do with the sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ketacounsel.reports.fonts import face
from ketacounsel.reports.mark import draw_mark
from ketacounsel.reports.style import style_for
from ketacounsel.reports.words import Words, clean, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketacounsel.core.report import Paper
    from ketacounsel.reports.style import Look, Style

KEY_FACE, KEY_SIZE, KEY_LINE = "Courier-Bold", 24.0, 34.0
TITLE = "Recovery key"
DOES = (
    "This key opens the records named above when their passphrase is lost. Whoever holds it can read them. "
    "Nobody else has a copy: without the passphrase or this key, the records stay closed for good."
)
QR_SIDE = 34 * mm
READS_AS = "The same key for a camera, so that it need not be typed. Whoever photographs it has the key."
STEPS = (
    "Keep this sheet where you keep signed consents, away from the computer.",
    "In the unlock window choose “Use recovery key” and type the six groups.",
    "When you make a new recovery key, this one still opens the backups made before. Shred it when they go.",
)


@dataclass(frozen=True, slots=True)
class KeySheet:
    """What stands on the sheet. `records` is the short name of the records' identity."""

    practice: str
    records: str
    made_on: date
    groups: tuple[str, ...] = field(repr=False)


def render_key_sheet(sheet: KeySheet, paper: Paper) -> bytes:
    """One page as PDF; the same sheet gives the same bytes."""
    style = style_for(paper)
    target = BytesIO()
    canvas = Canvas(target, pagesize=(style.width, style.height), invariant=1, lang="en")
    canvas.setTitle(f"KetaCounsel recovery key, records {sheet.records}")
    canvas.setAuthor(clean(sheet.practice))
    pen = _Pen(canvas, style)
    pen.title(TITLE)
    pen.lines(
        (
            ("Practice", sheet.practice),
            ("Records", sheet.records),
            ("Made on", f"{sheet.made_on.day} {sheet.made_on:%B %Y}"),
        )
    )
    pen.key(sheet.groups)
    pen.words(DOES, "body", 8 * mm)
    for number, step in enumerate(STEPS, start=1):
        pen.words(f"{number}.  {step}", "body", 3 * mm)
    pen.code("-".join(sheet.groups))
    canvas.showPage()
    canvas.save()
    return target.getvalue()


class _Pen:
    """Writes down the page, line below line."""

    def __init__(self, canvas: Canvas, style: Style) -> None:
        self._canvas, self._style = canvas, style
        self._y = style.height - style.top - 10 * mm

    def title(self, title: str) -> None:
        style = self._style
        draw_mark(self._canvas, style.side, self._y - 8, style)
        self._canvas.setFillColor(style.ink["text"])
        self._canvas.setFont(face("semibold").name, 20)
        self._canvas.drawString(style.side + 14 * mm, self._y, title)
        self._y -= 14 * mm

    def lines(self, rows: Sequence[tuple[str, str]]) -> None:
        """A label and what it says, a line each."""
        for label, said in rows:
            top = self._y
            self._put(label, self._style.text["party_label"], self._style.side, 26 * mm, top)
            left = self._style.side + 28 * mm
            high = self._put(said, self._style.text["body"], left, self._style.text_width - 28 * mm, top)
            self._y = top - max(high, 4 * mm) - 1.5 * mm
        self._y -= 6 * mm

    def key(self, groups: Sequence[str]) -> None:
        """Six groups in two lines, numbered, in a frame."""
        canvas, style = self._canvas, self._style
        high, step = 2 * KEY_LINE + 25 * mm, style.text_width / 3
        canvas.setStrokeColor(style.ink["accent"])
        canvas.setLineWidth(1.2)
        canvas.roundRect(style.side, self._y - high, style.text_width, high, 3 * mm, stroke=1, fill=0)
        for place, group in enumerate(groups):
            middle = style.side + step * (place % 3 + 0.5)
            base = self._y - 17 * mm - (place // 3) * (KEY_LINE + 8 * mm)
            canvas.setFillColor(style.ink["muted"])
            canvas.setFont(face("regular").name, 8)
            canvas.drawCentredString(middle, base + KEY_SIZE + 3, str(place + 1))
            canvas.setFillColor(style.ink["text"])
            canvas.setFont(KEY_FACE, KEY_SIZE)
            canvas.drawCentredString(middle, base, group)
        self._y -= high

    def code(self, key: str) -> None:
        """The key as a square for a camera, and what it is beside it."""
        from reportlab.graphics import renderPDF
        from reportlab.graphics.barcode.qr import QrCodeWidget
        from reportlab.graphics.shapes import Drawing

        style, top = self._style, self._y - 8 * mm
        square = QrCodeWidget(key, barLevel="M", barBorder=4, barWidth=QR_SIDE, barHeight=QR_SIDE)
        drawing = Drawing(QR_SIDE, QR_SIDE)
        drawing.add(square)
        renderPDF.draw(drawing, self._canvas, style.side, top - QR_SIDE)
        left = style.side + QR_SIDE + 6 * mm
        self._put(READS_AS, style.text["body"], left, style.text_width - QR_SIDE - 6 * mm, top - 4 * mm)
        self._y = top - QR_SIDE

    def words(self, text: str, role: str, gap: float) -> None:
        """A paragraph over the whole width."""
        self._y -= gap
        style = self._style
        self._y -= self._put(text, style.text[role], style.side, style.text_width, self._y)

    def _put(self, text: str, look: Look, left: float, width: float, top: float) -> float:
        words = Words(printable(clean(text).strip(), look.weight, []), look)
        _, high = words.wrap(width, self._style.height)
        words.write(self._canvas, left, top - high)
        return high
