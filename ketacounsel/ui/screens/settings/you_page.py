"""You and your practice: what stands on notes and reports. Every field is saved while it is typed."""

from __future__ import annotations

from ketacounsel.core.changes import Saved
from ketacounsel.core.rescue import Words
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.parts import guesses
from ketacounsel.ui.parts.about_you import AboutYou
from ketacounsel.ui.screens.settings.rows import SettingsPage
from ketacounsel.ui.widgets.card import Card

OF_COUNSELOR = {"name": "name", "credentials": "credentials", "licence": "licence"}
OF_PRACTICE = {
    "practice": "name",
    "address": "address",
    "phone": "phone",
    "email": "email",
    "paper": "paper",
    "zone": "zone",
}
NEEDED = {"name": "Your name can’t be empty.", "practice": "The practice’s name can’t be empty."}


class YouPage(SettingsPage):
    """The fields of the first run. An empty name is said, and the old one stays."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form = AboutYou(guesses.zones())
        self.form.edited.connect(self._on_edited)
        self.form.fields["zone"].set_hint("from the next start")
        card = Card("You and your practice")
        card.body.put(4, self.form)
        self.body.put(card)

    def reread(self) -> None:
        practice, you = self.desk.practice.get(), self.desk.practice.counselor()
        values = {field: str(getattr(you, name)) for field, name in OF_COUNSELOR.items()}
        values |= {field: str(getattr(practice, name)) for field, name in OF_PRACTICE.items()}
        self.form.show_values(values)

    def focus_first(self) -> None:
        self.form.focus_first()

    def _on_edited(self, field: str, value: str) -> None:
        missing = NEEDED.get(field, "") if not value.strip() else ""
        if missing:
            self.form.fields[field].set_error(missing)
            self.desk.autosave.drop(("you", field))
            return
        self.form.fields[field].clear_message()
        mine = field in OF_COUNSELOR
        kind, name = ("you", OF_COUNSELOR[field]) if mine else ("practice", OF_PRACTICE[field])
        self.desk.autosave.put(
            ("you", field), lambda: self._write(field, value), lambda: Words(kind, kind, name, value)
        )

    def _write(self, field: str, value: str) -> Saved:
        service = self.desk.practice
        if field in OF_COUNSELOR:
            return service.patch_counselor({OF_COUNSELOR[field]: value})
        return service.patch_practice({OF_PRACTICE[field]: value})
