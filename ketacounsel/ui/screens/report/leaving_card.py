"""Before it leaves: the release, the jottings that never go along, other people's names."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketacounsel.core.phrases import count_word
from ketacounsel.core.report_choices import OtherPerson, ReportChoices
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.field import Field, TextField
from ketacounsel.ui.widgets.layout import column, row
from ketacounsel.ui.widgets.paint import box, draw_icon, painter_on
from ketacounsel.ui.widgets.text import Text, TextBlock

NO_REASON = "Say why it leaves without a release. Nothing has left yet."


class Mark(QWidget):
    """A round mark at the head of a line: done, or something to look at."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self._ground, self._ink = "check", "accent_tint", "accent"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_state(self, good: bool, icon: str) -> None:
        self._icon = icon
        self._ground, self._ink = ("accent_tint", "accent") if good else ("warning_tint", "warning")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(24), theme().px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px = theme(), theme().px
        painter = painter_on(self)
        box(painter, QRectF(self.rect()), px(12), now.color(self._ground))
        draw_icon(painter, self._icon, self._ink, 14, px(5), px(12))


class Line(QWidget):
    """A mark, what stands, a word about it, and what can be done."""

    def __init__(self, act: str = "") -> None:
        super().__init__()
        self.mark, self.title, self.words = Mark(), Text(), TextBlock("", "small", "muted")
        self.act = Button(act, "link")
        self.act.setVisible(bool(act))
        said = column(self.title, self.words, gap=1)
        line = row(gap=12)
        line.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(said, 1)
        line.addWidget(self.act, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(column(line, gap=0, margins=(0, 6, 0, 6)))

    def show_state(self, good: bool, title: str, words: str, icon: str = "check") -> None:
        self.mark.set_state(good, icon)
        self.title.setText(title)
        self.words.setText(words)
        self.setAccessibleName(f"{title}. {words}")


class LeavingCard(Card):
    """What has to be looked at before a report leaves.

    Signals:
        release_requested: a new release is to be recorded.
        people_requested: how other people are printed is to be changed.
        reason_typed: why it leaves without a release (str).
    """

    release_requested = Signal()
    people_requested = Signal()
    reason_typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Before it leaves", dense=True, parent=parent)
        self.release, self.jottings, self.people = Line("Record a release"), Line(), Line("Change")
        self.jottings.show_state(True, "Private jottings left out", "Always, in every report")
        self.reason = TextField("Reason to send it without a release")
        self.reason_field = Field("Or a reason to send it without one", self.reason)
        self.filed = Line()
        self.problem = TextBlock("", "small", "danger")
        self.release.act.clicked.connect(self.release_requested)
        self.people.act.clicked.connect(self.people_requested)
        self.reason.text_edited.connect(self._typed)
        self.body.put(self.filed, self.problem, self.release, self.reason_field, self.jottings, self.people)
        self.filed.hide()
        self.problem.hide()

    def show_choices(self, choices: ReportChoices) -> None:
        """By the record and the choices as they stand."""
        release = choices.release
        icon = "check" if release.holds else "file-check-2"
        self.release.show_state(release.holds, release.title, release.words, icon)
        self.release.act.setVisible(not release.holds)
        self.reason_field.setVisible(not release.holds)
        self.people.setVisible(bool(choices.people))
        if choices.people:
            self.people.show_state(False, _how_many(choices.people), _printed(choices.people), "users-round")

    def ask_reason(self) -> None:
        """It can't leave like this: say so at the field."""
        self.reason_field.set_question(NO_REASON)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_filed(self, words: str) -> None:
        """What left is kept."""
        self.reason.set_text("")
        self.filed.show_state(True, "Filed with the record", words)
        self.filed.show()
        self.problem.hide()

    def say_problem(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def forget(self) -> None:
        """Another client's report: nothing was done yet."""
        self.reason.set_text("")
        self.reason_field.clear_message()
        self.filed.hide()
        self.problem.hide()

    def _typed(self, words: str) -> None:
        self.reason_field.clear_message()
        self.reason_typed.emit(words)


def _how_many(people: tuple[OtherPerson, ...]) -> str:
    number = count_word(len(people)).capitalize()
    return f"{number} other {'person' if len(people) == 1 else 'people'} named"


def _printed(people: tuple[OtherPerson, ...]) -> str:
    return "; ".join(
        f"“{one.name}” is printed by name" if one.by_name else f"“{one.name}” is printed as “{one.printed}”"
        for one in people
    )
