"""A note leaves the screen: onto paper, into a file, or into the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.ui.errors import words_for
from ketacounsel.ui.printing import has_printer, print_pdf, save_pdf
from ketacounsel.ui.when import local
from ketacounsel.ui.widgets.accessible import announce

if TYPE_CHECKING:
    from ketacounsel.core.note_paper import NotePaper
    from ketacounsel.ui.screens.note.viewmodel import Note

PRINT, SAVE = "Print", "Save as PDF\u2026"
COPIED = "The note is in the clipboard. It is no longer protected there."


def print_words(draft: bool = False) -> str:
    """What the button says: without a printer the file is what one gets."""
    if not has_printer():
        return SAVE
    return "Print draft" if draft else PRINT


def put_on_paper(over: QWidget, note: Note, tell: Callable[[str], None]) -> None:
    """Print the note, or save it as a PDF where there is no printer. `tell` says how it went."""
    desk, paper = note.desk, note.desk.notes.paper(note.id)
    day = local(note.view.head.service_at, desk.zone).date()

    def failed(problem: Exception) -> None:
        tell(words_for(problem))

    def printed(done: bool) -> None:
        if done:
            desk.notes.left(note.id, "printed")

    def ready(pdf: bytes) -> None:
        if desk.jobs.ending:
            return
        if has_printer():
            print_pdf(over, desk.jobs, pdf, paper.paper.value, printed, failed)
            return
        try:
            path = save_pdf(over, pdf, f"Note {day:%Y-%m-%d}.pdf")
        except KetaCounselError as refusal:
            tell(refusal.sentence)
            return
        if path is not None:
            desk.notes.left(note.id, "saved")
            tell("Saved as a PDF. Outside the records it is no longer protected.")

    desk.jobs.run(lambda: _rendered(paper), ready, failed)


def copy_text(over: QWidget, note: Note, tell: Callable[[str], None]) -> None:
    """The note as plain text into the clipboard."""
    QGuiApplication.clipboard().setText(note.desk.notes.plain(note.id))
    note.desk.notes.left(note.id, "copied")
    tell(COPIED)
    announce(over, COPIED)


def _rendered(paper: NotePaper) -> bytes:
    from ketacounsel.reports.note_print import render_note

    return render_note(paper)
