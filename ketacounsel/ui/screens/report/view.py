"""The report builder: choices at the left, the true pages at the right, three clicks from client to paper."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QScrollArea, QWidget
from shiboken6 import isValid

from ketacounsel.core.changes import Topic
from ketacounsel.core.ids import ClientId, ReportId
from ketacounsel.core.report import Paper
from ketacounsel.core.report_choices import ReportChoices, addressee_words, short_name
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.errors import words_for
from ketacounsel.ui.going import Act, Go, Heading
from ketacounsel.ui.in_steps import dress, finished
from ketacounsel.ui.printing import has_printer, print_pdf
from ketacounsel.ui.screen import Screen
from ketacounsel.ui.screens.report.include_card import IncludeCard
from ketacounsel.ui.screens.report.leaving_card import LeavingCard
from ketacounsel.ui.screens.report.preview import Preview
from ketacounsel.ui.screens.report.sent_card import SentCard
from ketacounsel.ui.screens.report.sheets import PeopleSheet, ReleaseSheet, SaveSheet
from ketacounsel.ui.screens.report.viewmodel import ReportModel
from ketacounsel.ui.screens.report.whom_card import WhomCard
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.when import day_of_month, local
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.layout import Box, column, holder, row, scrolled

ASIDE, BESIDE, FOLD, TALL = 392, 14, 900, 640  # pixels at 100 %
PAGE, BAR = (29, 1, 32, 20), 14
DONE = {"printed": "Printed", "saved": "Saved as PDF"}


@dataclass(slots=True)
class Parts:
    """What stands on the screen."""

    whom: WhomCard
    include: IncludeCard
    leaving: LeavingCard
    sent: SentCard
    preview: Preview


class ReportScreen(Screen):
    """One client's progress report on its way to the prescriber."""

    shows = frozenset(
        {
            Topic.CLIENTS,
            Topic.INFUSIONS,
            Topic.SESSIONS,
            Topic.MEASURES,
            Topic.GOALS,
            Topic.SAFETY,
            Topic.PRACTICE,
        }
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None, parts: Parts | None = None) -> None:
        super().__init__(desk, parent)
        made = parts or finished(_parts(desk))
        self.model = ReportModel(desk, self)
        self.whom, self.include, self.leaving = made.whom, made.include, made.leaving
        self.sent, self.preview = made.sent, made.preview
        self._wish: Callable[[], None] | None = None
        self._lay_out()
        self._connect()

    @classmethod
    def in_steps(cls, desk: Desk, parent: QWidget | None) -> Generator[None, None, Screen]:
        parts = yield from _parts(desk)
        made = cls(desk, parent, parts)
        yield
        yield from dress(made)
        return made

    def _lay_out(self) -> None:
        self._cards = holder(
            column(self.whom, self.include, self.leaving, self.sent, None, gap=14, margins=(3, 3, 0, 24))
        )
        self._aside = scrolled(self._cards)
        self._aside.setAccessibleName("What is in the report")
        self._columns = row(gap=6)
        self._columns.addWidget(self._aside)
        self._beside = row(self.preview, gap=0)
        self._columns.addLayout(self._beside, 1)
        content = QWidget()
        self._whole = column(self._columns, gap=0, margins=PAGE)
        content.setLayout(self._whole)
        self._content = content
        self._area: QScrollArea = scrolled(content)
        self.setLayout(column(self._area, gap=0))
        for area in (self._aside, self._area):
            area.verticalScrollBar().rangeChanged.connect(self._keep_edge)
        self._fold()
        hub().changed.connect(self._fold)

    def _connect(self) -> None:
        model = self.model
        model.choices_changed.connect(self._show)
        model.pages_made.connect(self._show_pages)
        model.rendering_changed.connect(self.preview.pages.bar.set_busy)
        model.failed.connect(self.leaving.say_problem)
        model.filed.connect(self._say_filed)
        self.whom.whom_chosen.connect(lambda chosen: model.choose({"prescriber_id": chosen}))
        self.whom.period_chosen.connect(model.set_period)
        self.include.ticked.connect(model.include)
        self.include.typed.connect(model.type_text)
        self.include.taken_back.connect(self._take_back)
        self.leaving.reason_typed.connect(self._set_reason)
        self.leaving.release_requested.connect(self.ask_release)
        self.leaving.people_requested.connect(self.ask_people)
        self.preview.paper_chosen.connect(self._set_paper)
        self.preview.save_requested.connect(self.save)
        self.preview.print_requested.connect(self.print_out)
        self.preview.pages.failed.connect(lambda problem: self.leaving.say_problem(words_for(problem)))
        self.sent.again_requested.connect(self.start_new)

    # -- coming and going -----------------------------------------------------------------------

    def arrive(self, go: Go) -> None:
        client_id, self._wish = ClientId(go.client_id), None
        if client_id != self.model.client_id:
            self.preview.pages.forget()
            self.include.close_all()
            self.leaving.forget()
        self.preview.show_printer(has_printer())
        if go.thing:
            self.model.open_sent(client_id, ReportId(go.thing))
        else:
            self.model.open(client_id)
        QTimer.singleShot(0, self, self._take_keyboard)

    def _take_keyboard(self) -> None:
        """On what most come for; in little room the pages are scrolled to."""
        main = self.preview.print if self.preview.print.kind == "primary" else self.preview.save
        main.setFocus()
        if self._columns.direction() == Box.Direction.TopToBottom:
            self._area.verticalScrollBar().setValue(self.preview.y())

    def start_new(self) -> None:
        """A report of today for the client whose sent report is shown."""
        self.model.open(self.model.client_id)

    def reread(self) -> None:
        if self.model.client_id and self.model.sent is None:
            self.model.reread()

    def heading(self) -> Heading:
        client_id = self.model.client_id
        name = self.desk.clients.get(client_id).name if client_id else ""
        crumbs = ((name, Go("client", client_id=client_id)),) if name else ()
        if self.model.sent is not None:
            made = local(self.model.sent.head.made_at, self.desk.zone).date()
            return Heading(f"Progress report, {day_of_month(made)}", crumbs, "Sent", "calm")
        return Heading("New progress report", crumbs, "Draft")

    def acts(self) -> tuple[Act, ...]:
        return (
            Act("Print the report", self.print_out, "Ctrl+P"),
            Act("Save the report as PDF", self.save),
            Act("Whole pages", lambda: self.preview.set_fit(0)),
            Act("Pages as wide as the window", lambda: self.preview.set_fit(1)),
        )

    def main_act(self) -> None:
        if self.preview.print.kind == "primary":
            self.print_out()
        else:
            self.save()

    def regions(self) -> tuple[QWidget, ...]:
        return (self._aside, self.preview.pages)

    def place(self) -> Mapping[str, object]:
        opened = [row.option.text_key for row in self.include.rows.values() if not row.editor.isHidden()]
        caret = 0
        if opened and (line := self.include.row_of(opened[0])) is not None:
            caret = line.words.textCursor().position()
        return {"page": self.preview.pages.page, "words": "".join(opened), "caret": caret}

    def return_to(self, place: Mapping[str, object]) -> None:
        key, caret, page = place.get("words"), place.get("caret"), place.get("page")
        if isinstance(key, str) and key and (line := self.include.row_of(key)) is not None:
            self.include.open_words(key)
            cursor = line.words.textCursor()
            cursor.setPosition(min(int(caret) if isinstance(caret, int) else 0, len(line.words.text())))
            line.words.setTextCursor(cursor)
        if isinstance(page, int):
            self.preview.pages.go_to(page)

    # -- showing --------------------------------------------------------------------------------

    def _show(self) -> None:
        sent, choices = self.model.sent, self.model.choices
        for card in (self.whom, self.include, self.leaving):
            card.setVisible(sent is None)
        self.sent.setVisible(sent is not None)
        self.preview.paper.setVisible(sent is None)
        if sent is not None:
            self.sent.show_copy(sent)
        elif choices is not None:
            today = local(self.desk.clock(), self.desk.zone).date()
            self.whom.show_choices(choices, today, self._last_words(choices))
            self.include.show_choices(choices)
            self.leaving.show_choices(choices)
            self.preview.show_paper(choices.paper)
        self.heading_changed.emit(self.heading())

    def _show_pages(self) -> None:
        self.preview.pages.show_pdf(self.model.pdf)
        self.leaving.say_problem(" ".join(self.model.warnings))
        wish, self._wish = self._wish, None
        if wish is not None and self.isVisible():
            wish()

    def _last_words(self, choices: ReportChoices) -> str:
        """ "Last to Dr Adeyemi on 2 Oct. Same choices are set."."""
        last = choices.last_sent
        if last is None:
            return ""
        names = {addressee_words(one): short_name(one) for one in choices.addressees}
        whom = names.get(last.addressee, last.addressee)
        made = local(last.made_at, self.desk.zone).date()
        to = f" to {whom}" if whom else " sent"
        return f"Last{to} on {day_of_month(made)}. Same choices are set."

    def _say_filed(self, how: str) -> None:
        choices = self.model.choices
        whom = short_name(choices.addressee) if choices and choices.addressee else "the prescriber"
        words = f"{DONE[how]} for {whom}, {local(self.desk.clock(), self.desk.zone):%H:%M}"
        self.leaving.say_filed(words)
        announce(self, f"Filed with the record. {words}")

    # -- acts -----------------------------------------------------------------------------------

    def print_out(self) -> None:
        """Through the system's own question; what was printed is filed."""
        if not self._may_leave(self.print_out):
            return
        pdf, paper = self.model.pdf, self._paper().value
        self.leaving.say_problem("")

        def done(printed: bool) -> None:
            if printed and isValid(self):
                self.model.keep(pdf, "printed")

        print_pdf(self, self.desk.jobs, pdf, paper, done, self._not_printed)

    def save(self) -> None:
        """What saving means, then where to."""
        if self._may_leave(self.save):
            SaveSheet(self._choose_place).open_over(self)

    def ask_release(self) -> None:
        """A release for this addressee."""
        choices = self.model.choices
        if choices is None:
            return
        whom = short_name(choices.addressee) if choices.addressee else "the prescriber"
        today = local(self.desk.clock(), self.desk.zone).date()
        ReleaseSheet(whom, today, self.model.record_release).open_over(self)

    def ask_people(self) -> None:
        """How other people are printed."""
        choices = self.model.choices
        if choices is not None:
            PeopleSheet(choices.people, lambda said: self.model.choose({"people": said})).open_over(self)

    def open_again(self, kind: str, *ids: str) -> None:
        {"release": self.ask_release, "people": self.ask_people}[kind]()

    def _may_leave(self, then: Callable[[], None]) -> bool:
        """A release or a reason, and the pages there; while they are made, it is done after that."""
        if self.model.needs_reason and self.model.sent is not None:
            self.sent.say_uncovered()
            return False
        if self.model.needs_reason:
            self._area.ensureWidgetVisible(self.leaving)
            self._aside.ensureWidgetVisible(self.leaving.reason_field)
            self.leaving.ask_reason()
            return False
        self._wish = None if self.model.ready else then
        return self.model.ready

    def _choose_place(self, password: str) -> None:
        name = str(Path.home() / self.model.file_name())
        chosen, _ = QFileDialog.getSaveFileName(self, "Save PDF", name, "PDF (*.pdf)")
        if chosen:
            path = Path(chosen)
            self.model.save(path if path.suffix else path.with_suffix(".pdf"), password, lambda: None)

    def _not_printed(self, problem: Exception) -> None:
        if isValid(self):
            self.leaving.say_problem(words_for(problem))

    def _take_back(self, key: str) -> None:
        self.model.propose_again(key)
        if self.model.choices is not None:
            self.include.put_back(key, self.model.choices.texts[key])

    def _set_reason(self, words: str) -> None:
        self.model.reason = words

    def _set_paper(self, paper: Paper) -> None:
        self.model.choose({"paper": paper})

    def _paper(self) -> Paper:
        if self.model.sent is not None:
            return Paper(self.model.sent.paper)
        return self.model.choices.paper if self.model.choices else Paper.LETTER

    # -- room -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """In little room the pages come below the choices, and the whole scrolls."""
        px = theme().px
        narrow = self.width() / theme().scale < FOLD
        self._columns.setDirection(Box.Direction.TopToBottom if narrow else Box.Direction.LeftToRight)
        self._beside.setContentsMargins(px(3) if narrow else 0, 0, 0, 0)
        if narrow:
            self._aside.setMaximumWidth(16_777_215)
            self._aside.setMinimumWidth(0)
            self._aside.setMinimumHeight(self._cards.sizeHint().height())
            self.preview.setMinimumHeight(px(TALL))
        else:
            self._aside.setFixedWidth(px(ASIDE + 3 + BESIDE))
            self._aside.setMinimumHeight(0)
            self.preview.setMinimumHeight(0)
        self._keep_edge()

    def _keep_edge(self) -> None:
        """The cards keep their width whether or not the bar beside them is there."""
        px, bar = theme().px, self._aside.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() > 0 else 0
        right = 0 if self._columns.direction() == Box.Direction.TopToBottom else px(BESIDE) - taken
        self._cards.setContentsMargins(0, 0, max(0, right), 0)
        left, top, edge, bottom = PAGE
        self._whole.set_margins(
            (left, top, edge - (BAR if self._area.verticalScrollBar().maximum() else 0), bottom)
        )


def _parts(desk: Desk) -> Generator[None, None, Parts]:
    whom = WhomCard(desk)
    yield
    include, sent = IncludeCard(), SentCard(desk.zone)
    yield
    leaving = LeavingCard()
    yield
    preview = Preview(desk.jobs)
    yield
    return Parts(whom, include, leaving, sent, preview)
