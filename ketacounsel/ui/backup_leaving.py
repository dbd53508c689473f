"""What a closing window shows while the last backup is made, and when it could not be."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar

from ketacounsel.ui.widgets.accessible import announce, named
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.text import TextBlock

SHOW_EVERY_MS = 150
MAKING = "Your work is saved. The window closes when the backup is made and checked."
FAILED = "Your work is saved, and the earlier backups are untouched. Only this backup is missing."


class LeavingSheet(Sheet):
    """A bar and one way on: close without waiting."""

    def __init__(
        self, share: Callable[[], float], close: Callable[[], None], stop: Callable[[], None]
    ) -> None:
        super().__init__("Making a backup", closable=False)
        self._share, self._close, self._stop = share, close, stop
        self._failed = False
        self.words = TextBlock(MAKING, "body", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 100)
        named(self.bar, "How much of the backup is made")
        self.keep = Button("Keep the window open", "secondary")
        self.leave = Button("Close without it", "secondary")
        self.body.put(self.words, self.bar)
        self.foot.put(None, self.keep, self.leave)
        self.keep.hide()
        self.keep.clicked.connect(self.dismiss)
        self.leave.clicked.connect(self._on_leave)
        self._tick = QTimer(self)
        self._tick.setInterval(SHOW_EVERY_MS)
        self._tick.timeout.connect(lambda: self.bar.setValue(round(100 * self._share())))
        self._tick.start()

    def show_end(self, problem: str) -> None:
        """It is made, or was given up: close. It failed: say why and what is safe, and stay."""
        self._tick.stop()
        if not problem:
            self.dismiss()
            self._close()
            return
        self._failed = True
        self.bar.hide()
        self.title.setText("The backup was not made")
        self.words.setText(f"{problem} {FAILED}")
        self.keep.show()
        self.keep.setFocus()
        announce(self, self.words.text())

    def _on_leave(self) -> None:
        if self._failed:
            self.dismiss()
            self._close()
        else:
            self.leave.setEnabled(False)
            self._stop()
