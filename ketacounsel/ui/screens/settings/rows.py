"""What the pages of Settings are made of: a list of places, cards, and rows with a control at the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.checkable import Checkable
from ketacounsel.ui.widgets.layout import Box, column, holder, row
from ketacounsel.ui.widgets.paint import box, draw_icon, painter_on, words
from ketacounsel.ui.widgets.text import Text, TextBlock

LEAST_WORDS = 200


class PlaceButton(Checkable, QPushButton):
    """One page of Settings in the list at the left, 44 high."""

    def __init__(self, title: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._icon = icon
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:
        """The screen says which page is open."""

    def sizeHint(self) -> QSize:
        return QSize(theme().px(248), theme().px(44))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px, on = theme(), theme().px, self.isChecked()
        painter = painter_on(self)
        rect = QRectF(self.rect())
        if on:
            box(painter, rect, px(8), now.color("surface"), now.color("border"))
        elif self.underMouse():
            box(painter, rect, px(8), now.color("hover"))
        ink = "text" if on else "text_muted"
        draw_icon(painter, self._icon, ink, 20, px(14), rect.height() / 2)
        place = QRectF(px(46), 0, rect.width() - px(58), rect.height())
        words(painter, place, self.text(), now.font("body", 600 if on else 500), now.color(ink))


class SettingRow(QWidget):
    """What it is, a sentence on it, and the control that changes it; below each other in little room."""

    def __init__(self, title: str, detail: str, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.detail = Text(title, "body", "text", 500), TextBlock(detail, "small", "muted")
        if not control.accessibleName():
            control.setAccessibleName(title)
        self._control = control
        self._line: Box = row(gap=20, margins=(0, 12, 0, 12))
        self._line.addLayout(column(self.title, self.detail, gap=2), 1)
        self._line.addWidget(holder(row(control, None, gap=0)), 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(self._line)
        self.detail.setVisible(bool(detail))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() - self._control.sizeHint().width() < theme().px(LEAST_WORDS)
        self._line.setDirection(Box.Direction.TopToBottom if narrow else Box.Direction.LeftToRight)


class SettingsPage(QWidget):
    """One page: cards below each other. It shows what is stored when it is opened."""

    widest = 720
    fills = False
    """True for a page with a list that takes all the height there is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.body: Box = column(gap=16)
        whole = column(gap=0)
        whole.addLayout(self.body, int(self.fills))
        self.setLayout(whole if self.fills else whole.put(None))

    def reread(self) -> None:
        """Show what is stored."""

    def focus_first(self) -> None:
        """Take the keyboard, where the page has a first field."""

    def acts(self) -> tuple[Act, ...]:
        """What can be done on this page, for the palette."""
        return ()
