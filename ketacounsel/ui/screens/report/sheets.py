"""Sheets of the report builder: record a release, other people's names, save a PDF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ketacounsel.core.errors import BadInput
from ketacounsel.core.report_choices import OtherPerson
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.date_field import DateField
from ketacounsel.ui.widgets.field import Field, PassField, TextField
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.text import TextBlock

SCOPE = "Progress, scores, aftereffects and safety"
OUTSIDE = (
    "The file is outside your records and no longer protected by your passphrase. "
    "A copy is filed with the client’s record."
)


class ReleaseSheet(Sheet):
    """When the client signed, until when it holds, what may be told."""

    opened_by = ("release",)

    def __init__(self, recipient: str, today: date, keep: Callable[[date, date | None, str], None]) -> None:
        super().__init__("Record a release")
        self._keep = keep
        self.signed = DateField("Signed on", today=lambda: today)
        self.expires = DateField("Valid to", today=lambda: today)
        self.scope = TextField("What may be told")
        self.signed.set_value(today)
        self.expires.set_value(_a_year_after(today))
        self.scope.set_text(SCOPE)
        self.signed_field, self.expires_field = (
            Field("Signed on", self.signed),
            Field("Valid to", self.expires),
        )
        go, cancel = Button("Record release", "primary"), Button("Cancel", "soft")
        go.clicked.connect(self.take)
        cancel.clicked.connect(self.dismiss)
        self.scope.returnPressed.connect(self.take)
        self.body.put(
            TextBlock(f"The client’s written authorization to tell {recipient}.", "body", "muted"),
            row(self.signed_field, self.expires_field, gap=12),
            Field("What may be told", self.scope),
        )
        self.foot.put(None, cancel, go)

    def take(self) -> None:
        """Keep it, or say what is missing."""
        signed = self.signed.value()
        if signed is None:
            self.signed_field.set_error("The day it was signed is needed.")
            return
        try:
            self._keep(signed, self.expires.value(), self.scope.text())
        except BadInput as refusal:
            at = self.expires_field if refusal.field == "expires_on" else self.signed_field
            at.set_error(refusal.sentence)
            return
        self.dismiss()


class PeopleSheet(Sheet):
    """How each person the words name is printed."""

    opened_by = ("people",)

    def __init__(
        self, people: tuple[OtherPerson, ...], keep: Callable[[dict[str, str | None]], object]
    ) -> None:
        super().__init__("Other people named")
        self._keep, self._people = keep, people
        self.fields: dict[str, TextField] = {}
        self.body.put(
            TextBlock(
                "A report for the clinic says what somebody is to the client, not who it is.",
                "body",
                "muted",
            )
        )
        for one in people:
            field = TextField(f"“{one.name}” is printed as")
            field.set_text(one.printed)
            field.returnPressed.connect(self.take)
            by_name = Button("Print the name", "link")
            by_name.setAccessibleName(f"Print the name {one.name}")
            by_name.clicked.connect(lambda _=False, f=field, name=one.name: f.set_text(name))
            self.fields[one.name] = field
            self.body.put(Field(f"“{one.name}” is printed as", field), row(by_name, None))
        go, cancel = Button("Keep", "primary"), Button("Cancel", "soft")
        go.clicked.connect(self.take)
        cancel.clicked.connect(self.dismiss)
        self.foot.put(None, cancel, go)

    def take(self) -> None:
        """An emptied field takes the proposed words again."""
        self._keep({name: field.text().strip() or None for name, field in self.fields.items()})
        self.dismiss()


class SaveSheet(Sheet):
    """What saving means, and a password if one is wanted."""

    def __init__(self, save: Callable[[str], None]) -> None:
        super().__init__("Save PDF")
        self._save = save
        self.password = PassField("Password for the PDF")
        self.again = PassField("The same password again")
        self.again_field = Field("Again", self.again)
        self.again_field.hide()
        self.password.text_edited.connect(lambda words: self.again_field.setVisible(bool(words)))
        self.password.returnPressed.connect(self.take)
        self.again.returnPressed.connect(self.take)
        go, cancel = Button("Choose where…", "primary", "download"), Button("Cancel", "soft")
        go.clicked.connect(self.take)
        cancel.clicked.connect(self.dismiss)
        self.body.put(
            TextBlock(OUTSIDE, "body", "muted"),
            Field("Password for the PDF", self.password, "not needed"),
            self.again_field,
        )
        self.foot.put(None, cancel, go)
        self._go = go

    def focus_first(self) -> None:
        self._go.setFocus()

    def take(self) -> None:
        """On to the system's own question, when both passwords agree."""
        password = self.password.text()
        if password and password != self.again.text():
            self.again_field.setVisible(True)
            self.again_field.set_error("The two passwords differ. Nothing was saved yet.")
            return
        save = self._save
        self.dismiss()
        save(password)


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
