"""Today's sessions: what was, the line of now, what comes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ketacounsel.core.session_words import title_of
from ketacounsel.core.today import SessionRow, Today
from ketacounsel.ui.screens.today.words import session_act, session_chip
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.when import clock_words
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.chip import StatusChip
from ketacounsel.ui.widgets.layout import column, holder, row
from ketacounsel.ui.widgets.paint import box, painter_on, width_of, words
from ketacounsel.ui.widgets.text import ElidedText, Text

TIME_W, ACT_W, ROW_H = 48, 124, 64

Act = Callable[[SessionRow, str], None]


class SessionLine(QFrame):
    """Time, who and what, chip, act."""

    def __init__(self, item: SessionRow, today: Today, primary: bool, on_act: Act) -> None:
        super().__init__()
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
            None,
            gap=2,
        )
        line = row(self._clock, gap=16)
        line.addWidget(holder(who), 1)
        chip = session_chip(item, today.now)
        if chip is not None:
            line.put(StatusChip(*chip))
        line.put(self.button)
        self.setLayout(line)
        self._rescale()
        hub().changed.connect(self._rescale)

    def _rescale(self) -> None:
        px = theme().px
        self.setMinimumHeight(px(ROW_H))
        self._clock.setFixedWidth(px(TIME_W))
        self.button.setFixedWidth(px(ACT_W))


class NowLine(QWidget):
    """A line through the day at the present minute."""

    def __init__(self, clock: str) -> None:
        super().__init__()
        self._clock = clock
        self.setAccessibleName(f"Now, {clock}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px = theme(), theme().px
        painter = painter_on(self)
        font = now.font("caption", 600)
        width = width_of(self._clock, font) + px(14)
        middle = self.height() / 2
        painter.setPen(QPen(now.color("accent"), 2 * now.scale))
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))
        place = QRectF(0, middle - px(9), width, px(18))
        box(painter, place, px(4), now.color("accent"))
        words(painter, place, self._clock, font, now.color("on_accent"), Qt.AlignmentFlag.AlignCenter)


class SessionsCard(Card):
    """The sessions of the day in order, with now between them."""

    def __init__(self, on_act: Act, on_unscheduled: Callable[[], None]) -> None:
        super().__init__("Today’s sessions")
        self._on_act = on_act
        other = Button("Unscheduled session", "quiet", "plus")
        other.clicked.connect(on_unscheduled)
        self.add_head(None, other)
        self.lines: list[SessionLine] = []

    def show_rows(self, today: Today, primary: SessionRow | None) -> None:
        """Draw the rows; one of them may hold the screen's primary button."""
        self.clear()
        self.lines = []
        if not today.sessions:
            self.add_row(Text("No sessions booked today.", "body", "muted"))
            return
        drawn_now = False
        for item in today.sessions:
            if not drawn_now and _is_ahead(item, today.now):
                self._put_now(today)
                drawn_now = True
                self.body.put(self._line(item, today, primary))
            else:
                self.add_row(self._line(item, today, primary))
        if not drawn_now:
            self._put_now(today)

    def _line(self, item: SessionRow, today: Today, primary: SessionRow | None) -> SessionLine:
        line = SessionLine(item, today, item is primary, self._on_act)
        self.lines.append(line)
        return line

    def _put_now(self, today: Today) -> None:
        self.body.put(NowLine(clock_words(today.now, today.zone)))


def _is_ahead(item: SessionRow, now: datetime) -> bool:
    at = item.head.at
    return at is not None and at > now
