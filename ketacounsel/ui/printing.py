"""Printing a PDF made by us: its own pages, as pictures, through the system's print dialog."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from ketacounsel.core.errors import NotOnDisk
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.widgets.pdf_pages import page_images

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DOTS_AN_INCH = 300
PAPER_WIDTH_IN = {"a4": 8.27, "letter": 8.5}
SAVE = "Save as PDF"
QUEUE = "/run/cups/cups.sock"
JOB = "KetaCounsel"
"""What the queue and its log are told: no client, no number, no kind of paper."""


def ask_this_computer_only() -> None:
    """The print service is asked through its socket on this computer, where Linux has it, never over a net.

    Without this its library tries a port of this computer, or the server that a file of the system names.
    """
    if sys.platform == "linux":
        os.environ.setdefault("CUPS_SERVER", QUEUE)


def has_printer() -> bool:
    """Whether this computer knows a printer."""
    ask_this_computer_only()
    from PySide6.QtPrintSupport import QPrinterInfo

    return bool(QPrinterInfo.availablePrinterNames())


def print_pages(over: QWidget, pages: Sequence[QImage], paper: str) -> bool:
    """Ask where to, and print. `paper` is a4 or letter. False when the dialog was closed."""
    printer = _ask_where(over, len(pages), paper)
    if printer is None:
        return False
    put_on(printer, pages, paper)
    return True


def _ask_where(over: QWidget, pages: int, paper: str) -> QPrinter | None:
    ask_this_computer_only()
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(JOB)
    printer.setPageSize(_size(paper))
    dialog = QPrintDialog(printer, over)
    dialog.setWindowTitle(JOB)
    dialog.setMinMax(1, pages)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def put_on(
    printer: QPrinter, pages: Sequence[QImage], paper: str, go_on: Callable[[], bool] = lambda: True
) -> None:
    """Print the pages that were asked for, on the paper they were made for, as long as `go_on` says so."""
    printer.setPageSize(_size(paper))  # another printer than the usual one brings its own paper
    printer.setFullPage(True)
    painter = QPainter(printer)
    for place, page in enumerate(_asked_for(printer, pages)):
        if not go_on():
            break
        if place:
            printer.newPage()
        painter.drawImage(_fitted(page, painter.viewport()), page)
    painter.end()


def _size(paper: str) -> QPageSize:
    return QPageSize(QPageSize.PageSizeId.A4 if paper == "a4" else QPageSize.PageSizeId.Letter)


def _asked_for(printer: QPrinter, pages: Sequence[QImage]) -> Sequence[QImage]:
    if printer.printRange() is not printer.PrintRange.PageRange:
        return pages
    return pages[max(0, printer.fromPage() - 1) : printer.toPage() or None]


def _fitted(page: QImage, sheet: QRect) -> QRectF:
    """As large as the sheet allows, in its proportions."""
    size = page.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    return QRectF(0, 0, size.width(), size.height())


def print_pdf(
    over: QWidget,
    jobs: Jobs,
    pdf: bytes,
    paper: str,
    done: Callable[[bool], None] | None = None,
    failed: Callable[[Exception], None] | None = None,
) -> None:
    """Make pictures of the pages on the bench, ask where to, and print on the bench: a lock cuts it short."""
    width = round(PAPER_WIDTH_IN[paper] * DOTS_AN_INCH)

    def tell(printed: bool) -> None:
        if done is not None:
            done(printed)

    def ready(pages: Sequence[QImage]) -> None:
        printer = None if jobs.ending else _ask_where(over, len(pages), paper)
        if printer is None:
            tell(False)
            return
        jobs.run(
            lambda: put_on(printer, pages, paper, lambda: not jobs.ending),
            lambda _: tell(True),
            failed or _raise,
        )

    jobs.run(lambda: page_images(pdf, width), ready, failed or _raise)


def save_pdf(over: QWidget, pdf: bytes, name: str) -> Path | None:
    """Ask where to, and write the file there. None when the dialog was closed. Raises NotOnDisk."""
    chosen, _ = QFileDialog.getSaveFileName(over, SAVE, name, "PDF (*.pdf)")
    if not chosen:
        return None
    path = Path(chosen)
    path = path if path.suffix else path.with_suffix(".pdf")
    try:
        path.write_bytes(pdf)
    except OSError as problem:
        raise NotOnDisk(
            "The PDF could not be written there.",
            safe="Your records are unchanged.",
            todo="Choose another folder, or make room on the disk.",
        ) from problem
    return path


def _raise(problem: Exception) -> None:
    raise problem
