"""Printing a PDF made by us: its own pages, as pictures, through the system's print dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from ketacounsel.core.errors import NotOnDisk
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.widgets.pdf_pages import page_images

DOTS_AN_INCH = 300
PAPER_WIDTH_IN = {"a4": 8.27, "letter": 8.5}
SAVE = "Save as PDF"


def has_printer() -> bool:
    """Whether this computer knows a printer."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return bool(QPrinterInfo.availablePrinterNames())


def print_pages(over: QWidget, pages: Sequence[QImage], title: str, paper: str) -> bool:
    """Ask where to, and print. `paper` is a4 or letter. False when the dialog was closed."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    size = QPageSize.PageSizeId.A4 if paper == "a4" else QPageSize.PageSizeId.Letter
    printer.setPageSize(QPageSize(size))
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, over)
    dialog.setWindowTitle(title)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    painter = QPainter(printer)
    for number, page in enumerate(pages):
        if number:
            printer.newPage()
        painter.drawImage(_fitted(page, painter.viewport()), page)
    painter.end()
    return True


def _fitted(page: QImage, sheet: QRect) -> QRectF:
    """As large as the sheet allows, in its proportions."""
    size = page.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    return QRectF(0, 0, size.width(), size.height())


def print_pdf(
    over: QWidget,
    jobs: Jobs,
    pdf: bytes,
    title: str,
    paper: str,
    done: Callable[[bool], None] | None = None,
    failed: Callable[[Exception], None] | None = None,
) -> None:
    """Make pictures of the pages on the bench, then ask where to and print."""
    width = round(PAPER_WIDTH_IN[paper] * DOTS_AN_INCH)

    def ready(pages: Sequence[QImage]) -> None:
        printed = print_pages(over, pages, title, paper)
        if done is not None:
            done(printed)

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
