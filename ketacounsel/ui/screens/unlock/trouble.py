"""The door when the secret fits but the records can't be opened as they are, or may not be the newest."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from ketacounsel.core.errors import (
    AlteredKeyFile,
    DamagedKeyFile,
    DamagedRecords,
    EmptyRecords,
    ForkedRecords,
    KetaCounselError,
    NotOurFile,
    OlderRecords,
    StateInDoubt,
)
from ketacounsel.ui.screens.unlock.ground import Ground
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.layout import holder, row
from ketacounsel.ui.widgets.text import HeadingLabel, TextBlock

TITLES: tuple[tuple[type[KetaCounselError], str], ...] = (
    (OlderRecords, "These records are not the newest"),
    (ForkedRecords, "These are not the records of last time"),
    (StateInDoubt, "These records may not be the newest"),
    (EmptyRecords, "The records file is empty"),
    (DamagedRecords, "The records file is damaged"),
    (DamagedKeyFile, "The key file is damaged"),
    (AlteredKeyFile, "The key file was altered"),
    (NotOurFile, "These records can’t be opened"),
)
TROUBLES = tuple(kind for kind, _ in TITLES)
LOOKING = "Looking for backups of these records…"


class TroubleWindow(Ground):
    """What was found, what is safe, and the ways on. Nothing happens by itself.

    Signals:
        restore_requested: put a backup in place.
        go_on_requested: open the records as they are.
        back_requested: to the passphrase.
        other_records_requested: the counselor wants other records than these.
    """

    restore_requested = Signal()
    go_on_requested = Signal()
    back_requested = Signal()
    other_records_requested = Signal()

    def __init__(self, trouble: KetaCounselError, *, can_go_on: bool) -> None:
        super().__init__()
        title = next(words for kind, words in TITLES if isinstance(trouble, kind))
        self.said = TextBlock(f"{trouble.what} {trouble.safe}", "body", "muted")
        self.newest = TextBlock(LOOKING, "body", "text")
        self.problem = TextBlock("", "small", "warning")
        self.problem.hide()
        self.restore = _wide("Restore a backup…", "primary")
        self.go_on = _wide("Go on with these records", "secondary")
        back, other = Button("Back", "link"), Button("Other records…", "link")
        found = row(gap=10)
        found.addWidget(IconLabel("history", "text_muted", 18))
        found.addWidget(self.newest, 1)
        self.content.put(HeadingLabel(title, "section"), self.said, 14, holder(found), self.problem)
        self.content.put(14, self.restore, 4, self.go_on, 8, row(back, None, other, gap=8))
        self.go_on.setVisible(can_go_on)
        self.lay_out("On this computer only, encrypted")
        self.restore.clicked.connect(self.restore_requested)
        self.go_on.clicked.connect(self.go_on_requested)
        back.clicked.connect(self.back_requested)
        other.clicked.connect(self.other_records_requested)
        self.restore.setFocus()
        announce(self, f"{title}. {self.said.text()}")

    def show_newest(self, sentence: str) -> None:
        """Which backup there is."""
        self.newest.setText(sentence)

    def show_problem(self, sentence: str) -> None:
        """What was asked for did not work."""
        self.problem.setText(sentence)
        self.problem.show()
        announce(self, sentence)


def _wide(words: str, kind: str) -> Button:
    button = Button(words, kind, large=True)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return button
