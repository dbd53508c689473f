"""Radio buttons as painted options: what every row, track, tab bar and flow of them shares."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton

from ketacounsel.ui.widgets.checkable import Checkable
from ketacounsel.ui.widgets.layout import row


class Option(Checkable, QRadioButton):
    """One segment, tab or scale value; the row it stands in decides how it is drawn."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        row_around = self.parentWidget()
        return row_around.option_size(self) if isinstance(row_around, RadioRow) else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        row_around = self.parentWidget()
        if isinstance(row_around, RadioRow):
            row_around.draw_option(self)


class Radios(QFrame):
    """Options of which one or none is on.

    Signals:
        chosen: the index that a person picked (never sent by select()).
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._on_clicked)

    def options(self) -> list[Option]:
        return [button for button in self._group.buttons() if isinstance(button, Option)]

    def index(self) -> int:
        """The picked index, or -1."""
        return self._group.checkedId()

    def select(self, index: int) -> None:
        """Show a stored choice; -1 for none."""
        button = self._group.button(index)
        if button is not None:
            button.setChecked(True)
        elif (current := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            current.setChecked(False)
            self._group.setExclusive(True)
            self._one_tab_stop()

    def focus_first(self) -> None:
        """Put the keyboard on the chosen option, or on the first."""
        button = self._group.checkedButton() or self._group.button(0)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def pick(self, index: int) -> None:
        """Choose as a person would: by key."""
        button = self._group.button(index)
        if button is not None:
            button.setFocus()
            button.click()

    def _on_clicked(self, index: int) -> None:
        self.chosen.emit(index)

    def _join(self, option: Option) -> None:
        """One more to choose from; the layout is the row's own affair."""
        place = len(self._group.buttons())
        self._group.addButton(option, place)
        self._set_tab_stop(option, place)

    def _one_tab_stop(self) -> None:
        """With nothing chosen, Tab enters at the first option; Qt sees to the rest."""
        for place, option in enumerate(self.options()):
            self._set_tab_stop(option, place)

    def _set_tab_stop(self, option: Option, place: int) -> None:
        option.setFocusPolicy(Qt.FocusPolicy.ClickFocus if place else Qt.FocusPolicy.StrongFocus)


class RadioRow(Radios):
    """Options side by side, drawn and measured by the row they stand in."""

    def __init__(self, gap: int, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> None:
        super().__init__()
        self._row = row(gap=gap, margins=margins)
        self.setLayout(self._row)

    def draw_option(self, option: Option) -> None:
        """How one of mine looks."""
        raise NotImplementedError

    def option_size(self, option: Option) -> QSize:
        """How big one of mine wants to be."""
        raise NotImplementedError

    def _add(self, option: Option, stretch: int = 0) -> None:
        self._join(option)
        self._row.addWidget(option, stretch)
