"""The questionnaire as the client sees it: one question, large answers, nothing of the record.

No name, no score and no title, which could colour the answers. Nothing moves on by itself.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from ketacounsel.core.ids import SittingId
from ketacounsel.core.measures import Item, Measure
from ketacounsel.core.rescue import Words
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.parts.client_choice import LEAST_PX, SNUG_PX, TALL_PX, AnswerTile, BigButton, Segments
from ketacounsel.ui.parts.measure_words import asked_items
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.card import empty
from ketacounsel.ui.widgets.layout import column, holder, row, scrolled
from ketacounsel.ui.widgets.text import HeadingLabel, Text, TextBlock

WIDTH_PX = 800
CHOOSE = "Choose an answer, or say that you’d rather not answer this one."
THANKS = "Thank you. Please hand the computer back."


class ClientForm(QWidget):
    """The questions and the page of thanks. Every answer is kept when it is chosen.

    Signals:
        completed: the last question was left; the page of thanks is shown.
        moved: another question is shown.
    """

    completed = Signal()
    moved = Signal()

    def __init__(self, desk: Desk, sitting_id: SittingId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.sitting_id = desk, sitting_id
        sitting = desk.measures.get(sitting_id)
        self.measure: Measure = desk.measures.edition(sitting)
        self.answers: dict[str, int | None] = dict(sitting.answers)
        self._at = 0
        self.tiles: list[AnswerTile] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._choose)
        self.segments = Segments()
        self.count = Text("", "reading", "muted")
        self._stem = TextBlock("", "reading", "muted")
        self.question = TextBlock("", "client")
        self._answers = column(gap=12)
        self._hint = TextBlock("", "reading", "warning", 500)
        self.back = BigButton("Back", "secondary", "arrow-left")
        self.decline = BigButton("I’d rather not answer this one", "muted")
        self.next = BigButton("Next", "primary", trailing_icon="arrow-right")
        self._thanks = HeadingLabel(THANKS, "client")
        self._lay_out()
        self.back.clicked.connect(self.go_back)
        self.decline.clicked.connect(self.go_without)
        self.next.clicked.connect(self.go_on)
        hub().changed.connect(self._fit)
        self._show(self._first_blank())

    def _lay_out(self) -> None:
        content = column(self._stem, 2, self.question, 18, self._answers, None, gap=10, margins=(4, 4, 4, 4))
        for words in (self._stem, self.question):
            words.setSizePolicy(_flowing())
        self._content = holder(content)
        self._area = scrolled(self._content)
        self._area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._nav = holder(row(self.back, None, self.decline, None, self.next, gap=8, margins=(4, 6, 4, 8)))
        self._page = holder(
            column(self.segments, self.count, gap=12, margins=(4, 4, 4, 8)),
        )
        self._last = holder(column(None, self._thanks, None, gap=0))
        body = column(self._page, gap=0)
        body.addWidget(self._area, 100)
        body.put(self._hint, self._nav)
        body.addWidget(self._last, 1)
        body.addStretch(1)
        self._column = holder(body)
        line = row(gap=0, margins=(20, 0, 20, 0))
        line.addStretch(1)
        line.addWidget(self._column, 1000)
        line.addStretch(1)
        self.setLayout(line)

    # -- where we are ---------------------------------------------------------------------------

    @property
    def items(self) -> tuple[Item, ...]:
        """The questions to ask with the answers so far; a closing one only when something was above 0."""
        scored = any((self.answers.get(item.key) or 0) > 0 for item in self.measure.scored_items)
        return tuple(item for item in asked_items(self.measure, self.answers) if item.scored or scored)

    @property
    def item(self) -> Item | None:
        """The question on screen; none on the page of thanks."""
        return self.items[self._at] if self._at < len(self.items) else None

    @property
    def at(self) -> int:
        """Counted from 0."""
        return self._at

    def show_question(self, at: int) -> None:
        """Go to a question by its place, as after a lock."""
        self._show(max(0, min(at, len(self.items))))

    def _first_blank(self) -> int:
        return next((i for i, item in enumerate(self.items) if item.key not in self.answers), 0)

    # -- answering ------------------------------------------------------------------------------

    def choose(self, place: int) -> None:
        """The answer at that place, from 0, as by a tap."""
        if place < len(self.tiles):
            self.tiles[place].setFocus(Qt.FocusReason.OtherFocusReason)
            self.tiles[place].click()

    def _choose(self, place: int) -> None:
        if self.item is not None:
            self._keep(self.item, self.measure.choices_of(self.item)[place].value)
            self._say("")

    def _keep(self, item: Item, value: int | None) -> None:
        self.answers[item.key] = value
        put = self.desk.measures.put
        self.desk.autosave.put(
            ("measure", self.sitting_id, item.key),
            lambda: put(self.sitting_id, item.key, value),
            lambda: Words("item", self.sitting_id, item.key, value),
        )

    def go_on(self) -> None:
        """To the next question, once this one has an answer or was left out on purpose."""
        if self.item is None:
            return
        if self.item.key not in self.answers:
            self._say(CHOOSE)
            return
        self._show(self._at + 1)

    def go_without(self) -> None:
        """The client would rather not answer: that is kept as no answer."""
        if self.item is not None:
            self._keep(self.item, None)
            self._show(self._at + 1)

    def go_back(self) -> None:
        if self._at:
            self._show(self._at - 1)

    # -- showing --------------------------------------------------------------------------------

    def _show(self, at: int) -> None:
        self._at = min(at, len(self.items))
        item = self.item
        for part in (self._page, self._area, self._nav):
            part.setVisible(item is not None)
        self._last.setVisible(item is None)
        self._say("")
        if item is None:
            self.desk.autosave.flush()
            announce(self, THANKS)
            self.completed.emit()
            return
        self._show_item(item)
        self.moved.emit()

    def _show_item(self, item: Item) -> None:
        scored = [one for one in self.items if one.scored]
        number = self._at + 1
        counted = f"Question {number} of {len(scored)}" if item.scored else "One more question"
        self.segments.set_progress(len(scored), min(number, len(scored)))
        self.count.setText(counted)
        stem = "" if item.choices else self.measure.stem
        self._stem.setText(stem)
        self._stem.setVisible(bool(stem))
        self.question.setText(item.text)
        self._make_tiles(item)
        self.back.setVisible(self._at > 0)
        self._fit()
        self.focus_first()
        QTimer.singleShot(0, self, lambda: self._area.verticalScrollBar().setValue(0))
        announce(self, f"{counted}. {item.text}")

    def _make_tiles(self, item: Item) -> None:
        for tile in self.tiles:
            self._group.removeButton(tile)
        empty(self._answers)
        self.tiles = []
        given = self.answers.get(item.key)
        for place, choice in enumerate(self.measure.choices_of(item)):
            tile = AnswerTile(choice.text)
            tile.setAccessibleDescription(item.text)
            self._group.addButton(tile, place)
            tile.step_requested.connect(lambda by: self.go_on() if by > 0 else self.go_back())
            tile.setChecked(given is not None and given == choice.value)
            self._answers.addWidget(tile)
            tile.show()
            self.tiles.append(tile)

    def _say(self, words: str) -> None:
        self._hint.setText(words)
        self._hint.setVisible(bool(words))
        if words:
            announce(self, words)

    def focus_first(self) -> None:
        """The chosen answer, or the first one."""
        chosen = next((tile for tile in self.tiles if tile.isChecked()), None)
        for tile in (chosen or next(iter(self.tiles), None),):
            if tile is not None:
                tile.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- keys and room --------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if text.isdigit() and 1 <= int(text) <= len(self.tiles):
            self.choose(int(text) - 1)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        elif key == Qt.Key.Key_Left:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Answers of 76 where there is room, else lower; what still does not fit scrolls, Next does not."""
        px = theme().px
        self._column.setMaximumWidth(px(WIDTH_PX + 8))
        if self.item is None:
            return
        around = self._page.sizeHint().height() + self._nav.sizeHint().height() + px(12)
        room, width = self.height() - around, min(self.width() - px(40), px(WIDTH_PX + 8))
        wanted = 0
        for height, gap in ((TALL_PX, 12), (SNUG_PX, 10), (LEAST_PX, 8)):
            for tile in self.tiles:
                tile.set_height(height)
            self._answers.setSpacing(px(gap))
            wanted = self._wanted(width, height, gap)
            if wanted <= room:
                break
        self._area.setMaximumHeight(max(px(120), wanted))

    def _wanted(self, width: int, height: int, gap: int) -> int:
        """How high the question and its answers are at that width."""
        px, inner = theme().px, width - theme().px(8)
        stem = self._stem.heightForWidth(inner) + px(10) if self._stem.text() else 0
        tiles = len(self.tiles) * px(height) + (len(self.tiles) - 1) * px(gap)
        return stem + self.question.heightForWidth(inner) + tiles + px(10 * 3 + 18 + 8 + 12)


def _flowing() -> QSizePolicy:
    """As high as its words need at the width there is, and no higher."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    return policy
