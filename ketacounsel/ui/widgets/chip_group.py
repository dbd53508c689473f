"""Several chips of which any may be chosen, and a dashed one that asks for another word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.check import ChoiceChip
from ketacounsel.ui.widgets.flow import FlowLayout
from ketacounsel.ui.widgets.paint import box, draw_icon, painter_on, width_of, words


class NewChip(QPushButton):
    """A dashed pill with a plus."""

    def __init__(self, text: str = "New", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def focus_radius(self) -> int:
        return 20

    def sizeHint(self) -> QSize:
        px = theme().px
        return QSize(width_of(self.text(), theme().font("body", 500)) + px(54), px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px = theme(), theme().px
        painter = painter_on(self)
        rect = QRectF(self.rect())
        fill = now.color("hover") if self.underMouse() else None
        box(painter, rect, rect.height() / 2, fill, now.color("border_strong"), dashed=True)
        draw_icon(painter, "plus", "text_muted", 16, px(14), self.height() / 2)
        place = QRectF(px(38), 0, self.width() - px(46), self.height())
        words(painter, place, self.text(), now.font("body", 500), now.color("text_muted"))


class ChipGroup(QWidget):
    """Choose any of several words; "New" asks the screen for another.

    Signals:
        chosen_changed: the words now chosen, in their order, after a person changed one.
        new_requested: New was pressed.
    """

    chosen_changed = Signal(list)
    new_requested = Signal()

    def __init__(
        self,
        labels: Sequence[str],
        name: str,
        *,
        allow_new: bool = False,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._small = small
        self.setAccessibleName(name)
        self._flow = FlowLayout(8, 8)
        self._chips: list[ChoiceChip] = []
        self._new: QWidget | None = None
        self.setLayout(self._flow)
        if allow_new:
            self._new = self._make_new(name)
            self._flow.addWidget(self._new)
        self.set_labels(labels)

    def set_labels(self, labels: Iterable[str]) -> None:
        """Replace the words; what was chosen under the same word stays chosen."""
        kept = set(self.chosen())
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for label in labels:
            self.add(label, chosen=label in kept)

    def add(self, label: str, *, chosen: bool = False) -> None:
        chip = ChoiceChip(label, small=self._small)
        chip.setChecked(chosen)
        chip.clicked.connect(self._tell)
        self._chips.append(chip)
        self._flow.addWidget(chip)
        if self._new is not None:
            self._flow.removeWidget(self._new)
            self._flow.addWidget(self._new)

    def chosen(self) -> list[str]:
        return [chip.text() for chip in self._chips if chip.isChecked()]

    def set_chosen(self, labels: Iterable[str]) -> None:
        wanted = set(labels)
        for chip in self._chips:
            chip.setChecked(chip.text() in wanted)

    def chips(self) -> list[ChoiceChip]:
        return list(self._chips)

    def _tell(self) -> None:
        self.chosen_changed.emit(self.chosen())

    def _make_new(self, name: str) -> QWidget:
        button = NewChip("New")
        button.setAccessibleName(f"New: {name}")
        button.clicked.connect(self.new_requested)
        return button
