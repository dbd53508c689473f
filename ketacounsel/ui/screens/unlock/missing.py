"""The door when the records are not where they were: most often a drive that is not plugged in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from ketacounsel.ui.screens.unlock.ground import Ground
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.text import HeadingLabel, TextBlock

STILL = "They are still not there."


class MissingWindow(Ground):
    """Says where it looked, that nothing is lost by that, and what to do.

    Signals:
        retry_requested: look there again.
        other_records_requested: the counselor wants other records than these.
        new_records_requested: the counselor wants to set up new records.
        restore_requested: the counselor has a backup of them.
    """

    retry_requested = Signal()
    other_records_requested = Signal()
    new_records_requested = Signal()
    restore_requested = Signal()

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.said = TextBlock("", "small", "warning")
        self.said.hide()
        self.again = Button("Look again", "primary", large=True)
        self.again.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.backup = Button("Open a backup…", "secondary", large=True)
        self.backup.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        other, new = Button("Other records…", "link"), Button("Set up new records", "link")
        words = "They are not lost. Connect the drive they are kept on and look again, or open a backup."
        self.content.put(HeadingLabel("Your records can’t be found", "section"))
        self.content.put(TextBlock(f"They were kept in {folder}. {words}", "body", "muted"))
        self.content.put(self.said, 18, self.again, 4, self.backup, 8, row(new, None, other, gap=8))
        self.lay_out("On this computer only, encrypted")
        self.again.clicked.connect(self.retry_requested)
        other.clicked.connect(self.other_records_requested)
        new.clicked.connect(self.new_records_requested)
        self.backup.clicked.connect(self.restore_requested)
        self.again.setFocus()

    def show_problem(self, sentence: str) -> None:
        """Looked again, and this is what was found."""
        self.said.setText(sentence)
        self.said.show()
        announce(self, sentence)
