"""A new passphrase, typed twice: judged in words while it is typed, six words on offer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.core.passphrase import FEWEST_SIGNS
from ketacounsel.services import passphrases
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.field import Field, PassField
from ketacounsel.ui.widgets.layout import column, holder, row
from ketacounsel.ui.widgets.text import TextBlock

NOT_THE_SAME = "This is not the same passphrase."


class NewPassphrase(QWidget):
    """Pasting and showing are allowed. `names` of people and the practice make a poor passphrase.

    Signals:
        entered: Enter in the last field.
    """

    entered = Signal()

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self.secret, self.again = PassField("New passphrase"), PassField("New passphrase again")
        self._first = Field("New passphrase", self.secret, "at least 15 characters")
        self._second = Field("Once more", self.again)
        self._icon, self._judged = IconLabel("", "text_muted", 16), TextBlock(" ", "small", "muted")
        self.suggest = Button("Suggest six words", "secondary")
        judged = row(self._icon, gap=6)
        judged.addWidget(self._judged, 1)
        whole = column(self._first, holder(judged), row(self.suggest, None), 8, self._second, gap=8)
        self.setLayout(whole)
        self.secret.text_edited.connect(lambda _: self._judge())
        self.again.text_edited.connect(lambda _: self._second.clear_message())
        self.secret.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.entered)
        self.suggest.clicked.connect(self._suggest)

    def text(self) -> str:
        """What was typed."""
        return self.secret.text()

    def ready(self) -> bool:
        """Whether it may be used; else what is wrong is shown and has the keyboard."""
        judged = passphrases.judge(self.text(), self._names)
        if not judged.accepted:
            self._first.set_error(judged.words)
            self.secret.setFocus()
            return False
        if self.again.text() != self.text():
            self._second.set_error(NOT_THE_SAME)
            self.again.setFocus()
            return False
        return True

    def show_refusal(self, sentence: str) -> None:
        """It was not taken after all."""
        self._first.set_error(sentence)
        self.secret.setFocus()

    def clear(self) -> None:
        """Let go of what was typed."""
        self.secret.clear()
        self.again.clear()

    def _suggest(self) -> None:
        self.secret.setText(passphrases.suggest())
        self.secret.reveal()
        self._judge()
        self.again.clear()
        self.again.setFocus()

    def _judge(self) -> None:
        """Words instead of a bar; nothing is said before the first letter."""
        self._first.clear_message()
        typed = self.text()
        judged = passphrases.judge(typed, self._names)
        good = judged.accepted and judged.strong
        tone = "accent" if good else "warning" if len(typed) >= FEWEST_SIGNS else "muted"
        self._judged.setText(judged.words if typed else " ")
        self._judged.set_tone(tone)
        icon = "check" if good else "info" if typed else ""
        self._icon.set_icon(icon, {"accent": "accent", "warning": "warning_mark"}.get(tone, "text_muted"))
