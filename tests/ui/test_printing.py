"""What goes to a printer: the pages asked for, on their paper, under a name that tells nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.ui.printing import print_pages, put_on

LETTER, A4 = (612, 792), (595, 842)


def three_pages() -> list[QImage]:
    """Pages whose height says their number."""
    pages = [QImage(85, 110 - number, QImage.Format.Format_RGB32) for number in range(3)]
    for page in pages:
        page.fill(0xFFFFFFFF)
    return pages


def a_printer(path: Path) -> QPrinter:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def heights(path: Path) -> list[int]:
    """Of the picture on each page."""
    return [image.image.size[1] for page in PdfReader(path).pages for image in page.images if image.image]


def sizes(path: Path) -> set[tuple[int, int]]:
    return {(round(page.mediabox.width), round(page.mediabox.height)) for page in PdfReader(path).pages}


@pytest.mark.usefixtures("qapp")
def test_only_the_pages_asked_for_are_printed(tmp_path: Path) -> None:
    printer = a_printer(tmp_path / "some.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    put_on(printer, three_pages(), "letter")
    assert heights(tmp_path / "some.pdf") == [109, 108]


@pytest.mark.usefixtures("qapp")
def test_all_pages_are_printed_when_none_are_named(tmp_path: Path) -> None:
    put_on(a_printer(tmp_path / "all.pdf"), three_pages(), "letter")
    assert heights(tmp_path / "all.pdf") == [110, 109, 108]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("paper", "usual", "size"),
    [("letter", QPageSize.PageSizeId.A4, LETTER), ("a4", QPageSize.PageSizeId.Letter, A4)],
)
def test_the_paper_is_that_of_the_pages_whatever_the_printer_usually_takes(
    tmp_path: Path, paper: str, usual: QPageSize.PageSizeId, size: tuple[int, int]
) -> None:
    printer = a_printer(tmp_path / "page.pdf")
    printer.setPageSize(QPageSize(usual))
    put_on(printer, three_pages()[:1], paper)
    assert sizes(tmp_path / "page.pdf") == {size}


def test_the_queue_is_told_nothing_of_what_is_printed(qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    seen: list[tuple[str, str]] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QPrintDialog):
            asked.stop()
            seen.append((dialog.printer().docName(), dialog.windowTitle()))
            dialog.reject()

    asked = QTimer(over)
    asked.timeout.connect(look)
    asked.start(10)
    assert not print_pages(over, three_pages(), "a4")
    assert seen == [("KetaCounsel", "KetaCounsel")]
