"""Verify these records: what was looked at, each with its mark and a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.desk import Desk
from ketacounsel.ui.errors import words_for
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.layout import Box, column, holder, row
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.text import Text, TextBlock

if TYPE_CHECKING:
    from ketacounsel.services.safekeeping import SafeKeeping
    from ketacounsel.services.verify import VerifyLine, VerifyReport

READING = "Reading every page of the records. This takes some seconds; nothing is changed by it."
SOUND = "Everything is as it was written."
BROKEN = "Something is not as it was written. Make no changes; restore the newest backup, or call for help."


class VerifySheet(Sheet):
    """Begins when it is opened. Closing it leaves the result unseen, nothing else."""

    def __init__(self, desk: Desk, kept: SafeKeeping) -> None:
        super().__init__("Verify these records", width=560)
        self._lines: Box = column(gap=12)
        self.outcome = TextBlock(READING, "body", "muted")
        self.done = Button("Close", "secondary")
        self.done.clicked.connect(self.dismiss)
        self.body.put(self.outcome, self._lines)
        self.foot.put(None, self.done)
        jobs = desk.jobs
        jobs.run(lambda: kept.verify(lambda: not jobs.ending), self._show, self._fail)

    def focus_first(self) -> None:
        self.done.setFocus()

    def _show(self, report: VerifyReport) -> None:
        if not self.is_open:
            return
        self.outcome.setText(SOUND if report.sound else BROKEN)
        self.outcome.set_tone("text" if report.sound else "danger")
        for line in report.lines:
            self._lines.put(_line(line))
        megabytes = report.bytes_read / 1_000_000
        read = f"{megabytes:,.0f} MB read in {max(1, round(report.took_ms / 1000))} s."
        self._lines.put(TextBlock(read, "small", "muted"))
        announce(self, self.outcome.text())
        self.place_panel()

    def _fail(self, problem: Exception) -> None:
        if self.is_open:
            self.outcome.setText(words_for(problem))


def _line(line: VerifyLine) -> QWidget:
    """A tick or a warning, the name, and the sentence; one text for a screen reader."""
    icon = IconLabel("check", "accent", 20) if line.sound else IconLabel("triangle-alert", "danger", 20)
    whole = row(gap=12)
    whole.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    tone = "muted" if line.sound else "danger"
    whole.addLayout(
        column(Text(line.name, "body", "text", 500), TextBlock(line.words, "small", tone), gap=2), 1
    )
    shown = holder(whole)
    shown.setAccessibleName(f"{line.name}, {'sound' if line.sound else 'not sound'}. {line.words}")
    return shown
