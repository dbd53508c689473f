"""A small chart of one measure: bands, scores and infusions, without lanes. Its words are in the table."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketacounsel.core.chart import layout
from ketacounsel.core.chart_picture import PAPER, ChartPicture
from ketacounsel.core.series import ChartInput
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.chart_painter import ChartPainter, width_in
from ketacounsel.ui.widgets.paint import painter_on

HEIGHT, LEAST_WIDTH = 220, 300
LARGER = 1.2  # the paper's look, for eyes at a screen's distance


class MiniChart(QWidget):
    """One of several small charts; set_chart()."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: ChartInput | None = None
        self._picture: ChartPicture | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        hub().changed.connect(self._on_theme_changed)

    def set_chart(self, chart: ChartInput) -> None:
        self._chart = chart
        self._lay_out()
        self.setAccessibleName(self._picture.name if self._picture else chart.title)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(480), theme().px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(LEAST_WIDTH), theme().px(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is not None and self._chart is not None:
            ChartPainter(painter_on(self), theme(), self._chart.line_role).paint(self._picture)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self._lay_out()

    def _lay_out(self) -> None:
        if self._chart is None or self.width() < 2:
            return
        look = PAPER.scaled(theme().scale * LARGER)
        self._picture = layout(self._chart, self.width(), self.height(), width_in(theme()), look)
        self.update()
