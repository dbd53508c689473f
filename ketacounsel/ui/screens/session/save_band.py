"""The band below the top bar while words are not on the disk. It goes by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.layout import column, row
from ketacounsel.ui.widgets.text import TextBlock


class SaveBand(QFrame):
    """What happened, what is safe, what to do.

    Signals:
        retry_requested: try the disk now.
    """

    retry_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self.setProperty("edge", "warning")
        self._what, self._more = TextBlock("", "body", "text", 600), TextBlock("", "small", "text")
        self.retry = Button("Try now", "primary")
        self.retry.clicked.connect(self.retry_requested)
        line = row(gap=16, margins=(24, 14, 24, 14))
        line.addWidget(IconLabel("hard-drive", "warning", 22), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(column(self._what, self._more, gap=2), 1)
        line.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(line)
        self.hide()

    def say(self, refusal: KetaCounselError, saved: str) -> None:
        """`saved` is the time of the last true write, "" when there is none today."""
        self._what.setText(f"{refusal.what} {refusal.safe}".strip())
        since = (
            f"Everything up to {saved} is saved; what you typed since is kept in this window."
            if saved
            else ""
        )
        kept = since or "What you typed is kept in this window."
        self._more.setText(f"{kept} Keep going; the disk is tried again every 10 seconds.")
        self.retry.show()
        self._come()

    def tell(self, refusal: KetaCounselError) -> None:
        """Something could not be done; nothing waits for the disk."""
        self._what.setText(refusal.what)
        self._more.setText(" ".join(part for part in (refusal.safe, refusal.todo) if part))
        self.retry.hide()
        self._come()

    def _come(self) -> None:
        if self.isHidden():
            announce(self, self.message())
        self.show()

    def message(self) -> str:
        return f"{self._what.text()} {self._more.text()}"
