"""The first day: three things to do, in any order, and a drawing of what will be here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ketacounsel.core.today import Today
from ketacounsel.ui.screens.today.window_drawing import WindowDrawing
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.layout import column, holder, row, rule
from ketacounsel.ui.widgets.paint import box, draw_icon, painter_on
from ketacounsel.ui.widgets.text import Text, TextBlock

ROW_H, ACT_W, DISC = 84, 148, 44
WILL_COME = (
    ("sign", "Notes waiting for your signature"),
    ("measure", "Measures that are due"),
    ("call", "Check-ins you promised"),
)


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to do, or done: `act` is the word on its button, "" when it is done."""

    key: str
    icon: str
    title: str
    words: str
    act: str = ""


def things(today: Today) -> tuple[Thing, ...]:
    """What is to be done before Today is of use."""
    if "recovery_key" in today.reminders:
        words = "It opens these records if the passphrase is forgotten. Check your printed copy once."
        key = Thing("recovery", "key-round", "Check the recovery key", words, "Check it")
    else:
        words = "Your printed copy opens these records if the passphrase is forgotten."
        key = Thing("recovery", "shield-check", "Recovery key printed and checked", words)
    if today.clients:
        client = Thing("add", "user-round-plus", "First client added", "More are added under Clients.")
    else:
        words = "Name and date of birth are enough to begin."
        client = Thing("add", "user-round-plus", "Add your first client", words, "Add client")
    words = "Date and time are enough. The dose can follow when the clinic sends it."
    infusion = Thing("infusion", "droplet", "Record or plan an infusion", words, "Add infusion")
    return key, client, infusion


class ThingsCard(Card):
    """Done things are quiet; the first that is not done, the key aside, has the primary button."""

    def __init__(self, on_act: Callable[[str], None]) -> None:
        super().__init__("Three things make Today useful", rows=True)
        self._on_act = on_act
        self.buttons: list[Button] = []

    def show_things(self, listed: tuple[Thing, ...]) -> None:
        """Draw them anew."""
        self.clear()
        self.buttons = []
        promise = TextBlock("Do them in any order. Nothing here leaves this computer.", "body", "muted")
        self.body.put(promise, 8)
        wanted = [thing.key for thing in listed if thing.act and thing.key != "recovery"]
        for thing in listed:
            self.add_row(self._row(thing, primary=thing.key in wanted[:1]))

    def _row(self, thing: Thing, *, primary: bool) -> QWidget:
        done = not thing.act
        text = column(
            None,
            Text(thing.title, "row", "muted" if done else "text", 500),
            TextBlock(thing.words, "small", "muted"),
            None,
            gap=1,
        )
        line = row(IconDisc(thing.icon, quiet=done), gap=20)
        line.addLayout(text, 1)
        line.put(_done() if done else self._button(thing, primary))
        held = _TallRow()
        held.setLayout(line)
        return held

    def _button(self, thing: Thing, primary: bool) -> Button:
        button = _WideButton(thing.act, "primary" if primary else "soft")
        button.setAccessibleDescription(thing.title)
        button.clicked.connect(lambda: self._on_act(thing.key))
        self.buttons.append(button)
        return button


class WillAppearCard(Card):
    """What an empty Today will hold."""

    def __init__(self) -> None:
        super().__init__("What will appear here")
        self.body.put(
            WindowDrawing(),
            8,
            TextBlock(
                "After each infusion, Today shows where the client is in the 24–72 hour window, "
                "and whether a session is booked in it.",
                "body",
                "muted",
            ),
            16,
            rule(),
            10,
        )
        for icon, words in WILL_COME:
            line = row(IconLabel(icon, "text_muted", 18), gap=12, margins=(0, 6, 0, 6))
            line.addWidget(TextBlock(words, "body", "muted"), 1)
            self.body.put(line)


class JustLookingCard(Card):
    """The way to invented records, which are kept apart from these."""

    def __init__(self, on_open: Callable[[], None]) -> None:
        super().__init__()
        open_it = Button("Open practice set", "soft")
        open_it.clicked.connect(on_open)
        words = "Invented clients in records of their own, in a window of their own."
        text = column(Text("Just looking?", "body", "text", 600), TextBlock(words, "small", "muted"), gap=2)
        line = row(gap=16)
        line.addLayout(text, 1)
        line.put(open_it)
        self.body.put(line)
        self.setAccessibleName("Just looking?")


class IconDisc(QLabel):
    """An icon in a tinted disc beside the words that say the same."""

    def __init__(self, icon: str, *, quiet: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._icon, self._quiet = icon, quiet
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(DISC), theme().px(DISC))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now = painter_on(self), theme()
        fill, ink = ("sunken", "text_faint") if self._quiet else ("accent_tint", "accent")
        box(painter, QRectF(self.rect()), self.height() / 2, now.color(fill))
        draw_icon(painter, self._icon, ink, 22, (self.width() - now.px(22)) / 2, self.height() / 2)


class _TallRow(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self._rescale()
        hub().changed.connect(self._rescale)

    def _rescale(self) -> None:
        self.setMinimumHeight(theme().px(ROW_H))


class _WideButton(Button):
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(theme().px(ACT_W), 0))


def _done() -> QWidget:
    return holder(row(IconLabel("check", "accent", 17), Text("Done", "small", "accent", 500), gap=6))
