"""The integration windows: one row a client, each with the window bar and one act."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ketacounsel.core.today import Today, WindowRow
from ketacounsel.ui.screens.today.words import WindowWords, window_words
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.when import day_and_time
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.layout import column, holder, row
from ketacounsel.ui.widgets.text import ElidedText, Text
from ketacounsel.ui.widgets.window_bar import LegendMark, WindowAxis, WindowBar

SHOWN = 6
NAME_W, WORDS_W, ACT_W, ROW_H = 196, 228, 124, 76

ANY_WIDTH = 16_777_215

Act = Callable[[WindowRow, str], None]


class WindowLine(QFrame):
    """Name, bar, words, act."""

    def __init__(self, item: WindowRow, words: WindowWords, act: str, primary: bool, on_act: Act) -> None:
        super().__init__()
        self.key = item.client_id
        self._who = _who(item, quiet=words.quiet)
        self._bar = WindowBar()
        self._bar.set_window(words.spoken, item.hours, booked_h=item.booked_hours, urgent=words.urgent)
        self._words = _state(words)
        self.button = Button(act, "primary" if primary else "secondary" if words.urgent else "soft")
        self.button.setAccessibleName(f"{act}, {item.client_name}")
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(lambda: on_act(item, act))
        self._top, self._below = row(gap=16), row(gap=16)
        self._lines = column(self._top, self._below, gap=6)
        self.setLayout(self._lines)
        self._tight = False
        self._place()
        hub().changed.connect(self._rescale)

    def set_tight(self, tight: bool) -> None:
        """In little room name and act stand above, the bar and its words below."""
        if tight != self._tight:
            self._tight = tight
            self._place()

    def _place(self) -> None:
        for widget in (self._who, self._bar, self._words, self.button):
            self._top.removeWidget(widget)
            self._below.removeWidget(widget)
        self._top.addWidget(self._who, int(self._tight))
        lower = self._below if self._tight else self._top
        lower.addWidget(self._bar, 1)
        lower.addWidget(self._words)
        self._top.addWidget(self.button)
        margin = theme().px(10) if self._tight else 0
        self._lines.setContentsMargins(0, margin, 0, margin)
        self._rescale()

    def _rescale(self) -> None:
        px = theme().px
        self.setMinimumHeight(px(ROW_H))
        self._who.setMinimumWidth(0 if self._tight else px(NAME_W))
        self._who.setMaximumWidth(ANY_WIDTH if self._tight else px(NAME_W))
        self._words.setFixedWidth(px(WORDS_W))
        self.button.setFixedWidth(px(ACT_W))


def _who(item: WindowRow, *, quiet: bool) -> QWidget:
    when = day_and_time(item.infusion_at, item.zone)
    return holder(
        column(
            None,
            ElidedText(item.client_name, "row", "muted" if quiet else "text", 500),
            ElidedText(f"Infusion {item.infusion_number} · {when}", "caption", "muted"),
            None,
            gap=2,
        )
    )


def _state(words: WindowWords) -> QWidget:
    tone = "warning" if words.urgent else "muted" if words.quiet else "text"
    below = "warning" if words.urgent else "muted"
    icon_tone = "warning" if words.urgent else "text_muted" if words.quiet else "accent"
    detail = row(IconLabel(words.icon, icon_tone, 16), gap=6)
    detail.addWidget(ElidedText(words.detail, "caption", below), 1)
    headline = ElidedText(words.headline, "small", tone, 600)
    return holder(column(None, headline, detail, None, gap=2))


class WindowsCard(Card):
    """All rows, the most pressing first; beyond six the rest waits behind one line."""

    def __init__(self, on_act: Act) -> None:
        super().__init__("Integration windows", rows=True)
        self._on_act = on_act
        self._all = False
        self.set_count("24–72 h after an infusion", "calm")
        marks = (("infusion", "Infusion"), ("now", "Now"), ("booked", "Session booked"))
        self._legend = holder(row(*(LegendMark(*mark) for mark in marks), gap=16))
        self.add_head(self._legend)
        self._axis: QWidget | None = None
        self._tight = False
        self.lines: list[WindowLine] = []

    def set_tight(self, tight: bool) -> None:
        """Fold the rows; the axis fits only over rows that are not folded."""
        self._tight = tight
        self._legend.setVisible(not tight)
        if self._axis is not None:
            self._axis.setVisible(not tight)
        for line in self.lines:
            line.set_tight(tight)

    def show_rows(self, today: Today, primary: WindowRow | None) -> None:
        """Draw the rows; one of them may hold the screen's primary button."""
        self.clear()
        self.lines = []
        self.setVisible(bool(today.windows))
        self._axis = _Axis()
        self.body.put(self._axis)
        self._axis.setVisible(not self._tight)
        shown = today.windows if self._all else today.windows[:SHOWN]
        for item in shown:
            words = window_words(item, today.now, today.zone)
            line = WindowLine(item, words, act_word(item), item is primary, self._on_act)
            line.set_tight(self._tight)
            self.lines.append(line)
            self.add_row(line)
        rest = len(today.windows) - len(shown)
        if rest:
            more = Button(f"{rest} more", "link")
            more.clicked.connect(lambda: self._show_all(today, primary))
            self.add_row(more)

    def _show_all(self, today: Today, primary: WindowRow | None) -> None:
        """The keyboard goes on with the first row that was not there before."""
        self._all = True
        self.show_rows(today, primary)
        first = self.lines[SHOWN]
        first.show()
        first.button.setFocus()


def act_word(item: WindowRow) -> str:
    """The row's one act."""
    if item.state == "past":
        return "Note why" if not item.reason else "Open"
    if item.start_now:
        return "Start session"
    return "Book or start" if item.booked_at is None and item.state in ("in", "soon") else "Open"


class _Axis(QWidget):
    """The hours above the bars, in the same columns."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._end = Text(""), Text("")
        line = row(self._name, gap=16)
        line.addWidget(WindowAxis(), 1)
        line.put(self._end)
        self.setLayout(line)
        self._rescale()
        hub().changed.connect(self._rescale)

    def _rescale(self) -> None:
        self._name.setFixedWidth(theme().px(NAME_W))
        self._end.setFixedWidth(theme().px(WORDS_W + 16 + ACT_W))
