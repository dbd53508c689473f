"""The plain pages of the first run: welcome, you and your practice, the passphrase, the first client."""

from __future__ import annotations

from dataclasses import asdict

from PySide6.QtCore import Qt, Signal

from ketacounsel.services import passphrases
from ketacounsel.ui.parts import guesses
from ketacounsel.ui.parts.about_you import AboutYou
from ketacounsel.ui.parts.wizard import WizardPage
from ketacounsel.ui.screens.first_run.viewmodel import STEPS, FirstRunViewModel
from ketacounsel.ui.widgets.button import Button, IconButton
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.field import Field, PassField
from ketacounsel.ui.widgets.layout import Box, column, holder, row, rule
from ketacounsel.ui.widgets.pin import PinField
from ketacounsel.ui.widgets.text import Text, TextBlock


def stands(at: int) -> str:
    """Step 4 of 6."""
    return f"Step {at + 1} of {len(STEPS)}"


class WelcomePage(WizardPage):
    """What this is, and where the records will be.

    Signals:
        practice_set_requested: look at invented records first.
        other_records_requested: another folder.
    """

    practice_set_requested = Signal()
    other_records_requested = Signal()

    def __init__(self, folder: str) -> None:
        lead = "Guided integration sessions, notes and progress reports around ketamine infusions."
        super().__init__(stands(0), "Welcome to KetaCounsel", lead)
        for icon, title, words in (
            ("hard-drive", "On this computer only", "The program makes no network connections."),
            ("lock-keyhole", "Encrypted", "Without your passphrase or recovery key nobody can read them."),
            ("saved", "Always saved", "What you type is on the disk within a second."),
        ):
            self.body.put(_point(icon, title, words))
        place = Card(dense=True)
        other = Button("Other records folder…", "secondary")
        other.clicked.connect(self.other_records_requested)
        where = TextBlock(folder, "body", "muted")
        label = column(Text("Your records will be kept in", "body", "text", 500), where, gap=2)
        inner = row(gap=16)
        inner.addLayout(label, 1)
        inner.addWidget(other, 0, Qt.AlignmentFlag.AlignVCenter)
        self.practice = Button("Open the practice set", "secondary")
        self.practice.clicked.connect(self._on_practice)
        self._wait = Text("", "small", "muted")
        invented = TextBlock(
            "Invented clients to try everything on, in records of their own.", "body", "muted"
        )
        practice = row(gap=16)
        practice.addLayout(column(Text("Look around first", "body", "text", 500), invented, gap=2), 1)
        practice.addWidget(self.practice, 0, Qt.AlignmentFlag.AlignVCenter)
        place.body.put(inner, 12, rule(), 12, practice, self._wait)
        self.body.put(8, place)

    def _on_practice(self) -> None:
        self.practice.setEnabled(False)
        self._wait.setText("Making the practice set. This takes a few seconds.")
        self.practice_set_requested.emit()

    def practice_failed(self) -> None:
        """It could not be made; another try is possible."""
        self.practice.setEnabled(True)
        self._wait.setText("")


class YouPage(WizardPage):
    """Who works here and where."""

    def __init__(self, vm: FirstRunViewModel) -> None:
        lead = "These stand on your notes and reports. Your name and the practice’s are enough for now."
        super().__init__(stands(1), "You and your practice", lead)
        self._vm = vm
        self.form = AboutYou(guesses.zones())
        self.form.edited.connect(vm.put)
        self.body.put(self.form)

    def arrive(self) -> None:
        self.form.show_values(asdict(self._vm.answers))
        self.form.focus_first()

    def complete(self) -> bool:
        missing = self._vm.missing_about_you()
        self.form.show_errors(missing)
        return not missing


