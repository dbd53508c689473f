"""Another passphrase: the present one first, or the recovery key when it is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketacounsel.core.errors import BadInput, KetaCounselError
from ketacounsel.services.keys import NEW_PASSPHRASE
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.errors import words_for
from ketacounsel.ui.parts.new_passphrase import NewPassphrase
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.field import Field, PassField
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.text import TextBlock

if TYPE_CHECKING:
    from ketacounsel.services.safekeeping import SafeKeeping

OLD_BACKUPS = (
    "Backups made until now still open with the old passphrase. The recovery key stays as it is, "
    "and so do the records."
)
FORGOTTEN = (
    "You came in with the recovery key. Set a passphrase that you will know next time; "
    "the old one stops working."
)
CHANGE, CHANGING = "Change passphrase", "Changing…"


class PassphraseSheet(Sheet):
    """Present secret, new passphrase twice, one button. `typed_key`: the records were just opened with it."""

    def __init__(self, desk: Desk, kept: SafeKeeping, typed_key: str = "") -> None:
        super().__init__("Set a new passphrase" if typed_key else "Change the passphrase", width=520)
        self._desk, self._kept, self._typed_key = desk, kept, typed_key
        self._by_key = False
        self.old, self.key = PassField("Present passphrase"), PassField("Recovery key")
        self._old_field = Field("Present passphrase", self.old)
        self._key_field = Field("Recovery key", self.key, "six groups from the printed sheet")
        self.other_way = Button("Use recovery key instead", "link")
        self.new = NewPassphrase(self._names())
        self.change = Button(CHANGE, "primary")
        self._cancel = Button("Not now" if typed_key else "Cancel", "secondary")
        self._fill()
        self._connect()
        self._show_way()

    def _fill(self) -> None:
        if self._typed_key:
            self.body.put(TextBlock(FORGOTTEN, "body", "muted"))
        else:
            self.body.put(self._old_field, self._key_field, row(self.other_way, None))
        self.body.put(self.new, TextBlock(OLD_BACKUPS, "small", "muted"))
        self.foot.put(None, self._cancel, self.change)

    def _connect(self) -> None:
        self.other_way.clicked.connect(self._change_way)
        for field in (self.old, self.key):
            field.returnPressed.connect(self.new.secret.setFocus)
        self.new.entered.connect(self._on_change)
        self.change.clicked.connect(self._on_change)
        self._cancel.clicked.connect(self.dismiss)
        self.closed.connect(self._forget)

    def _names(self) -> tuple[str, ...]:
        people = tuple(one.name for one in self._desk.practice.counselors())
        return (self._desk.practice.get().name, *people)

    def _change_way(self) -> None:
        self._by_key = not self._by_key
        self._show_way()
        (self.key if self._by_key else self.old).setFocus()

    def _show_way(self) -> None:
        self._old_field.setVisible(not self._by_key and not self._typed_key)
        self._key_field.setVisible(self._by_key)
        self.other_way.setVisible(not self._typed_key)
        self.other_way.set_text("Use passphrase instead" if self._by_key else "Use recovery key instead")

    # -- changing -------------------------------------------------------------------------------

    def _on_change(self) -> None:
        if not self.change.isEnabled():
            return
        for field in (self._old_field, self._key_field):
            field.clear_message()
        if not self.new.ready():
            return
        keys, names, new, old = self._kept.keys, self._names(), self.new.text(), self.old.text()
        typed = self._typed_key or self.key.text()
        self._show_working(True)
        if self._typed_key or self._by_key:
            self._desk.jobs.run(
                lambda: keys.set_passphrase(typed, new, names), self._on_done, self._on_refused
            )
        else:
            self._desk.jobs.run(
                lambda: keys.change_passphrase(old, new, names), self._on_done, self._on_refused
            )

    def _on_done(self, _: object) -> None:
        self._kept.note(NEW_PASSPHRASE, "key")
        if self.is_open:
            announce(self, "The passphrase is changed.")
            self.dismiss()

    def _on_refused(self, problem: Exception) -> None:
        if not self.is_open:
            return
        self._show_working(False)
        if isinstance(problem, BadInput) and problem.field == "passphrase":
            self.new.show_refusal(problem.what)
            return
        field = self._key_field if self._by_key or self._typed_key else self._old_field
        said = words_for(problem)
        if isinstance(problem, KetaCounselError) and field is self._old_field:
            said = f"{problem.what} Nothing is changed. Check Caps Lock."
        if self._typed_key:
            self.new.show_refusal(said)
            return
        field.set_error(said)
        field.control.setFocus()

    def _show_working(self, working: bool) -> None:
        self.change.setEnabled(not working)
        self.change.set_text(CHANGING if working else CHANGE)

    def _forget(self) -> None:
        self._typed_key = ""
        self.new.clear()
        self.old.clear()
        self.key.clear()
