"""What the report builder knows: the choices, the newest pages, and what has left. No pixels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.ids import ClientId, ReportId
from ketacounsel.core.report import Report
from ketacounsel.core.report_choices import FiledCopy, ReportChoices
from ketacounsel.core.report_scope import ReportFacts
from ketacounsel.core.rescue import Words
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.errors import words_for
from ketacounsel.ui.when import local

SETTLE_MS = 350  # a sentence being typed is set anew when the hands rest


class ReportModel(QObject):
    """One client's report on its way out.

    Signals:
        choices_changed: other choices are shown, or the record changed.
        rendering_changed: pages are being made (bool).
        pages_made: the newest pages are there.
        failed: a refusal in words (str).
        filed: a copy was kept (str what was done).
    """

    choices_changed = Signal()
    rendering_changed = Signal(bool)
    pages_made = Signal()
    failed = Signal(str)
    filed = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.client_id = ClientId("")
        self.choices: ReportChoices | None = None
        self.sent: FiledCopy | None = None
        self._facts: ReportFacts | None = None
        self.pdf = b""
        self.warnings: tuple[str, ...] = ()
        self.reason = ""
        self._order = 0
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._settled)

    # -- opening --------------------------------------------------------------------------------

    def open(self, client_id: ClientId) -> None:
        """Another client's report, with everything preselected."""
        if client_id != self.client_id:
            self.pdf, self.reason, self.warnings = b"", "", ()
        self.client_id, self.sent = client_id, None
        self.reread()

    def open_sent(self, client_id: ClientId, report_id: ReportId) -> None:
        """A report as it was sent; nothing can be changed in it."""
        self.client_id, self.choices, self._facts = client_id, None, None
        self.sent = self.desk.reports.copy(report_id)
        self._order += 1
        self.pdf = self.sent.pdf
        self.choices_changed.emit()
        self.pages_made.emit()

    def reread(self) -> None:
        """Choices and pages by the record as it stands."""
        if self.sent is not None:
            return
        self._facts = self.desk.reports.facts(self.client_id, self.desk.clock())
        self._remake()

    def _remake(self) -> None:
        """The record is as it was; the choices are others."""
        if self._facts is None:
            return
        self.choices, report = self.desk.reports.made(self._facts)
        self.choices_changed.emit()
        self._render(report)

    # -- choosing -------------------------------------------------------------------------------

    def choose(self, fields: Mapping[str, object]) -> bool:
        """Keep a choice and show what comes of it. False when it was refused."""
        self._settle.stop()
        try:
            self.desk.autosave.flush()
            saved = self.desk.reports.patch_choices(self.client_id, fields)
        except KetaCounselError as refusal:
            self.failed.emit(refusal.sentence)
            return False
        self.desk.changes.announce(saved, by=self.parent())
        self._remake()
        return True

    def include(self, keys: tuple[str, ...], on: bool) -> None:
        """Put blocks in, or leave them out."""
        if self.choices is None:
            return
        left = {key for option in self.choices.options if not option.on for key in option.keys}
        left = left - set(keys) if on else left | set(keys)
        self.choose({"left_out": sorted(left)})

    def set_period(self, from_on: date, to_on: date) -> None:
        self.choose({"from_on": from_on, "to_on": to_on})

    def type_text(self, key: str, words: str) -> None:
        """Words while they are typed: on disk within a quarter of a second, on the page when they rest."""
        client_id, reports = self.client_id, self.desk.reports
        self.desk.autosave.put(
            ("report", client_id, key),
            lambda: reports.patch_choices(client_id, {"texts": {key: words}}),
            lambda: Words("report", client_id, key, words),
        )
        self._settle.start()

    def propose_again(self, key: str) -> None:
        """Take back one's own words for those the record proposes."""
        self.desk.autosave.drop(("report", self.client_id, key))
        self.choose({"texts": {key: None}})

    def _settled(self) -> None:
        if self.desk.autosave.flush():
            self._remake()

    # -- pages ----------------------------------------------------------------------------------

    def _render(self, report: Report) -> None:
        self._order += 1
        order = self._order

        def work() -> tuple[bytes, tuple[str, ...]]:
            from ketacounsel.reports.render import render_checked

            made = render_checked(report)
            return made.pdf, made.warnings

        def done(made: tuple[bytes, tuple[str, ...]]) -> None:
            if self._newest(order):
                self.pdf, self.warnings = made
                self.rendering_changed.emit(False)
                self.pages_made.emit()

        def failed(problem: Exception) -> None:
            if self._newest(order):
                self.rendering_changed.emit(False)
                self.failed.emit(words_for(problem))

        self.rendering_changed.emit(True)
        self.desk.jobs.run(work, done, failed)

    def _newest(self, order: int) -> bool:
        """Whether nobody asked for other pages since, and the screen is still there."""
        return isValid(self) and order == self._order

    # -- leaving --------------------------------------------------------------------------------

    @property
    def needs_reason(self) -> bool:
        """Nothing covers this report, and nobody has said why it leaves all the same."""
        if self.sent is not None:
            return not self.desk.reports.covered(ReportId(self.sent.head.id))
        return self.choices is not None and not self.choices.release.holds and not self.reason.strip()

    @property
    def ready(self) -> bool:
        """The pages shown are those of the choices shown."""
        return bool(self.pdf) and not self._settle.isActive()

    def file_name(self) -> str:
        """File number and day: nothing a client said."""
        if self.sent is not None:
            at, number = self.sent.head.made_at, self.desk.clients.get(self.client_id).file_no
        elif self.choices is not None:
            at, number = self.desk.clock(), self.choices.file_no
        else:
            return "report.pdf"
        plain = "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in number)
        return f"{plain} {local(at, self.desk.zone).date().isoformat()}.pdf"

    def save(self, path: Path, password: str, done: Callable[[], None]) -> None:
        """Write the file whole or not at all, then keep a copy in the record."""
        pdf = self.pdf

        def work() -> None:
            from ketacounsel.services import export

            if password:
                from ketacounsel.reports.protect import protect

                export.write(path, protect(pdf, password))
            else:
                export.write(path, pdf)

        def written(_: None) -> None:
            if isValid(self):
                self.keep(pdf, "saved")
                done()

        self.desk.jobs.run(work, written, self._refused)

    def keep(self, pdf: bytes, how: str) -> None:
        """File the copy that left, under the client."""
        reports = self.desk.reports
        try:
            if self.sent is not None:
                saved = reports.file_again(ReportId(self.sent.head.id), how)
            elif self.choices is not None:
                saved = reports.file(self.client_id, self.choices, pdf, how, self.reason)
            else:
                return
        except KetaCounselError as refusal:
            self.failed.emit(refusal.sentence)
            return
        self.reason = ""
        self.desk.changes.announce(saved, by=self.parent())
        self.reread()
        self.filed.emit(how)

    def record_release(self, signed_on: date, expires_on: date | None, scope: str) -> None:
        """A written authorization for this addressee. Raises BadInput."""
        choices = self.choices
        if choices is None:
            return
        who = choices.addressee
        recipient = ", ".join(part for part in (who.name, who.clinic) if part) if who else "The prescriber"
        self.desk.clients.add_release(
            self.client_id, recipient, signed_on, expires_on, who.id if who else None, scope
        )
        release = Saved(self.desk.clock(), frozenset({Topic.CLIENTS}))
        self.desk.changes.announce(release, by=self.parent())
        self.reread()

    def _refused(self, problem: Exception) -> None:
        if isValid(self):
            self.failed.emit(words_for(problem))
