"""One more person with a passphrase of their own: they type it, and you prove that you may let them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketacounsel.core.errors import BadInput, KetaCounselError, WrongPassphrase, WrongRecoveryKey
from ketacounsel.services.people import GAVE_ACCESS, Joining
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.errors import words_for
from ketacounsel.ui.parts.new_passphrase import NewPassphrase
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.check import CheckRow
from ketacounsel.ui.widgets.field import Field, PassField, TextField
from ketacounsel.ui.widgets.layout import row, rule
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.text import Text, TextBlock

if TYPE_CHECKING:
    from ketacounsel.core.ids import CounselorId
    from ketacounsel.core.people import Counselor
    from ketacounsel.services.safekeeping import SafeKeeping

WHAT = (
    "They unlock with their own passphrase and sign under their own name. They see all clients and records, "
    "and never another person’s private jottings. A signing PIN they choose themselves, in Settings."
)
WHY_KEY = "so that it opens their private jottings too"
NAMELESS = "The name can’t be empty."
ADD, ADDING = "Add this person", "Adding…"


class AddPersonSheet(Sheet):
    """Who they are, their passphrase twice, then yours and the recovery key from its sheet."""

    def __init__(self, desk: Desk, kept: SafeKeeping) -> None:
        super().__init__("Add a person", width=560)
        self._desk, self._kept = desk, kept
        self._known: Counselor | None = None
        self.name, self.credentials, self.licence = (
            TextField("Name"),
            TextField("Credentials"),
            TextField("License number"),
        )
        self._name_field = Field("Name", self.name, "as on their notes and reports")
        self.again = CheckRow("They worked in these records before")
        self._again_said = TextBlock("", "small", "muted")
        self.new = NewPassphrase(self._names())
        self.own, self.key = PassField("Your passphrase"), PassField("Recovery key")
        self.own_field = Field("Your passphrase", self.own)
        self.key_field = Field("Recovery key, from the printed sheet", self.key, WHY_KEY)
        self._problem = TextBlock("", "small", "danger")
        self.add = Button(ADD, "primary")
        self._cancel = Button("Cancel", "secondary")
        self._fill()
        self._connect()

    def _fill(self) -> None:
        pair = row(gap=16)
        pair.addWidget(Field("Credentials", self.credentials, "for instance LPC"), 1)
        pair.addWidget(Field("License number", self.licence), 1)
        for hidden in (self.again, self._again_said, self._problem):
            hidden.hide()
        theirs = Text("Their passphrase, typed by them", "body", "text", 600)
        yours = Text("You, who let them in", "body", "text", 600)
        self.body.put(TextBlock(WHAT, "body", "muted"), self._name_field, self.again, self._again_said, pair)
        self.body.put(rule(), theirs, self.new, rule(), yours, self.own_field, self.key_field)
        self.body.put(self._problem)
        self.foot.put(None, self._cancel, self.add)

    def _connect(self) -> None:
        self.name.editingFinished.connect(self._look_for_name)
        self.new.entered.connect(self.own.setFocus)
        self.own.returnPressed.connect(self.key.setFocus)
        self.key.returnPressed.connect(self._on_add)
        self.add.clicked.connect(self._on_add)
        self._cancel.clicked.connect(self.dismiss)
        self.closed.connect(self._forget)

    def _names(self) -> tuple[str, ...]:
        people = tuple(one.name for one in self._desk.practice.counselors())
        return (self._desk.practice.get().name, *people)

    def _look_for_name(self) -> None:
        """Somebody of that name worked here: the same person gets their own jottings back."""
        try:
            self._known = self._kept.people.before(self.name.text()) if self.name.text().strip() else None
        except KetaCounselError:
            self._known = None
        there = self._known is not None
        if there:
            self._again_said.setText(
                f"A {self.name.text().strip()} worked here. Only the same person is to be ticked: "
                "the private jottings kept under that name open for them again."
            )
        else:
            self.again.setChecked(False)
        self.again.setVisible(there)
        self._again_said.setVisible(there)

    # -- adding ---------------------------------------------------------------------------------

    def _who(self) -> Joining:
        again: CounselorId | None = None
        if self._known is not None and self.again.isChecked():
            again = self._known.id
        return Joining(
            self.name.text().strip(), self.credentials.text().strip(), self.licence.text().strip(),
            self.new.text(), self.key.text(), again,
        )  # fmt: skip

    def _on_add(self) -> None:
        if not self.add.isEnabled():
            return
        self._problem.hide()
        for field in (self._name_field, self.own_field, self.key_field):
            field.clear_message()
        if not self.name.text().strip():
            self._mark(self._name_field, NAMELESS)
            return
        if not self.new.ready():
            return
        for needed, field in ((self.own, self.own_field), (self.key, self.key_field)):
            if not needed.text().strip():
                self._mark(field, "This is asked too.")
                return
        people, who, own, names = self._kept.people, self._who(), self.own.text(), self._names()
        self._show_working(True)
        self._desk.jobs.run(
            lambda: people.check(who, own, names), lambda _: self._enter(who), self._on_refused
        )

    def _enter(self, who: Joining) -> None:
        """Who they are is written first; then, on the bench, what opens the records for them."""
        if not self.is_open:
            return
        people = self._kept.people
        try:
            person = people.enter(who)
        except KetaCounselError as refusal:
            self._on_refused(refusal)
            return
        self._desk.jobs.run(lambda: people.let_in(person, who), lambda _: self._on_done(), self._on_refused)

    def _on_done(self) -> None:
        self._kept.note(GAVE_ACCESS, "key")
        if self.is_open:
            announce(self, f"{self.name.text().strip()} can unlock these records now.")
            self.dismiss()

    def _on_refused(self, problem: Exception) -> None:
        if not self.is_open:
            return
        self._show_working(False)
        at = problem.field if isinstance(problem, BadInput) else ""
        if isinstance(problem, WrongPassphrase):
            self._mark(self.own_field, f"{problem.what} Check Caps Lock.")
        elif at == "passphrase":
            self.new.show_refusal(words_for(problem))
        elif isinstance(problem, (BadInput, WrongRecoveryKey)):
            self._mark(self._name_field if at == "name" else self.key_field, words_for(problem))
        else:
            self._problem.setText(words_for(problem))
            self._problem.show()
            announce(self, self._problem.text())

    def _mark(self, field: Field, sentence: str) -> None:
        field.set_error(sentence)
        field.control.setFocus()

    def _show_working(self, working: bool) -> None:
        self.add.setEnabled(not working)
        self._cancel.setEnabled(not working)
        self.add.set_text(ADDING if working else ADD)

    def _forget(self) -> None:
        self.new.clear()
        self.own.clear()
        self.key.clear()
