"""Sign as …: the PIN in six boxes, the passphrase in its place, and what still bars signing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ketacounsel.ui.screens.note.signing import Proof
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.field import PassField
from ketacounsel.ui.widgets.layout import column, holder, row
from ketacounsel.ui.widgets.long_text import LongText
from ketacounsel.ui.widgets.pin import PinField
from ketacounsel.ui.widgets.text import Text, TextBlock

FIXED = "After signing the text is fixed. You can add addenda at any time."
FIXED_ADDENDUM = "After signing the addendum is fixed too."
REASON = "Why it is signed without these"
NO_PIN = "You have no signing PIN yet, so your passphrase signs. Choose a PIN in Settings, Security."
USE_PASSPHRASE, USE_PIN = "Use your passphrase", "Use your PIN"


class SignCard(Card):
    """Signs a note or an addendum. The words of the secret leave it only by `sign_requested`.

    Signals:
        sign_requested: sign now (str PIN, str passphrase; both empty while the last PIN holds).
        reason_edited: the reason why required fields are missing was typed.
        print_requested, later_requested: the two ways to leave it unsigned.
    """

    sign_requested = Signal(str, str)
    reason_edited = Signal()
    print_requested = Signal()
    later_requested = Signal()

    def __init__(self, *, addendum: bool = False) -> None:
        super().__init__(dense=True)
        self._proof: Proof | None = None
        self._bar, self._missing, self._by_passphrase, self._busy = "", False, False, False
        self._who = TextBlock("", "body", weight=600)
        self._label = Text("Signing PIN", "small", weight=600)
        self.pin, self.passphrase = PinField("Signing PIN", box_width=40), PassField("Passphrase")
        self.other = Button(USE_PASSPHRASE, "link")
        self.reason = LongText(REASON, min_height=68)
        self._reason_part = holder(column(Text(REASON, "small", weight=600), self.reason, gap=6))
        self._act = "Sign addendum" if addendum else "Sign and lock"
        self.sign = Button(self._act, "primary", "signature", large=True)
        self.sign.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.sentence = TextBlock("", "caption", "muted")
        self.print_draft, self.later = Button("Print draft", "link"), Button("Sign later", "link")
        self._ways: QWidget = holder(row(self.print_draft, None, self.later))
        self.body.put(
            self._who, 4, TextBlock(FIXED_ADDENDUM if addendum else FIXED, "small", "muted"), 14,
            self._reason_part, self._label, 6, self.pin, self.passphrase, self.other, 12, self.sign, 8,
            self.sentence, 4, self._ways,
        )  # fmt: skip
        self._ways.setVisible(not addendum)
        self._connect()

    def _connect(self) -> None:
        self.pin.edited.connect(self._edited)
        self.pin.filled.connect(lambda _: self._edited())
        self.passphrase.text_edited.connect(lambda _: self._edited())
        self.passphrase.returnPressed.connect(self.press)
        self.reason.text_edited.connect(self.reason_edited)
        self.reason.text_edited.connect(self._edited)
        self.other.clicked.connect(self._switch)
        self.sign.clicked.connect(self.press)
        self.print_draft.clicked.connect(self.print_requested)
        self.later.clicked.connect(self.later_requested)

    def set_signer(self, name: str, proof: Proof) -> None:
        """Who signs, and whether the PIN was just given."""
        self._proof = proof
        self._who.setText(f"Sign as {name}")
        self.setAccessibleName(f"Sign as {name}")
        self.show_state(self._bar, missing=self._missing)

    def set_reason(self, words: str) -> None:
        self.reason.set_text(words)

    def show_state(self, bar: str, *, missing: bool = False) -> None:
        """`bar` says what must be settled first; `missing` asks for a reason."""
        proof = self._proof
        if proof is None:
            return
        self._bar, self._missing = bar, missing
        self._by_passphrase = self._by_passphrase or proof.needs_passphrase
        asked = not proof.holds
        self._reason_part.setVisible(missing)
        self._label.setText("Passphrase" if self._by_passphrase else "Signing PIN")
        self._label.setVisible(asked)
        self.pin.setVisible(asked and not self._by_passphrase)
        self.passphrase.setVisible(asked and self._by_passphrase)
        self.other.set_text(USE_PIN if self._by_passphrase else USE_PASSPHRASE)
        self.other.setVisible(asked and proof.offers_passphrase and not proof.needs_passphrase)
        self._edited()

    def show_problem(self, sentence: str) -> None:
        """The PIN or the passphrase was not right, or signing was refused."""
        self._busy = False
        self._by_passphrase = self._by_passphrase or bool(self._proof and self._proof.needs_passphrase)
        self.pin.clear()
        self.passphrase.set_text("")
        self.show_state(self._bar, missing=self._missing)
        self.pin.set_state("error")
        self._say(sentence, "danger")
        announce(self, sentence)
        (self.passphrase if self._by_passphrase else self.pin).setFocus()

    def show_busy(self) -> None:
        """The passphrase is being tried."""
        self._busy = True
        self.sign.set_text("Signing…")
        self.sign.setEnabled(False)

    def forget(self) -> None:
        """Empty the fields: the secret was used, or another note is shown."""
        self._busy, self._by_passphrase = False, False
        for digit in self.pin.findChildren(QLineEdit):
            digit.clear()
        self.pin.set_state("")
        self.passphrase.set_text("")

    def take_keyboard(self) -> None:
        """To the first thing left to do here."""
        if self._missing and not self.reason.text().strip():
            self.reason.setFocus()
        elif self._proof is not None and self._proof.holds:
            self.sign.setFocus()
        else:
            (self.passphrase if self._by_passphrase else self.pin).setFocus()

    def press(self) -> None:
        """Sign when nothing bars it."""
        if self.sign.isEnabled():
            self.sign_requested.emit(self.pin.pin(), self.passphrase.text())

    def _switch(self) -> None:
        self._by_passphrase = not self._by_passphrase
        self.show_state(self._bar, missing=self._missing)
        self.take_keyboard()

    def _edited(self) -> None:
        proof = self._proof
        if proof is None or self._busy:
            return
        self.sign.set_text(self._act)
        self.pin.set_state("")
        given = bool(self.passphrase.text()) if self._by_passphrase else len(self.pin.pin()) == 6
        reasoned = not self._missing or bool(self.reason.text().strip())
        self.sign.setEnabled(not self._bar and reasoned and (proof.holds or given))
        if self._bar:
            self._say(self._bar, "warning")
        elif not reasoned:
            self._say("Say why the marked fields are empty, or go back to the session.", "warning")
        elif proof.holds:
            held = "passphrase" if proof.unchosen else "PIN"
            self._say(f"Your {held} holds until {proof.until_words}.", "muted")
        elif proof.unchosen:
            self._say(NO_PIN, "muted")
        else:
            self._say("", "muted")

    def _say(self, words: str, tone: str) -> None:
        self.sentence.setText(words)
        self.sentence.set_tone(tone)
        self.sentence.setVisible(bool(words))
