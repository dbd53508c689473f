"""The window while the records are written under a new data key: calm, and open until it is done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from ketacounsel.ui.screens.unlock.ground import Ground
from ketacounsel.ui.widgets.accessible import announce, named
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.text import HeadingLabel, TextBlock

TITLE, FAILED = "Changing the data key", "The data key was not changed"
WORKING = (
    "Your records are written once more under the new key and compared. It takes about a minute. "
    "If the computer stops, they are as they were."
)
SAFE = "Your records are as they were: your passphrase and the recovery key from before open them."


class RekeyingWindow(Ground):
    """Shows how far it is; when it fails, what happened, what is safe, and the way back.

    Signals:
        unlock_requested: it failed, and the records are to be opened as they are.
        left: it failed, and the window was closed.
    """

    unlock_requested = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._working = True
        self.heading, self.said = HeadingLabel(TITLE, "section"), TextBlock(WORKING, "body", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 100)
        named(self.bar, "How much of it is done")
        self.unlock = Button("Unlock", "primary", large=True)
        self.unlock.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.unlock.clicked.connect(self.unlock_requested)
        self.unlock.hide()
        self.content.put(self.heading, self.said, 18, self.bar, self.unlock, 8)
        self.lay_out("On this computer only, encrypted")
        announce(self, f"{TITLE}. {WORKING}")

    def show_share(self, share: float) -> None:
        """How much is done, from 0 to 1."""
        self.bar.setValue(round(100 * min(share, 1.0)))

    def show_failure(self, what: str, todo: str = "") -> None:
        """It could not be done; nothing is changed."""
        self._working = False
        self.heading.setText(FAILED)
        self.said.setText(" ".join(part for part in (what, SAFE, todo) if part))
        self.bar.hide()
        self.unlock.show()
        self.unlock.setFocus()
        announce(self, f"{FAILED}. {self.said.text()}")

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._working:
            event.ignore()
        else:
            self.left.emit()
