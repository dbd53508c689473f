"""What the bench for backups is doing, with a bar and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from ketacounsel.ui.backup_keeper import BackupKeeper
from ketacounsel.ui.widgets.accessible import announce, named
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.layout import column, row
from ketacounsel.ui.widgets.text import Text

SHOW_EVERY_MS = 150
DOING = {"backup": "Making a backup and checking it", "test": "Trying out a restore"}


class BackupProgress(QWidget):
    """There only while something is on the bench. Work goes on meanwhile."""

    def __init__(self, keeper: BackupKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self.words = Text("", "body", "text", 500)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 100)
        named(self.bar, "How much of it is done")
        self.stop = Button("Stop", "soft")
        self.stop.setAccessibleName("Stop the backup or the test")
        self.stop.clicked.connect(self._on_stop)
        line = row(gap=16, margins=(0, 8, 0, 8))
        line.addLayout(column(self.words, self.bar, gap=8), 1)
        line.put(self.stop)
        self.setLayout(line)
        self._tick = QTimer(self)
        self._tick.setInterval(SHOW_EVERY_MS)
        self._tick.timeout.connect(self._show_share)
        self.hide()

    def reread(self) -> None:
        """Show what is on the bench now, if anything."""
        doing = self._keeper.doing
        if not doing:
            self._tick.stop()
            self.hide()
            return
        self.words.setText(DOING[doing])
        self.stop.set_text("Stop")
        self._show_share()
        self._tick.start()
        self.show()
        announce(self, DOING[doing])

    def _show_share(self) -> None:
        self.bar.setValue(round(100 * self._keeper.share()))

    def _on_stop(self) -> None:
        self.stop.set_text("Stopping…")
        self._keeper.stop()
