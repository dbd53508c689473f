"""Lists. RowList: a few rows, each a real button. LongList: any number, painted by a delegate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.card import empty
from ketacounsel.ui.widgets.checkable import Checkable
from ketacounsel.ui.widgets.chip import chip_width, paint_chip
from ketacounsel.ui.widgets.layout import column, rule
from ketacounsel.ui.widgets.paint import box, draw_icon, painter_on, width_of, words


@dataclass(frozen=True, slots=True)
class RowView:
    """What one row shows. `chip` is (word, kind, icon)."""

    key: str
    title: str = field(repr=False)
    detail: str = field(default="", repr=False)
    trailing: str = field(default="", repr=False)
    chip: tuple[str, str, str] | None = field(default=None, repr=False)
    icon: str = ""
    icon_tone: str = "text_muted"
    opens: bool = True

    @property
    def spoken(self) -> str:
        parts = (self.title, self.detail, self.trailing, self.chip[0] if self.chip else "")
        return ", ".join(part for part in parts if part)


class RowButton(Checkable, QPushButton):
    """Title over detail, something at the right, a chevron when it opens."""

    def __init__(
        self, view: RowView, *, selected_fill: str = "accent_tint", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.view, self._fill = view, selected_fill
        self.setAccessibleName(view.spoken)
        self.setAutoDefault(False)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def focus_rect(self) -> QRect:
        side = 0 if self.isChecked() else theme().px(8)
        return self.rect().adjusted(-side, 2, side, -2)

    def nextCheckState(self) -> None:
        """The list says which row is selected."""

    def sizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(60 if self.view.detail else 48))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px, view = theme(), theme().px, self.view
        painter = painter_on(self)
        rect = QRectF(self.rect())
        pad = 0
        if self.isChecked():
            box(painter, rect, px(8), now.color(self._fill))
            pad = px(12)
        elif self.underMouse():
            box(painter, rect.adjusted(0, 2, 0, -2), px(8), now.color("hover"))
        left, right, middle = float(pad), float(self.width() - pad), self.height() / 2
        if view.icon:
            left += self._paint_icon(painter, left, middle)
        right = self._paint_right(painter, right)
        title = now.font("body", 500)
        if not view.detail:
            words(painter, QRectF(left, 0, right - left, self.height()), view.title, title, now.color("text"))
            return
        words(
            painter, QRectF(left, middle - px(20), right - left, px(20)), view.title, title, now.color("text")
        )
        below = QRectF(left, middle + px(2), right - left, px(16))
        words(painter, below, view.detail, now.font("caption"), now.color("text_muted"))

    def _paint_icon(self, painter: QPainter, left: float, middle: float) -> float:
        """The icon, on a disc where it speaks of safety; returns the room it took."""
        now, px, view = theme(), theme().px, self.view
        if view.icon_tone != "danger":
            draw_icon(painter, view.icon, view.icon_tone, 20, left, middle)
            return px(32)
        box(painter, QRectF(left, middle - px(18), px(36), px(36)), px(18), now.color("danger_tint"))
        draw_icon(painter, view.icon, view.icon_tone, 18, left + px(9), middle)
        return px(48)

    def _paint_right(self, painter: QPainter, right: float) -> float:
        """Chevron, chip and trailing words from the right; returns where the room for text ends."""
        now, px, view, middle = theme(), theme().px, self.view, self.height() / 2
        if view.opens:
            draw_icon(painter, "chevron-right", "text_muted", 18, right - px(18), middle)
            right -= px(30)
        if view.chip:
            text, kind, icon = view.chip
            width = chip_width(text, icon)
            paint_chip(painter, QRectF(right - width, middle - px(12), width, px(24)), text, kind, icon)
            right -= width + px(12)
        if view.trailing:
            font = now.font("caption")
            width = width_of(view.trailing, font) + 2
            place = QRectF(right - width, 0, width, self.height())
            words(painter, place, view.trailing, font, now.color("text_muted"))
            right -= width + px(12)
        return right


class RowList(QFrame):
    """A few rows with hairlines between them. Up and Down move; Enter opens.

    Signals:
        opened: the key of the row that was pressed.
    """

    opened = Signal(str)

    def __init__(self, name: str, *, lines: bool = True, selected_fill: str = "accent_tint") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._lines, self._fill = lines, selected_fill
        self._column = column(gap=0)
        self.setLayout(self._column)

    def set_rows(self, views: Sequence[RowView]) -> None:
        had = next((button.view.key for button in self.buttons() if button.hasFocus()), "")
        empty(self._column)
        for place, view in enumerate(views):
            if self._lines and place:
                self._column.put(rule())
            button = RowButton(view, selected_fill=self._fill)
            button.clicked.connect(lambda _=False, key=view.key: self.opened.emit(key))
            self._column.put(button)
            if view.key == had:
                button.show()  # a layout shows its widgets later, and only what is shown takes the keyboard
                button.setFocus()

    def buttons(self) -> list[RowButton]:
        items = [self._column.itemAt(place) for place in range(self._column.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if isinstance(widget, RowButton)]

    def select(self, key: str) -> None:
        for button in self.buttons():
            button.setChecked(button.view.key == key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        buttons = self.buttons()
        at = next((place for place, button in enumerate(buttons) if button.hasFocus()), -1)
        if step and 0 <= at + step < len(buttons):
            buttons[at + step].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Ground, hairline, selection bar and focus ring of a row; a screen overrides paint_row()."""

    def __init__(self, height: int = 56, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme().px(200), theme().px(self._height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now = theme()
        rect = QRectF(option.rect)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected:
            painter.fillRect(rect, now.color("accent_tint"))
            painter.fillRect(QRectF(rect.left(), rect.top(), now.px(3), rect.height()), now.color("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, now.color("hover"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), now.color("border"))
        self.paint_row(painter, rect, index, selected)
        if state & QStyle.StateFlag.State_HasFocus:
            box(painter, rect.adjusted(1, 1, -1, -2), now.px(6), None, now.color("focus"), 2)
        painter.restore()

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, selected: bool) -> None:
        """One line of the display role."""
        place = rect.adjusted(theme().px(20), 0, -theme().px(16), 0)
        words(painter, place, str(index.data() or ""), theme().font("row"), theme().color("text"))


class LongList(QListView):
    """Uniform rows of any number. The model answers Qt.AccessibleTextRole with a whole sentence.

    Signals:
        opened: Enter, double click or tap on a row.
    """

    opened = Signal(QModelIndex)
    own_focus = True

    def __init__(self, name: str, delegate: RowDelegate | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._delegate = delegate or RowDelegate(parent=self)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self.opened)
        hub().changed.connect(self.scheduleDelayedItemsLayout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        model = self.model()
        if model is not None and model.rowCount() and not self.currentIndex().isValid():
            self.setCurrentIndex(model.index(0, 0))
