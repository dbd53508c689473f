"""Another signing PIN: the old one first, or the passphrase when it is forgotten."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ketacounsel.core import pin as pins
from ketacounsel.core.errors import BadInput, KetaCounselError
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.errors import words_for
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.field import Field, PassField
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.pin import PinField


class PinSheet(Sheet):
    """Present PIN or passphrase, new PIN, one button."""

    def __init__(self, desk: Desk, page: QObject) -> None:
        tries = desk.practice.pin_tries()
        super().__init__("Change the signing PIN" if tries.chosen else "Choose a signing PIN")
        self._desk, self._page_of = desk, page
        self._act = "Change PIN" if tries.chosen else "Choose PIN"
        self._by_passphrase = tries.passphrase_asked
        self.old, self.new, self.secret = (
            PinField("Present PIN"),
            PinField("New PIN"),
            PassField("Passphrase"),
        )
        self._old_field = Field("Present PIN", self.old)
        self._secret_field = Field("Passphrase", self.secret, "instead of the PIN")
        self.new_field = Field("New PIN", self.new, "six digits without a pattern")
        self.other_way = Button("Use passphrase instead", "link")
        self.change = Button(self._act, "primary")
        self.other_way.setVisible(tries.chosen)
        cancel = Button("Cancel", "secondary")
        self.body.put(self._old_field, self._secret_field, row(self.other_way, None), self.new_field)
        self.foot.put(None, cancel, self.change)
        self.old.filled.connect(lambda _: self.new.setFocus())
        self.other_way.clicked.connect(self._change_way)
        self.change.clicked.connect(self._on_change)
        self.secret.returnPressed.connect(self.new.setFocus)
        cancel.clicked.connect(self.dismiss)
        self._show_way()

    def _change_way(self) -> None:
        self._by_passphrase = not self._by_passphrase
        self._show_way()
        (self.secret if self._by_passphrase else self.old).setFocus()

    def _show_way(self) -> None:
        self._old_field.setVisible(not self._by_passphrase)
        self._secret_field.setVisible(self._by_passphrase)
        self.other_way.set_text("Use PIN instead" if self._by_passphrase else "Use passphrase instead")

    def _on_change(self) -> None:
        for field in (self._old_field, self._secret_field, self.new_field):
            field.clear_message()
        try:
            pins.check_new(self.new.pin())
        except BadInput as refusal:
            self.new_field.set_error(" ".join(part for part in (refusal.what, refusal.todo) if part))
            self.new.setFocus()
            return
        if not self._by_passphrase:
            self._write(self.old.pin())
            return
        self.change.setEnabled(False)
        self.change.set_text("Checking…")
        secret = self.secret.text()
        proofs = self._desk.proofs
        self._desk.jobs.run(lambda: proofs.passphrase(secret), lambda _: self._on_proved(), self._on_refused)

    def _on_proved(self) -> None:
        self._desk.practice.passphrase_proved()
        self._write(None)

    def _on_refused(self, problem: Exception) -> None:
        self._ready_again()
        said = (
            f"{problem.what} Check Caps Lock."
            if isinstance(problem, KetaCounselError)
            else words_for(problem)
        )
        self._secret_field.set_error(said)
        self.secret.setFocus()
        self.secret.selectAll()

    def _write(self, old: str | None) -> None:
        try:
            saved = self._desk.practice.change_pin(old, self.new.pin())
        except KetaCounselError as refusal:
            self._ready_again()
            self._old_field.set_error(refusal.sentence)
            self.old.clear()
            return
        self._desk.changes.announce(saved, by=self._page_of)
        announce(self, "The PIN is set.")
        self.dismiss()

    def _ready_again(self) -> None:
        self.change.setEnabled(True)
        self.change.set_text(self._act)
