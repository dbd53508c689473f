"""The six groups of a recovery key on screen, and places held for those that are typed back."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontDatabase, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.layout import Grid
from ketacounsel.ui.widgets.paint import box, painter_on, words

ACROSS, GROUPS = 3, 6


class GroupBox(QLabel):
    """One group of the key, or a place held for it while it is typed back."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._number, self._group, self._hidden = number, "", False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_group(self, group: str, *, hidden: bool) -> None:
        self._group, self._hidden = group, hidden
        spoken = "hidden for the check" if hidden else " ".join(group)
        self.setAccessibleName(f"Group {self._number}, {spoken}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(160), theme().px(68))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(96), theme().px(68))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px = theme(), theme().px
        painter = painter_on(self)
        rect = QRectF(self.rect())
        fill = None if self._hidden else now.color("bg")
        box(
            painter,
            rect,
            px(10),
            fill,
            now.color("border_strong" if self._hidden else "border"),
            dashed=self._hidden,
        )
        centre = Qt.AlignmentFlag.AlignCenter
        above, below = QRectF(0, px(12), rect.width(), px(18)), QRectF(0, px(30), rect.width(), px(28))
        words(painter, above, str(self._number), now.font("caption"), now.color("text_muted"), centre)
        if self._hidden:
            words(
                painter, below, "hidden for the check", now.font("caption"), now.color("text_muted"), centre
            )
            return
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(px(20))
        words(painter, below, self._group, font, now.color("text"), centre)


class KeyGroups(QWidget):
    """Two lines of three, numbered from one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = [GroupBox(number + 1) for number in range(GROUPS)]
        grid = Grid(12)
        for place, one in enumerate(self.boxes):
            grid.addWidget(one, place // ACROSS, place % ACROSS)
        self.setLayout(grid)

    def show_groups(self, groups: Sequence[str], hidden: Collection[int] = ()) -> None:
        """Show all but the places (from 0) that are to be typed."""
        for place, (one, group) in enumerate(zip(self.boxes, groups, strict=True)):
            one.show_group(group, hidden=place in hidden)
