"""Every reusable part on a few sheets: for tests to walk over, and for people to look at.

python -m tests.ui.gallery draws them in light, dark and at 200 % into build/gallery.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from ketacounsel.ui.chrome.cover import Cover
from ketacounsel.ui.chrome.page import Page
from ketacounsel.ui.chrome.rail import Rail
from ketacounsel.ui.chrome.strips import ErrorBar, PracticeStrip, SessionStrip
from ketacounsel.ui.chrome.topbar import TopBar
from ketacounsel.ui.chrome.undo_bar import UndoBar
from ketacounsel.ui.theme import apply_theme, theme
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.date_field import DateField
from ketacounsel.ui.widgets.field import Field, TextField
from ketacounsel.ui.widgets.layout import column, holder, row
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.text import HeadingLabel
from tests.ui.gallery_parts import record, runner, today


def shell() -> QWidget:
    """Rail, bars, strips and a page."""
    rail, top, page = Rail(["today", "clients", "calendar"]), TopBar(), Page()
    rail.set_current("clients")
    top.set_trail(["Clients", "Maren Ostrowski"])
    top.saved.show_saved("15:01")
    page.head.put(HeadingLabel("Maren Ostrowski"))
    page.main.put(Card("Course 1"), Card("Latest entries"))
    page.side.put(Card("Intention for infusion 3", dense=True))
    strip, error = SessionStrip(), ErrorBar()
    strip.set_session("M. O.", 31)
    error.say("The disk is full, so new words are kept in memory and tried again every 10 s.", "Try now")
    whole = holder(row(rail, column(PracticeStrip(), error, top, page, strip, gap=0), gap=0), "page")
    bar = UndoBar(whole)
    whole.resize(theme().px(1280), theme().px(800))
    bar.say("Theme ‘Grief’ removed.")
    return whole


def sheet() -> QWidget:
    """An overlay over its window."""
    whole = shell()
    over = Sheet("Add client")
    over.body.put(Field("Name", TextField("Name")), Field("Birth date", DateField("Birth date")))
    over.foot.put(None, Button("Add and plan first infusion"), Button("Add", "primary"))
    over.open_over(whole)
    return whole


def cover() -> QWidget:
    """Client view."""
    whole = QWidget()
    whole.resize(theme().px(1280), theme().px(800))
    Cover(whole).cover("15:01")
    return whole


SHEETS: dict[str, tuple[Callable[[], QWidget], int]] = {
    "runner": (runner, 860),
    "record": (record, 960),
    "today": (today, 960),
    "shell": (shell, 1280),
    "sheet": (sheet, 1280),
    "cover": (cover, 1280),
}


def _fit(widget: QWidget, width: int) -> None:
    lay = widget.layout()
    tall = lay.totalHeightForWidth(width) if lay is not None and lay.hasHeightForWidth() else 0
    widget.resize(width, max(tall, theme().px(800)))


def draw(folder: Path) -> None:
    """Write one picture per sheet and look."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    for look, name, scale in (("light", "light", 1.0), ("dark", "dark", 1.0), ("large", "light", 2.0)):
        apply_theme(app, name, scale)
        for title, (make, width) in SHEETS.items():
            widget = make()
            for _ in range(3):  # long texts find their height once they know their width
                _fit(widget, theme().px(width))
                widget.grab()
            widget.grab().save(str(folder / f"{title}-{look}.png"))
            widget.deleteLater()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    draw(Path("build/gallery"))
