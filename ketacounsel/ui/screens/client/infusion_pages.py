"""Three columns for an infusion's record, and how they fold in little room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.chrome.page import Page, Room
from ketacounsel.ui.screens.client.tab import gap_below_tabs
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.layout import Box, column, holder, row

LIST_WIDTH, SIDE_WIDTH = 248, 368


class InfusionColumns(Page):
    """List 248, record, side 368. Narrower: the side goes below; then the list becomes one field on top."""

    def __init__(
        self, listed: QWidget, switch: QWidget, record: Sequence[QWidget], side: Sequence[QWidget]
    ) -> None:
        super().__init__(side_width=SIDE_WIDTH, gap=16)
        self._list, self._switch = holder(column(listed, None, gap=0)), switch
        middle = column(*record, gap=16)
        self._both: Box = row(self._list, gap=16)
        self._both.addLayout(middle, 1)
        self.head.put(gap_below_tabs())
        self.main.put(switch, self._both)
        self.side.put(*side)
        self.room_changed.connect(lambda _: self._fold_list())
        hub().changed.connect(self._fold_list)
        self._fold_list()

    def _fold_list(self) -> None:
        tight = self.room is Room.TIGHT and self.width() < theme().px(900)
        self._list.setVisible(not tight)
        self._switch.setVisible(tight)
        self._list.setFixedWidth(theme().px(LIST_WIDTH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_list()

    def scrolled_to(self) -> int:
        return self.area.verticalScrollBar().value()

    def scroll_to(self, value: int) -> None:
        self.area.verticalScrollBar().setValue(value)
