"""A password on an exported PDF: AES-256, by pypdf, because reportlab's own encryption is RC4."""

from __future__ import annotations

from io import BytesIO


def protect(pdf: bytes, password: str) -> bytes:
    """The same pages, to be opened with the password alone."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    writer.encrypt(password, algorithm="AES-256")
    target = BytesIO()
    writer.write(target)
    return target.getvalue()
