"""Today's sessions: what was, the line of now, what comes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from ketacounsel.core.session_words import title_of
from ketacounsel.core.today import SessionRow, Today
from ketacounsel.ui.screens.today.words import session_act, session_chip
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.when import clock_words
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.chip import StatusChip
from ketacounsel.ui.widgets.layout import Box, column, holder, row, rule
from ketacounsel.ui.widgets.paint import box, painter_on, width_of, words
from ketacounsel.ui.widgets.text import ElidedText, Text

TIME_W, ACT_W, ROW_H = 48, 124, 64
SHOWN, PAST_SHOWN = 10, 4

Act = Callable[[SessionRow, str], None]


class SessionLine(QFrame):
    """Time, who and what, chip, act."""

    def __init__(self, item: SessionRow, today: Today, primary: bool, on_act: Act) -> None:
        super().__init__()
        self.key = item.head.id
        at = item.head.at
        past = item.head.state == "held"
        self._clock = Text(
            clock_words(at, today.zone) if at else "",
            "row",
            "muted" if past else "text",
            400 if past else 600,
        )
        act = session_act(item, today.now)
        self.button = Button(act, "primary" if primary else "soft")
        self.button.setAccessibleName(f"{act}, {item.client_name}")
        self.button.clicked.connect(lambda: on_act(item, act))
        who = column(
            None,
            ElidedText(item.client_name, "row", "text", 500),
            ElidedText(title_of(item.head), "caption", "muted"),
            gap=2,
        )
        self._chip_below = row(gap=0)
        who.put(self._chip_below, None)
        self._line = row(self._clock, gap=16)
        self._line.addWidget(holder(who), 1)
        chip = session_chip(item, today.now)
        self._chip = None if chip is None else StatusChip(*chip)
        if self._chip is not None:
            self._line.put(self._chip)
        self._line.put(self.button)
        self.setLayout(self._line)
        self._tight = False
        self._rescale()
        hub().changed.connect(self._rescale)

    def set_tight(self, tight: bool) -> None:
        """In little room the chip stands below the words."""
        if tight == self._tight:
            return
        self._tight = tight
        if self._chip is not None and tight:
            self._line.removeWidget(self._chip)
            self._chip_below.put(self._chip, None)
        elif self._chip is not None:
            empty_box(self._chip_below)
            self._line.insertWidget(2, self._chip)
        self._rescale()

    def _rescale(self) -> None:
        px = theme().px
        self.setMinimumHeight(px(ROW_H + 28 if self._tight and self._chip is not None else ROW_H))
        self._clock.setFixedWidth(px(TIME_W))
        self.button.setFixedWidth(px(ACT_W))


def empty_box(box: Box) -> None:
    """Take everything out and keep it."""
    while box.takeAt(0) is not None:
        pass


class NowLine(QWidget):
    """A line across the card at the present minute, over the hairline between past and coming rows."""

    def __init__(self, card: QWidget) -> None:
        super().__init__(card)
        self._clock = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_clock(self, clock: str) -> None:
        self._clock = clock
        self.setAccessibleName(f"Now, {clock}")
        self.update()

    def cross(self, at: QWidget) -> None:
        """Lie over this hairline, from edge to edge of the card."""
        card, high = self.parentWidget(), theme().px(18)
        if card is not None:
            middle = at.mapTo(card, at.rect().center()).y()
            self.setGeometry(0, middle - high // 2, card.width(), high)
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px = theme(), theme().px
        painter = painter_on(self)
        font = now.font("caption", 600)
        width = width_of(self._clock, font) + px(16)
        middle = self.height() / 2
        painter.setPen(QPen(now.color("accent"), 2 * now.scale))
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))
        place = QRectF(0, middle - px(9), width, px(18))
        box(painter, place, px(4), now.color("accent"))
        words(painter, place, self._clock, font, now.color("on_accent"), Qt.AlignmentFlag.AlignCenter)


class SessionsCard(Card):
    """The sessions of the day in order, with now between them."""

    def __init__(self, on_act: Act, on_unscheduled: Callable[[], None]) -> None:
        super().__init__("Today’s sessions", rows=True)
        self._on_act = on_act
        self.other = Button("Unscheduled session", "link", "plus")
        self.other.clicked.connect(on_unscheduled)
        self.add_head(self.other)
        self._now_line = NowLine(self)
        self._now_rule: QWidget | None = None
        self._tight, self._is_whole = False, False
        self.lines: list[SessionLine] = []

    def set_tight(self, tight: bool) -> None:
        """Fold the rows."""
        self._tight = tight
        for line in self.lines:
            line.set_tight(tight)

    def show_rows(self, today: Today, primary: SessionRow | None) -> None:
        """Draw the rows; one of them may hold the screen's primary button."""
        self.clear()
        self.lines = []
        self._now_rule = None
        self._now_line.setVisible(bool(today.sessions))
        self._now_line.set_clock(clock_words(today.now, today.zone))
        if not today.sessions:
            self.body.put(rule(), 14, Text("No sessions booked today.", "body", "muted"))
            return
        shown = today.sessions if self._is_whole else nearest(today.sessions, today.now)
        for item in shown:
            hairline = rule()
            if self._now_rule is None and _is_ahead(item, today.now):
                self._now_rule = hairline
            self.body.put(hairline, self._line(item, today, primary))
        if self._now_rule is None:
            self._now_rule = rule()
            self.body.put(self._now_rule)
        self._now_rule.installEventFilter(self)
        if len(shown) < len(today.sessions):
            more = Button(f"All {len(today.sessions)} sessions", "link")
            more.clicked.connect(lambda: self._show_all(today, primary))
            self.add_row(more)

    def _show_all(self, today: Today, primary: SessionRow | None) -> None:
        self._is_whole = True
        self.show_rows(today, primary)
        first = self.lines[0]
        first.show()
        first.button.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._now_rule and event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._now_line.cross(self._now_rule)
        return False

    def _line(self, item: SessionRow, today: Today, primary: SessionRow | None) -> SessionLine:
        line = SessionLine(item, today, item is primary, self._on_act)
        line.set_tight(self._tight)
        self.lines.append(line)
        return line


def nearest(sessions: Sequence[SessionRow], now: datetime) -> Sequence[SessionRow]:
    """Of a long day the last few that were and what comes next."""
    past = sum(not _is_ahead(item, now) for item in sessions)
    first = max(0, min(past - PAST_SHOWN, len(sessions) - SHOWN))
    return sessions[first : first + SHOWN]


def _is_ahead(item: SessionRow, now: datetime) -> bool:
    at = item.head.at
    return at is not None and at > now
