"""What every window in front of closed records shares: water, mark, a card, and where the records are."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from ketacounsel import __version__
from ketacounsel.ui.chrome.mark import Mark, window_icon
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.focus import install_focus_ring
from ketacounsel.ui.widgets.layout import Box, column, row, scrolled
from ketacounsel.ui.widgets.text import ElidedText, Text
from ketacounsel.ui.widgets.water import Water

CARD, LOW = 440, 600


class Ground(QWidget):
    """A window with one card in the middle: put things into `.content`, then call `lay_out`."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("KetaCounsel")
        self.setMinimumSize(480, 450)
        self.resize(1440, 900)
        self.content: Box = column(gap=4, margins=(32, 28, 32, 18))
        self._card = QFrame()
        self._card.setProperty("role", "card")
        self._card.setLayout(self.content)
        self._mark, self._name = Mark(64, radius=16), Text("KetaCounsel", "prompt", "text", 600)

    def lay_out(self, place: str) -> None:
        """Put the card on its ground; `place` is the line below it."""
        version = Text(f"Version {__version__} · makes no network connections", "caption", "faint")
        page = Water()
        page.setObjectName("water")
        page.first_painted.connect(self._on_first_painted)
        whole = column(gap=0, margins=(16, 16, 16, 0))
        whole.put(None, _centred(self._mark), 12, _centred(self._name))
        whole.put(24, _centred(self._card), 20)
        whole.put(_centred(IconLabel("hard-drive", "text_muted", 16), ElidedText(place, "small", "muted")))
        whole.put(None, None, 16, _centred(version), 24)
        page.setLayout(whole)
        self.setLayout(column(scrolled(page), gap=0))

    def _on_first_painted(self) -> None:
        self.setWindowIcon(window_icon())
        app = QApplication.instance()
        if isinstance(app, QApplication):
            install_focus_ring(app)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._card.setFixedWidth(min(theme().px(CARD), self.width() - theme().px(32)))
        high = self.height() / theme().scale >= LOW
        self._mark.setVisible(high)
        self._name.setVisible(high)
        super().resizeEvent(event)


def _centred(*widgets: QWidget) -> Box:
    return row(None, *widgets, None, gap=8)