class PassphrasePage(WizardPage):
    """The passphrase twice, six words offered; and the PIN that signs notes."""

    def __init__(self, vm: FirstRunViewModel) -> None:
        lead = "It opens your records. A sentence of your own or six words are easy to keep, hard to guess."
        super().__init__(stands(2), "Choose a passphrase", lead)
        self._vm = vm
        self.secret, self.again = PassField("Passphrase"), PassField("Passphrase again")
        self.pin = PinField("Signing PIN")
        self.fields = {
            "passphrase": Field("Passphrase", self.secret, "at least 15 characters"),
            "again": Field("Once more", self.again),
            "pin": Field("Signing PIN", self.pin, "six digits, asked when you sign a note"),
        }
        self._judged = Text("", "small", "muted")
        self._icon = IconLabel("", "text_muted", 16)
        self.suggest = Button("Suggest six words", "secondary")
        self._eye = IconButton("eye", "Show PIN", "muted")
        self._eye.setCheckable(True)
        judged = row(self._icon, gap=6)
        judged.addWidget(self._judged, 1)
        first = self.fields["passphrase"]
        secret = column(first, holder(judged, "judged"), row(self.suggest, None), gap=8)
        pin = row(self.fields["pin"], gap=4)
        pin.addWidget(self._eye, 0, Qt.AlignmentFlag.AlignBottom)
        pin.put(None)
        self.body.put(secret, self.fields["again"], rule(), pin)
        self._connect()

    def _connect(self) -> None:
        self.secret.text_edited.connect(self._on_secret)
        self.again.text_edited.connect(self._on_again)
        self.pin.edited.connect(self._on_pin)
        self.suggest.clicked.connect(self._on_suggest)
        self._eye.toggled.connect(self._on_eye)

    def arrive(self) -> None:
        self.secret.set_text(self._vm.answers.passphrase)
        self.again.set_text(self._vm.again)
        self._judge()
        self.secret.setFocus()

    def complete(self) -> bool:
        missing = self._vm.missing_secrets()
        for key, field in self.fields.items():
            field.set_error(missing[key]) if key in missing else field.clear_message()
        for key, field in self.fields.items():
            if key in missing:
                field.control.setFocus()
                return False
        return True

    def _on_secret(self, text: str) -> None:
        self._vm.put("passphrase", text)
        self.fields["passphrase"].clear_message()
        self._judge()

    def _on_again(self, text: str) -> None:
        self._vm.again = text
        self.fields["again"].clear_message()

    def _on_pin(self) -> None:
        self._vm.put("pin", self.pin.pin())
        self.fields["pin"].clear_message()

    def _on_suggest(self) -> None:
        words = passphrases.suggest()
        self.secret.setText(words)
        self.secret.reveal()
        self._on_secret(words)
        self.again.clear()
        self._on_again("")
        self.again.setFocus()

    def _on_eye(self, shown: bool) -> None:
        self.pin.show_digits(shown)
        self._eye.set_icon("eye-off" if shown else "eye")
        self._eye.set_name("Hide PIN" if shown else "Show PIN")

    def _judge(self) -> None:
        """Words instead of a bar; nothing is said before the first letter."""
        typed = self._vm.answers.passphrase
        judged = self._vm.judgement()
        long_enough = len(typed) >= 15
        good = judged.accepted and judged.strong
        tone = "accent" if good else "warning" if long_enough else "muted"
        self._judged.setText(judged.words if typed else " ")
        self._judged.set_tone(tone)
        icon = "check" if good else "info" if typed else ""
        self._icon.set_icon(icon, {"accent": "accent", "warning": "warning_mark"}.get(tone, "text_muted"))


class ClientPage(WizardPage):
    """The last step: the first client, or not yet."""

    def __init__(self) -> None:
        lead = "Your records are ready to be made. Add a client now, or look around first."
        super().__init__(stands(5), "Your first client", lead)
        self.problem = TextBlock("", "body", "danger")
        self.problem.hide()
        self.body.put(
            _point("user-round-plus", "Add client", "Only the name is needed. The rest can wait."),
            _point("droplet", "Then plan the first infusion", "Sessions and scores find their place by it."),
            self.problem,
        )

    def show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))


def _point(icon: str, title: str, words: str) -> Box:
    """An icon, a line and a sentence."""
    line = row(gap=16)
    line.addWidget(IconLabel(icon, "accent", 22), 0, Qt.AlignmentFlag.AlignVCenter)
    line.addLayout(column(Text(title, "body", "text", 600), TextBlock(words, "body", "muted"), gap=2), 1)
    return line
