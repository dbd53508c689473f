"""The recovery key: shown once, printed or saved, and two of its groups typed back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from ketacounsel.ui.errors import words_for
from ketacounsel.ui.parts.key_groups import KeyGroups
from ketacounsel.ui.parts.wizard import WizardPage
from ketacounsel.ui.printing import has_printer, print_pages
from ketacounsel.ui.screens.first_run.pages import stands
from ketacounsel.ui.screens.first_run.viewmodel import FirstRunViewModel
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.field import Field, TextField
from ketacounsel.ui.widgets.layout import holder, row
from ketacounsel.ui.widgets.pdf_pages import page_images
from ketacounsel.ui.widgets.text import Text, TextBlock

FILE = "KetaCounsel recovery key.pdf"
PRINT_PX = 2400


class RecoveryPage(WizardPage):
    """Continue wakes when both groups match."""

    def __init__(self, vm: FirstRunViewModel) -> None:
        lead = (
            "If you forget your passphrase, this key is the only other way in. Nobody else has a copy. "
            "Without the passphrase or this key, the records stay closed for good."
        )
        super().__init__(stands(3), "Keep your recovery key safe", lead)
        self._vm = vm
        self._hiding = False
        self.groups = KeyGroups()
        self.print_button = Button("Print key sheet", "secondary", "print")
        self.save_button = Button("Save as PDF…", "secondary", "download")
        self.show_button = Button("Show all groups", "link")
        self._done = Text("", "small", "accent")
        self._done_icon = IconLabel("", "accent", 16)
        self._problem = TextBlock("", "small", "danger")
        self._problem.hide()
        self.checks = [TextField("First group"), TextField("Second group")]
        self.fields = [Field("", check) for check in self.checks]
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        card = Card(dense=True)
        acts = row(self.print_button, self.save_button, None, self._done_icon, self._done, gap=12)
        card.body.put(self.groups, 16, acts, self._problem)
        self._check_words = Text("", "small", "faint")
        head = row(
            Text("Check your copy", "small", "text", 600), self._check_words, None, self.show_button, gap=8
        )
        keep = "Store the sheet where you keep signed consents, away from this computer."
        fields = row(*self.fields, None, gap=12)
        for field in self.fields:
            field.setFixedWidth(theme().px(220))
        self.body.put(card, holder(head, "check"), fields, TextBlock(keep, "small", "muted"))
        policy = self.show_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.show_button.setSizePolicy(policy)
        self.show_button.hide()

    def _connect(self) -> None:
        self.print_button.clicked.connect(self._on_print)
        self.save_button.clicked.connect(self._on_save)
        self.show_button.clicked.connect(lambda: self._hide_asked(False))
        for at, check in enumerate(self.checks):
            check.text_edited.connect(lambda text, at=at: self._on_typed(at, text))
            check.installEventFilter(self)

    def arrive(self) -> None:
        asked = self._vm.asked
        numbers = [str(place + 1) for place in asked]
        self._check_words.setText(f"type groups {' and '.join(numbers)} from the printed sheet")
        for field, check, number in zip(self.fields, self.checks, numbers, strict=True):
            field.set_label(f"Group {number}")
            check.setAccessibleName(f"Group {number} of the recovery key")
            if not self._vm.key_checked:
                check.clear()
        self.print_button.setVisible(has_printer())
        self._hide_asked(self._vm.key_checked)
        (self.print_button if has_printer() else self.save_button).setFocus()

    def ready(self) -> bool:
        return self._vm.key_checked

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched in self.checks and not self._hiding:
            self._hide_asked(True)
        return False

    def _hide_asked(self, hidden: bool) -> None:
        """The two groups that are asked are out of sight while they are typed."""
        self._hiding = hidden
        self.show_button.setVisible(hidden)
        self.groups.show_groups(self._vm.groups, self._vm.asked if hidden else ())
        if not hidden:
            for check in self.checks:
                check.clear()
            self._tell()

    def _on_typed(self, at: int, text: str) -> None:
        field, place = self.fields[at], self._vm.asked[at]
        wrong = len(text.replace("-", "").strip()) >= 5 and not self._vm.fits(place, text)
        field.set_error("Not this group. Look at the sheet." if wrong else "")
        if not wrong:
            field.clear_message()
        field.set_hint("matches" if self._vm.fits(place, text) else "")
        if self._vm.fits(place, text) and at == 0 and not self.checks[1].text():
            self.checks[1].setFocus()
        self._tell()

    def _tell(self) -> None:
        fits = [
            self._vm.fits(place, check.text())
            for place, check in zip(self._vm.asked, self.checks, strict=True)
        ]
        for field, fit in zip(self.fields, fits, strict=True):
            field.set_hint("matches" if fit else "")
        self._vm.key_checked = all(fits)
        self.ready_changed.emit(self._vm.key_checked)

    # -- paper ----------------------------------------------------------------------------------

    def _on_print(self) -> None:
        self._with_sheet(self._print)

    def _on_save(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Save the key sheet", str(Path.home() / FILE), "PDF (*.pdf)"
        )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Save the sheet as PDF there."""

        def save(pdf: bytes) -> None:
            try:
                path.write_bytes(pdf)
            except OSError as problem:
                self._show_problem(problem)
                return
            self._say_done("Saved")

        self._with_sheet(save)

    def _print(self, pdf: bytes) -> None:
        def show(pages: Sequence[QImage]) -> None:
            if print_pages(self, pages, self._vm.answers.paper):
                self._say_done("Printed")

        self._vm.bench(lambda: page_images(pdf, PRINT_PX), show, self._show_problem)

    def _with_sheet(self, then: Callable[[bytes], None]) -> None:
        self._vm.bench(self._vm.key_sheet, then, self._show_problem)

    def _say_done(self, how: str) -> None:
        at = f"{self._vm.clock().astimezone():%H:%M}"
        self._problem.hide()
        self._done.setText(f"{how} at {at}")
        self._done_icon.set_icon("check", "accent")
        announce(self, f"{how} at {at}")
        self._hide_asked(True)
        self.checks[0].setFocus()

    def _show_problem(self, problem: Exception) -> None:
        said = "The sheet could not be saved there. Choose another place."
        self._problem.setText(said if isinstance(problem, OSError) else words_for(problem))
        self._problem.show()
