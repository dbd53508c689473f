"""The first day: three things to do, in any order, and a drawing of what will be here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.layout import column, holder, row
from ketacounsel.ui.widgets.text import Text, TextBlock
from ketacounsel.ui.widgets.window_bar import WindowAxis, WindowBar

THINGS = (
    (
        "user-round-plus",
        "Add your first client",
        "A name and a birth date are enough to begin.",
        "Add client",
        "add",
    ),
    (
        "droplet",
        "Record or plan an infusion",
        "Everything is placed by its distance from one.",
        "Clients",
        "clients",
    ),
    (
        "layout-list",
        "Try it on the practice set",
        "Invented clients, in records of their own.",
        "How to open it",
        "practice",
    ),
)


class FirstDay(QWidget):
    """Shown while there are no clients."""

    def __init__(self, on_act: Callable[[str], None]) -> None:
        super().__init__()
        self.buttons: list[Button] = []
        card = Card("Three things make Today useful")
        for icon, title, words, act, key in THINGS:
            button = Button(act, "primary" if key == "add" else "soft")
            button.clicked.connect(lambda _=False, wish=key: on_act(wish))
            self.buttons.append(button)
            text = holder(column(Text(title, "row", "text", 500), TextBlock(words, "small", "muted"), gap=2))
            line = row(IconLabel(icon, "accent", 20), gap=16, margins=(0, 12, 0, 12))
            line.addWidget(text, 1)
            line.put(button)
            card.add_row(holder(line))
        columns = row(gap=24)
        columns.addWidget(card, 3)
        columns.addWidget(_drawing(), 2)
        self.setLayout(column(columns, None, gap=0))


def _drawing() -> Card:
    card = Card("What will appear here", dense=True)
    bar = WindowBar()
    bar.set_window(
        "An example: 52 hours after an infusion, a session booked at 54 hours", 52.0, booked_h=54.0
    )
    card.body.put(
        WindowAxis(),
        bar,
        8,
        TextBlock(
            "After each infusion a client appears here. The tinted part is the time from 24 to 72 hours, "
            "when an integration session is recommended.",
            "small",
            "muted",
        ),
        8,
        TextBlock(
            "Then sessions of the day, notes to sign, measures due and safety follow-ups.", "small", "muted"
        ),
    )
    return card
