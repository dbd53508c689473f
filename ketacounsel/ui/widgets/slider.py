"""A rating by slider: 0 to 10 with words at both ends, and "not rated" until it is touched."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QMouseEvent, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.layout import column, row
from ketacounsel.ui.widgets.paint import box, painter_on
from ketacounsel.ui.widgets.text import Text


class _Track(QSlider):
    """The painted slider, 40 high. A tap anywhere on it sets the value there."""

    touched = Signal()

    def __init__(self, name: str, low: int, high: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName(name)
        self.setRange(low, high)
        self.setPageStep(1)
        self.rated = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(160), theme().px(40))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(100), theme().px(40))

    def focus_rect(self) -> QRect:
        return self.rect().adjusted(-theme().px(4), theme().px(8), theme().px(4), -theme().px(8))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._to(event.position().x())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text().lower()
        if text == "x" or text.isdigit():
            self._put(10 if text == "x" else int(text))
            return
        before = self.value()
        super().keyPressEvent(event)
        if self.value() != before:
            self._put(self.value())

    def _to(self, x: float) -> None:
        pad = theme().px(9)
        share = (x - pad) / max(1, self.width() - 2 * pad)
        self._put(self.minimum() + round(share * (self.maximum() - self.minimum())))

    def _put(self, value: int) -> None:
        if self.minimum() <= value <= self.maximum():
            self.rated = True
            self.setValue(value)
            self.update()
            self.touched.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        now, scale, pad = theme(), theme().scale, theme().px(9)
        painter = painter_on(self)
        middle = self.height() / 2
        track = QRectF(0, middle - 2 * scale, self.width(), 4 * scale)
        box(painter, track, 2 * scale, now.color("border"))
        if not self.rated:
            return
        share = (self.value() - self.minimum()) / (self.maximum() - self.minimum())
        x = pad + share * (self.width() - 2 * pad)
        box(painter, QRectF(0, track.top(), x, track.height()), 2 * scale, now.color("accent"))
        painter.setPen(QPen(now.color("accent"), 2 * scale))
        painter.setBrush(QBrush(now.color("surface")))
        painter.drawEllipse(QPointF(x, middle), 8 * scale, 8 * scale)


class SliderRating(QWidget):
    """Label and value above the slider, the ends in words below it.

    Signals:
        value_changed: a person moved it.
    """

    value_changed = Signal(object)

    def __init__(
        self,
        name: str,
        low_word: str = "",
        high_word: str = "",
        *,
        low: int = 0,
        high: int = 10,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self.track = _Track(name, low, high)
        self._value = Text("", "small", "text", 600)
        ends = row(Text(low_word, "caption", "muted"), None, Text(high_word, "caption", "muted"))
        head = row(Text(name, "small", "text", 500), None, self._value)
        self.setLayout(column(head, self.track, ends, gap=0))
        self.setFocusProxy(self.track)
        self.track.touched.connect(self._tell)
        self.set_value(None)

    def value(self) -> int | None:
        return self.track.value() if self.track.rated else None

    def set_value(self, value: int | None) -> None:
        self.track.rated = value is not None
        self.track.setValue(self.track.minimum() if value is None else value)
        self.track.update()
        self._show()

    def _tell(self) -> None:
        self._show()
        self.value_changed.emit(self.value())

    def _show(self) -> None:
        value = self.value()
        self._value.setText("–" if value is None else str(value))
        said = "not rated" if value is None else f"{value} of {self.track.maximum()}"
        self.track.setAccessibleName(f"{self._name}, {said}")
