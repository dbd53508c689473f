"""A new recovery key: made after the passphrase, printed or saved, two groups typed back, then in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ketacounsel.core import recovery_key
from ketacounsel.core.errors import BadInput, KetaCounselError, WrongPassphrase
from ketacounsel.services.founding import RECOVERY_CHECKED
from ketacounsel.services.keys import NEW_RECOVERY_KEY, DraftKey
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.errors import words_for
from ketacounsel.ui.parts.key_groups import KeyGroups
from ketacounsel.ui.printing import has_printer, print_pdf, save_pdf
from ketacounsel.ui.theme import theme
from ketacounsel.ui.when import local
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.field import Field, PassField, TextField
from ketacounsel.ui.widgets.layout import column, holder, row
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.text import Text, TextBlock

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketacounsel.services.rotation import NewKey
    from ketacounsel.services.safekeeping import SafeKeeping

FILE = "KetaCounsel recovery key.pdf"
WHY = (
    "The new key opens these records from now on, and the one on your present sheet no longer does. "
    "Backups made until now still open with the old key: keep its sheet as long as you keep them."
)
NOT_YET = "The old key stays in force until you have typed back two groups of the new one."
OF_OTHERS = "it alone knows other people’s jottings; empty only when it is lost"


@dataclass(frozen=True, slots=True)
class Said:
    """What stands on the sheet."""

    title: str = "A new recovery key"
    why: str = WHY
    not_yet: str = NOT_YET
    make: str = "Make a new key"
    use: str = "Use the new key"
    using: str = "Putting it in force…"
    cancel: str = "Keep the old key"


MAKING = "Making it…"


class NewKeySheet(Sheet):
    """First the passphrase; then the key, on paper and typed back."""

    said = Said()

    def __init__(self, desk: Desk, kept: SafeKeeping) -> None:
        super().__init__(self.said.title, width=600)
        self._desk, self._kept = desk, kept
        self._draft: DraftKey | NewKey | None = None
        self.secret, self.old = PassField("Passphrase"), PassField("Present recovery key")
        self._secret_field = Field("Passphrase", self.secret)
        self._old_field = Field("Present recovery key", self.old, OF_OTHERS)
        self._old_field.setVisible(self._several())
        self.groups = KeyGroups()
        self.print_button = Button("Print key sheet", "secondary", "print")
        self.save_button = Button("Save as PDF…", "secondary", "download")
        self._told = Text("", "small", "accent")
        self.typed = (TextField("First group"), TextField("Second group"))
        self.fields = [Field("", one) for one in self.typed]
        self._problem = TextBlock("", "small", "danger")
        self._problem.hide()
        self.make, self.use = Button(self.said.make, "primary"), Button(self.said.use, "primary")
        self._cancel = Button("Cancel", "secondary")
        self._first = holder(
            column(TextBlock(self.said.why, "body", "muted"), self._secret_field, self._old_field, gap=16)
        )
        self._then = self._second()
        self.body.put(self._first, self._then, self._problem)
        self.foot.put(None, self._cancel, self.make, self.use)
        self._then.hide()
        self.use.hide()
        self._connect()

    def _second(self) -> QWidget:
        acts = row(self.print_button, self.save_button, self._told, None, gap=12)
        for field in self.fields:
            field.setFixedWidth(theme().px(220))
        check = column(
            Text("Type back from the sheet", "small", "text", 600), row(*self.fields, None, gap=12), gap=8
        )
        self.print_button.setVisible(has_printer())
        return holder(
            column(
                Text("The new recovery key", "small", "text", 600),
                self.groups,
                acts,
                check,
                TextBlock(self.said.not_yet, "small", "muted"),
                gap=16,
            )
        )

    def _connect(self) -> None:
        self.make.clicked.connect(self._on_make)
        self.secret.returnPressed.connect(self._on_make)
        self.old.returnPressed.connect(self._on_make)
        self.use.clicked.connect(self._on_use)
        self.print_button.clicked.connect(lambda: self.with_sheet(self._print))
        self.save_button.clicked.connect(lambda: self.with_sheet(self._save))
        for one in self.typed:
            one.text_edited.connect(lambda _: self._on_typed())
        self._cancel.clicked.connect(self.dismiss)
        self.closed.connect(self._forget)

    def _several(self) -> bool:
        """Whether other people have, or had, jottings of their own."""
        try:
            return self._kept.keys.others_jottings()
        except KetaCounselError:
            return False

    # -- making it ------------------------------------------------------------------------------

    def _on_make(self) -> None:
        if not self.make.isEnabled() or not self.secret.text():
            self.secret.setFocus()
            return
        for field in (self._secret_field, self._old_field):
            field.clear_message()
        secret, old = self.secret.text(), self.old.text()
        self._working(self.make, MAKING)
        self._desk.jobs.run(lambda: self.drafted(secret, old), self._show_key, self._on_refused)

    def drafted(self, secret: str, old: str) -> DraftKey | NewKey:
        """A key that opens nothing yet. On the bench."""
        return self._kept.keys.draft_recovery_key(secret, old)

    def _on_refused(self, problem: Exception) -> None:
        if not self.is_open:
            return
        self._ready(self.make, self.said.make)
        wrong = isinstance(problem, WrongPassphrase)
        field = self._secret_field if wrong or self._old_field.isHidden() else self._old_field
        field.set_error(
            f"{problem.what} Check Caps Lock." if isinstance(problem, WrongPassphrase) else words_for(problem)
        )
        field.control.setFocus()

    def _show_key(self, draft: DraftKey | NewKey) -> None:
        if not self.is_open:
            return
        self._cancel.setEnabled(True)
        self._draft = draft
        self.secret.clear()
        self.old.clear()
        self._first.hide()
        self._then.show()
        self.make.hide()
        self.use.show()
        self.use.setEnabled(False)
        self._cancel.set_text(self.said.cancel)
        self.groups.show_groups(recovery_key.groups(draft.words))
        for field, one, number in zip(self.fields, self.typed, draft.asked, strict=True):
            field.set_label(f"Group {number}")
            one.setAccessibleName(f"Group {number} of the new recovery key")
        announce(self, "The new recovery key is shown. Print it or save it.")
        self.place_panel()
        (self.print_button if has_printer() else self.save_button).setFocus()

    # -- paper ----------------------------------------------------------------------------------

    def with_sheet(self, then: Callable[[bytes], None]) -> None:
        """The sheet of the new key as PDF, made on the bench."""
        draft = self._draft
        if draft is None:
            return
        practice = self._desk.practice.get()
        made_on = local(draft.made_at, self._desk.zone).date()
        code = self._kept.records_code

        def render() -> bytes:
            from ketacounsel.core.report import Paper
            from ketacounsel.reports.key_sheet import KeySheet, render_key_sheet

            groups = recovery_key.groups(draft.words)
            return render_key_sheet(KeySheet(practice.name, code, made_on, groups), Paper(practice.paper))

        self._desk.jobs.run(render, then, self._say)

    def _print(self, pdf: bytes) -> None:
        paper = self._desk.practice.get().paper
        print_pdf(
            self, self._desk.jobs, pdf, paper, lambda printed: self._on_paper(printed, "Printed"), self._say
        )

    def _save(self, pdf: bytes) -> None:
        try:
            self._on_paper(save_pdf(self, pdf, FILE) is not None, "Saved")
        except KetaCounselError as refusal:
            self._say(refusal)

    def _on_paper(self, done: bool, how: str) -> None:
        """What is to be typed is out of sight from now on: it is read from the sheet."""
        if not done or self._draft is None or not self.is_open:
            return
        self._problem.hide()
        self._kept.note("Print key sheet" if how == "Printed" else "Save key sheet", "print")
        self._told.setText(how)
        hidden = [number - 1 for number in self._draft.asked]
        self.groups.show_groups(recovery_key.groups(self._draft.words), hidden)
        announce(self, how)
        self.typed[0].setFocus()

    # -- putting it in force --------------------------------------------------------------------

    def _on_typed(self) -> None:
        """A whole group that differs is said at once; the button wakes when both are there."""
        draft = self._draft
        if draft is None:
            return
        printed = recovery_key.groups(draft.words)
        right = []
        for field, one, number in zip(self.fields, self.typed, draft.asked, strict=True):
            typed = recovery_key.normalise(one.text())
            right.append(typed == printed[number - 1])
            wrong = len(typed) >= recovery_key.GROUP and not right[-1]
            field.set_error("Not this group. Look at the sheet.") if wrong else field.clear_message()
            field.set_hint("matches" if right[-1] else "")
        self.use.setEnabled(all(right))
        if right[0] and not self.typed[1].text():
            self.typed[1].setFocus()

    def _on_use(self) -> None:
        draft = self._draft
        if draft is None:
            return
        self._working(self.use, self.said.using)
        self.put_in_force(draft, [one.text() for one in self.typed])

    def put_in_force(self, draft: DraftKey | NewKey, typed: list[str]) -> None:
        """Two groups were typed back."""
        keys = self._kept.keys
        if isinstance(draft, DraftKey):
            self._desk.jobs.run(lambda: keys.use_recovery_key(draft, typed), self._on_used, self._on_not_used)

    def _on_used(self, _: object) -> None:
        self._kept.note(NEW_RECOVERY_KEY, "key")
        self._desk.changes.announce(self._desk.practice.set_setting(RECOVERY_CHECKED, True))
        if self.is_open:
            announce(self, "The new recovery key is in force. The old one no longer opens these records.")
            self.dismiss()

    def _on_not_used(self, problem: Exception) -> None:
        if not self.is_open:
            return
        self._ready(self.use, self.said.use)
        self._say(problem)

    # -- parts ----------------------------------------------------------------------------------

    def _working(self, button: Button, words: str) -> None:
        button.set_text(words)
        button.setEnabled(False)
        self._cancel.setEnabled(False)

    def _ready(self, button: Button, words: str) -> None:
        button.set_text(words)
        button.setEnabled(True)
        self._cancel.setEnabled(True)

    def _say(self, problem: Exception) -> None:
        if not self.is_open:
            return
        self._problem.setText(problem.what if isinstance(problem, BadInput) else words_for(problem))
        self._problem.show()
        announce(self, self._problem.text())

    def _forget(self) -> None:
        self._draft = None
        self.secret.clear()
        self.old.clear()
        self.groups.show_groups(("",) * len(self.groups.boxes))
