"""A quiet cover over a whole window: water lines, and nothing of what is behind."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.paint import painter_on
from ketacounsel.ui.widgets.water import paint_water


class WaterCover(QWidget):
    """Covers its host at once and takes the keyboard; what leads back is the cover's own affair."""

    own_focus = True

    def __init__(self, host: QWidget | None, name: str) -> None:
        super().__init__(host)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.hide()

    def cover_host(self) -> None:
        """Show over the whole host."""
        host = self.parentWidget()
        if host is not None:
            self.setGeometry(host.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def paint_words(self, painter: QPainter) -> None:
        """What stands on the water."""
        raise NotImplementedError

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays here: what is behind must not be reached."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        painter.fillRect(self.rect(), theme().color("bg"))
        paint_water(painter, self.width(), self.height())
        self.paint_words(painter)
