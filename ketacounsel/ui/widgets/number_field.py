"""A number with its unit, typed with a point or a comma."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.field import TextField
from ketacounsel.ui.widgets.paint import painter_on, width_of, words


class NumberField(TextField):
    """The unit stands after the figures and is part of the spoken name.

    Signals:
        value_changed: a person typed a number that can be read, or emptied the field (None).
        not_a_number: what was left in the field can't be read as a number in range.
    """

    value_changed = Signal(object)
    not_a_number = Signal()

    def __init__(
        self,
        name: str,
        unit: str = "",
        *,
        low: Decimal | int | None = None,
        high: Decimal | int | None = None,
        decimals: int = 2,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"{name}, {unit}" if unit else name, placeholder=placeholder, parent=parent)
        self._unit, self._low, self._high, self._decimals = unit, low, high, decimals
        self.text_edited.connect(self._tell)
        self.left.connect(self._check)

    def value(self) -> Decimal | None:
        """The number, or None when empty, unreadable or out of range."""
        text = self.text().strip().replace(",", ".").replace("−", "-")
        try:
            number = Decimal(text)
        except InvalidOperation:
            return None
        fits = number.is_finite() and (self._low is None or number >= self._low)
        return number if fits and (self._high is None or number <= self._high) else None

    def set_value(self, value: Decimal | float | None) -> None:
        if value is None:
            self.set_text("")
            return
        shown = f"{Decimal(str(value)):.{self._decimals}f}"
        self.set_text(shown.rstrip("0").rstrip(".") if "." in shown else shown)

    def _tell(self) -> None:
        value = self.value()
        if value is not None or not self.text().strip():
            self.value_changed.emit(value)

    def _check(self) -> None:
        bad = bool(self.text().strip()) and self.value() is None
        self.set_state("error" if bad else "")
        if bad:
            self.not_a_number.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._unit or not (self.text() or not self.placeholderText()):
            return
        now, px = theme(), theme().px
        font = now.font("body")
        left = px(12) + width_of(self.text(), self.font()) + (px(6) if self.text() else 0)
        left = min(left, self.width() - px(12) - width_of(self._unit, font))
        words(
            painter_on(self),
            QRectF(left, 0, self.width(), self.height()),
            self._unit,
            font,
            now.color("text_muted"),
        )
