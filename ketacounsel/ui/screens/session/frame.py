"""How the runner's parts lie in the window, and how they give way when it is narrow."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from ketacounsel.ui.chrome.save_band import SaveBand
from ketacounsel.ui.screens.session.bars import FootBar, NarrowBar, TopBar
from ketacounsel.ui.screens.session.side import SidePanel
from ketacounsel.ui.screens.session.steps import StepList
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.layout import column, row, scrolled

STEPS_WIDE, SIDE_WIDE, TEXT_WIDE = 304, 348, 716
SIDE_FROM, STEPS_FROM = 1180, 1080


@dataclass(slots=True)
class Parts:
    """What stands around the page of the step."""

    top: TopBar = field(default_factory=TopBar)
    steps: StepList = field(default_factory=StepList)
    side: SidePanel = field(default_factory=SidePanel)
    foot: FootBar = field(default_factory=FootBar)


class RunnerFrame(QWidget):
    """Top bar, band, steps, the page of the step, side panel, bottom bar."""

    def __init__(self, parts: Parts | None = None) -> None:
        super().__init__()
        made = parts or Parts()
        self.top, self.band, self.narrow = made.top, SaveBand(), NarrowBar()
        self.steps, self.side, self.foot = made.steps, made.side, made.foot
        self.pages = QStackedWidget()
        self.pages.setAccessibleName("Step")
        self._side_wanted = True
        middle = row(self.steps, gap=0)
        middle.addWidget(self.pages, 1)
        middle.addWidget(self.side)
        whole = column(self.top, self.band, self.narrow, gap=0)
        whole.addLayout(middle, 1)
        whole.addWidget(self.foot)
        self.setLayout(whole)
        hub().changed.connect(self.fit)

    @property
    def room(self) -> int:
        """The width at 100 %."""
        return round(self.width() / theme().scale)

    @property
    def is_wide(self) -> bool:
        """Whether the right panel has its place beside the page."""
        return self.room >= SIDE_FROM

    @property
    def lists_steps(self) -> bool:
        return self.room >= STEPS_FROM

    def toggle_side(self) -> bool:
        """Show or hide the right panel of a wide window; says which."""
        self._side_wanted = not self._side_wanted
        self.fit()
        return self._side_wanted

    def show_side(self) -> None:
        self._side_wanted = True
        self.fit()

    def fit(self) -> None:
        """Follow the window."""
        room, px = self.room, theme().px
        self.steps.setFixedWidth(px(STEPS_WIDE))
        self.side.setFixedWidth(px(SIDE_WIDE))
        self.steps.setVisible(self.lists_steps)
        self.side.setVisible(self.is_wide and self._side_wanted)
        self.narrow.setVisible(not self.is_wide)
        self.narrow.set_room(room, steps=not self.lists_steps)
        self.top.set_room(room)
        self.foot.set_room(room)
        for place in range(self.pages.count()):
            self._fit_page(self.pages.widget(place))

    def add_page(self, page: QWidget) -> QScrollArea:
        """A page scrolls by itself and stays where it was scrolled to."""
        content = QWidget()
        line = QHBoxLayout()  # its margins are those of fit(), not scaled by themselves
        line.setSpacing(0)
        line.addStretch(1)
        line.addWidget(page, 1000)
        line.addStretch(1)
        content.setLayout(line)
        page.setProperty("page", True)
        page.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        area = scrolled(content)
        self.pages.addWidget(area)
        area.verticalScrollBar().rangeChanged.connect(lambda *_: self._fit_page(area))
        self._fit_page(area)
        return area

    def _fit_page(self, area: QWidget | None) -> None:
        if not isinstance(area, QScrollArea):
            return
        content = area.widget()
        line = content.layout() if content is not None else None
        if content is None or line is None:
            return
        px, tight = theme().px, self.room < 900
        side, bar = px(16 if tight else 44), area.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() > 0 else 0
        line.setContentsMargins(side, px(20 if tight else 28), max(px(4), side - taken), 0)
        for page in content.children():
            if isinstance(page, QWidget) and page.property("page"):
                page.setMaximumWidth(px(TEXT_WIDE))
