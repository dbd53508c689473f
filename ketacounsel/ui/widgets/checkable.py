"""Buttons that hear assistive technology, which Qt lets turn them on and off without a click being told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as _Button
else:
    _Button = object


class Checkable(_Button):
    """Stands before the Qt class: what is toggled through accessibility counts as clicked by a person."""

    _known = False

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.toggled.connect(self._on_toggled)

    def setChecked(self, on: bool) -> None:
        """The program shows a state; Qt calls another way when a person sets it."""
        before, self._known = self._known, True
        super().setChecked(on)
        self._known = before

    def nextCheckState(self) -> None:
        """By key or pointer; Qt tells of the click itself."""
        before, self._known = self._known, True
        super().nextCheckState()
        self._known = before

    def _on_toggled(self, on: bool) -> None:
        group = self.group()
        alone = group.exclusive() if group is not None else self.autoExclusive()
        if self._known or (alone and not on):  # the one that goes off because another went on
            return
        cast("Any", self.clicked)[bool].emit(on)  # of Qt's two, the signal that tells the state
        if group is not None:
            group.idClicked.emit(group.id(self))
