"""Giving the computer back: the counselor's PIN, or the passphrase when it was missed too often."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ketacounsel.core.errors import KetaCounselError, WrongPin
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.errors import words_for
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.field import Field, PassField
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.pin import PinField
from ketacounsel.ui.widgets.text import TextBlock

ASKED = "Your counselor’s PIN opens the records again. Your answers are saved."


class CounselorPinSheet(Sheet):
    """Closes without a PIN, back to where the client was.

    Signals:
        proved: the counselor sits there again; the sheet has closed.
    """

    proved = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Hand back to your counselor")
        self.desk = desk
        self.pin = PinField("Counselor’s PIN")
        self.passphrase = PassField("Counselor’s passphrase")
        self._field = Field("Passphrase", self.passphrase)
        self._wrong = TextBlock("", "small", "danger", 500)
        self._wrong.hide()
        self._open = Button("Open the records", "primary")
        back = Button("Back to the questions", "secondary")
        self.body.put(TextBlock(ASKED, "body", "muted"), self.pin, self._field, self._wrong)
        self.foot.put(None, back, self._open)
        back.clicked.connect(self.dismiss)
        self.pin.filled.connect(self._try_pin)
        self.pin.edited.connect(lambda: self.pin.set_state(""))
        self.passphrase.returnPressed.connect(self._try_passphrase)
        self._open.clicked.connect(self._try_passphrase)
        self._ask_for(passphrase=desk.practice.pin_tries().passphrase_asked)

    def _ask_for(self, *, passphrase: bool) -> None:
        self.pin.setVisible(not passphrase)
        self._field.setVisible(passphrase)
        self._open.setVisible(passphrase)

    def _try_pin(self, pin: str) -> None:
        try:
            self.desk.practice.check_pin(pin)
        except WrongPin:
            self._missed()
        except KetaCounselError as refusal:
            self._tell(refusal.sentence)
        else:
            self._let_in()

    def _missed(self) -> None:
        tries = self.desk.practice.pin_tries()
        self.pin.clear()
        if tries.passphrase_asked:
            self._ask_for(passphrase=True)
            self._tell("That PIN is not right. The counselor’s passphrase is asked now.")
            self.passphrase.setFocus()
            return
        self.pin.set_state("error")
        left = "" if tries.left > 2 else f" {tries.left} left, then the passphrase is asked."
        self._tell(f"That PIN is not right. Nothing was opened.{left}")

    def _try_passphrase(self) -> None:
        secret = self.passphrase.text()
        if not secret or not self._open.isEnabled():
            return
        self._open.setEnabled(False)
        self._open.set_text("Opening…")
        self.desk.jobs.run(
            lambda: self.desk.proofs.passphrase(secret), lambda _: self._proved(), self._refused
        )

    def _proved(self) -> None:
        self.desk.practice.passphrase_proved()
        self._let_in()

    def _refused(self, problem: Exception) -> None:
        self._open.setEnabled(True)
        self._open.set_text("Open the records")
        self.passphrase.selectAll()
        self.passphrase.setFocus()
        self._tell(words_for(problem))

    def _let_in(self) -> None:
        self.dismiss()
        self.proved.emit()

    def _tell(self, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.show()
        self.place_panel()
        announce(self, words)
