"""A PDF's pages as pictures, from memory: the preview shows the very file that is saved and printed.

The functions are work for the bench: PDFium must never be used by two threads at once.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QImage

LARGEST = 4000  # pixels on a side


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(document.get_page_size(index) for index in range(len(document)))
    finally:
        document.close()


def page_images(pdf: bytes, width_px: int, pages: tuple[int, ...] = ()) -> list[QImage]:
    """The pages named, or all of them, `width_px` wide, on white."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        wanted = pages or tuple(range(len(document)))
        return [_picture(document, number, width_px) for number in wanted]
    finally:
        document.close()


def _picture(document: Any, number: int, width_px: int) -> QImage:
    page = document[number]
    try:
        width, height = page.get_size()
        scale = min(width_px / width, LARGEST / max(width, height))
        bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
        image = QImage(
            bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
        ).copy()
        bitmap.close()
        return image
    finally:
        page.close()
