"""A new data key: what it is for and what it ends; then, as for a new recovery key, its sheet typed back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ketacounsel.ui.screens.settings.new_key_sheet import NewKeySheet, Said

if TYPE_CHECKING:
    from ketacounsel.services.keys import DraftKey
    from ketacounsel.services.rotation import NewKey

WHY = (
    "For when somebody who may no longer read these records has, or may have, a copy of them.\n\n"
    "Everything is written once more under a new key. Your passphrase stays. The recovery key is a new one. "
    "Other people’s ways in end; you add them again afterwards.\n\n"
    "A copy that somebody holds stays readable to them, without what is written from then on. Backups made "
    "until now stay readable with the passphrase and the sheet of their day."
)
NOT_YET = (
    "Then the records close, are written under the new key and compared, and ask for your passphrase again. "
    "It takes about a minute. The records from before are kept for 30 days."
)


class DataKeySheet(NewKeySheet):
    """Nothing is changed here; the records have to be closed first.

    Signals:
        agreed: the sheet of the new recovery key was typed back; what is to be done waits in the safekeeping.
    """

    agreed = Signal()
    said = Said(
        "Change the data key",
        WHY,
        NOT_YET,
        "Go on",
        "Change the data key",
        "Closing…",
        "Keep the present key",
    )

    def drafted(self, secret: str, old: str) -> DraftKey | NewKey:
        return self._kept.draft_data_key(secret, old)

    def put_in_force(self, draft: DraftKey | NewKey, typed: list[str]) -> None:
        self._kept.agree(draft, typed)
        self.dismiss()
        self.agreed.emit()
