"""The safety follow-up as a step: what it was about, four topics to ask, what was decided and agreed.

The program records; it never rates a risk.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ketacounsel.core.ids import FollowUpId
from ketacounsel.core.rescue import Words
from ketacounsel.core.safety import DECISIONS, TOPICS, FollowUp
from ketacounsel.ui.screens.session.fields.cells import Cells
from ketacounsel.ui.screens.session.fields.figures import Narrow
from ketacounsel.ui.screens.session.safety_facts import Cause, Item9, cause_of
from ketacounsel.ui.screens.session.viewmodel import Runner
from ketacounsel.ui.theme import theme
from ketacounsel.ui.when import local, moment
from ketacounsel.ui.widgets.card import paint_edge
from ketacounsel.ui.widgets.check import CheckTile
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.choice import ThreeWay
from ketacounsel.ui.widgets.date_field import DateField, TimeField
from ketacounsel.ui.widgets.field import Field
from ketacounsel.ui.widgets.flow import FlowLayout
from ketacounsel.ui.widgets.layout import column, holder, row, rule
from ketacounsel.ui.widgets.long_text import LongText
from ketacounsel.ui.widgets.paint import box, painter_on, words
from ketacounsel.ui.widgets.text import HeadingLabel, Text, TextBlock

TOPIC_WORDS = {
    "wish_to_be_dead": "Wish to be dead, past two weeks",
    "thoughts_of_ending_life": "Thoughts of ending {their} life",
    "method_plan_intent": "A method, plan or intent",
    "preparation_or_attempt": "Any preparation or attempt, past three months",
}
USUAL_CHECK_IN: Final = time(12)
DECISION_WORDS = {
    "continue_plan_reviewed": ("Continue, safety plan reviewed", "With a check-in date"),
    "tell_prescriber": ("Tell the prescriber today", "Stands in the note as agreed"),
    "same_day_evaluation": ("Same-day evaluation", "Where and with whom, in your words"),
    "emergency_services": ("Emergency services now", "Call first, record afterwards"),
}
ASK = "Record what you learn. KetaCounsel does not rate risk; that judgement is yours."


class SafetyPage(QWidget):
    """One follow-up.

    Signals:
        edited: something was entered.
    """

    edited = Signal()

    def __init__(self, runner: Runner, follow_up: FollowUp) -> None:
        super().__init__()
        self._runner, self.follow_up_id = runner, FollowUpId(follow_up.id)
        self.setAccessibleName("Safety follow-up")
        self.title = HeadingLabel("Safety follow-up", "page")
        self.title.setParent(self)
        self.title.hide()
        self.topics = {key: ThreeWay(runner.words(TOPIC_WORDS[key])) for key in TOPICS}
        self.tiles = {key: _Tile(*DECISION_WORDS[key]) for key in DECISIONS}
        self.words = LongText("What was said and agreed", min_height=92, role="body", line=20)
        self.day = DateField("Check-in", today=local(runner.now(), runner.desk.zone).date, year=False)
        self.at = TimeField("Time of the check-in")
        page = column(_CauseCard(cause_of(runner, follow_up)), gap=0)
        page.put(
            24, HeadingLabel("1. Ask, in your own words", "section"), 2, TextBlock(ASK, "small", "muted")
        )
        page.put(8, self._asked(), 24)
        decide = HeadingLabel("2. Decide and record", "section")
        page.put(row(decide, Text("choose all that apply", "small", "muted"), None), 10)
        page.put(self._tiles(), 20, self._agreed(), 24, None)
        self.setLayout(page)
        self.show_follow_up(follow_up)
        self._connect()

    # -- how it is laid out -----------------------------------------------------------------------

    def _asked(self) -> QWidget:
        lines = column(gap=0)
        for key, three in self.topics.items():
            words = TextBlock(self._runner.words(TOPIC_WORDS[key]), "body")
            line = row(gap=12, margins=(0, 4, 0, 4))
            line.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
            line.addWidget(three)
            lines.put(rule(), line)
        return holder(lines)

    def _tiles(self) -> QWidget:
        cells = Cells()
        for tile in self.tiles.values():
            cells.addWidget(tile)
        return holder(cells)

    def _agreed(self) -> QWidget:
        when = QWidget()
        when.setProperty("compact", True)
        day, at = Narrow(Field("Check-in", self.day), 168), Narrow(Field("At", self.at), 88)
        when.setLayout(row(day, at, gap=8))
        cells = Cells()
        cells.addWidget(Field("What was said and agreed", self.words))
        cells.addWidget(when)
        return holder(cells)

    # -- what it records --------------------------------------------------------------------------

    def show_follow_up(self, follow_up: FollowUp) -> None:
        """What is on record."""
        for key, three in self.topics.items():
            three.set_value(follow_up.asked.get(key, ""))
        for key, tile in self.tiles.items():
            tile.setChecked(key in follow_up.decisions)
        self.words.set_text(follow_up.words)
        at = local(follow_up.check_in_at, self._runner.desk.zone) if follow_up.check_in_at else None
        self.day.set_value(at.date() if at else None)
        self.at.set_value(at.timetz().replace(tzinfo=None) if at else None)

    def _connect(self) -> None:
        for three in self.topics.values():
            three.chosen.connect(lambda _: self._put("asked", self._asked_now))
        for tile in self.tiles.values():
            tile.clicked.connect(lambda _: self._put("decisions", self._decided))
        self.words.text_edited.connect(lambda: self._put("words", self.words.text))
        self.day.value_changed.connect(lambda _: self._put("check_in_at", self.check_in))
        self.at.value_changed.connect(lambda _: self._put("check_in_at", self.check_in))

    def _asked_now(self) -> dict[str, str]:
        return {key: three.value() for key, three in self.topics.items() if three.value()}

    def _decided(self) -> list[str]:
        return [key for key, tile in self.tiles.items() if tile.isChecked()]

    def check_in(self) -> datetime | None:
        """When to look in again."""
        day = self.day.value()
        return moment(day, self.at.value() or USUAL_CHECK_IN, self._runner.desk.zone) if day else None

    def _put(self, name: str, read: Callable[[], object]) -> None:
        desk, one, value = self._runner.desk, self.follow_up_id, read()
        desk.autosave.put(
            (one, name),
            lambda: desk.safety.patch(one, {name: value}),
            lambda: Words("follow_up", one, name, value),
        )
        self.edited.emit()

    # -- the keyboard -----------------------------------------------------------------------------

    def take_keyboard(self) -> bool:
        blank = next((three for three in self.topics.values() if not three.value()), None)
        (blank or self.topics[TOPICS[0]]).focus_first()
        return True

    def focused(self) -> tuple[str, int]:
        return ("words", self.words.textCursor().position()) if self.words.hasFocus() else ("", -1)

    def focus_field(self, key: str, caret: int = -1) -> bool:
        if key != "words":
            return False
        self.words.setFocus()
        cursor = self.words.textCursor()
        cursor.setPosition(max(0, min(caret, self.words.document().characterCount() - 1)))
        self.words.setTextCursor(cursor)
        return True

    def type_digit(self, text: str) -> bool:
        return False

    def set_place(self, number: int, count: int, *, narrow: bool) -> None:
        """It has no number among the steps."""

    def reread(self) -> None:
        """What is typed here stands; nobody else writes it."""

    def refresh(self) -> None:
        """It always shows all of it."""


class _Tile(CheckTile):
    """Two in a line where there is room for their words."""

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(300), self.sizeHint().height())


class _CauseCard(QFrame):
    """The item and its answer in words, the total, and item 9 so far."""

    def __init__(self, cause: Cause) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setProperty("edge", "danger")
        self.setAccessibleName(cause.title)
        words = column(gap=4)
        head = row(gap=12)
        head.addWidget(TextBlock(cause.title, "section"), 1)
        head.addWidget(Text(cause.total, "small", "muted", 500))
        words.put(head)
        if cause.detail:
            words.put(TextBlock(cause.detail, "small", "text"))
        if cause.so_far:
            words.put(4, _so_far(cause.so_far))
        line = row(gap=12, margins=(20, 16, 20, 16))
        line.addWidget(IconLabel("shield-alert", "danger", 22), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.setLayout(line)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_edge(self)


def _so_far(items: tuple[Item9, ...]) -> QWidget:
    flow = FlowLayout(18, 6)
    label = Text("Item 9 so far", "caption", "muted", 500)
    label.setMinimumHeight(theme().px(22))
    flow.addWidget(label)
    for one in items:
        said = "not answered" if one.value is None else str(one.value)
        day = Text(one.day, "caption", "muted")
        pair = holder(row(_Answer(one.value), day, gap=6))
        pair.setAccessibleName(f"{said}, {one.day}")
        flow.addWidget(pair)
    return holder(flow)


class _Answer(QLabel):
    """0 in a ring, anything above in a filled circle, a dash where it was left blank."""

    def __init__(self, value: int | None) -> None:
        super().__init__("–" if value is None else str(value))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._above = bool(value)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(22), theme().px(22))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        now, rect = theme(), QRectF(self.rect())
        painter = painter_on(self)
        fill = now.color("danger_fill" if self._above else "surface")
        edge = None if self._above else now.color("border_strong")
        box(painter, rect, rect.height() / 2, fill, edge, 1.5 * now.scale)
        ink = now.color("surface" if self._above else "text_muted")
        words(painter, rect, self.text(), now.font("caption", 600), ink, Qt.AlignmentFlag.AlignCenter)
