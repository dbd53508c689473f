"""Checking the printed recovery key: typed from the sheet, tried, never shown."""

from __future__ import annotations

from ketacounsel.core.errors import BadInput, KetaCounselError
from ketacounsel.services.founding import RECOVERY_CHECKED
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.errors import words_for
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.field import Field, TextField
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.text import TextBlock

WORDS = "Type the six groups from your printed sheet. They are tried, and neither kept nor shown."


class RecoverySheet(Sheet):
    """One field, and whether the copy is right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Check your recovery key")
        self._desk = desk
        self.typed = TextField("Recovery key")
        self._field = Field("Recovery key", self.typed, "six groups of five")
        self.check = Button("Check", "primary")
        cancel = Button("Cancel", "secondary")
        self.body.put(TextBlock(WORDS, "body", "muted"), self._field)
        self.foot.put(None, cancel, self.check)
        self.check.clicked.connect(self._on_check)
        self.typed.returnPressed.connect(self._on_check)
        cancel.clicked.connect(self.dismiss)

    def _on_check(self) -> None:
        typed, proofs = self.typed.text(), self._desk.proofs
        self._field.clear_message()
        self.check.setEnabled(False)
        self._desk.jobs.run(lambda: proofs.recovery_key(typed), lambda _: self._on_right(), self._on_wrong)

    def _on_right(self) -> None:
        self._desk.changes.announce(self._desk.practice.set_setting(RECOVERY_CHECKED, True))
        announce(self, "Your copy is right.")
        self.dismiss()

    def _on_wrong(self, problem: Exception) -> None:
        self.check.setEnabled(True)
        if isinstance(problem, BadInput | KetaCounselError):
            said = " ".join(part for part in (problem.what, problem.todo) if part)
        else:
            said = words_for(problem)
        self._field.set_error(said)
        self.typed.setFocus()
