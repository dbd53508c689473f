"""The right side of the builder: the very file that is saved and printed, and the keys around it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from ketacounsel.core.report import Paper
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.screens.report.pages import PagesView
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.button import Button, IconButton
from ketacounsel.ui.widgets.choice import Segmented
from ketacounsel.ui.widgets.layout import column, row, rule
from ketacounsel.ui.widgets.menu import Menu
from ketacounsel.ui.widgets.paint import painter_on
from ketacounsel.ui.widgets.text import Text

PAPERS = (Paper.A4, Paper.LETTER)
FITS = ("Fit page", "Fit width")
FOOT = 10  # where the corners are round
PAGE_OF = 84  # "Page 1 of 2" from the start, so that nothing moves when the pages are there
ONE_BAR = 800  # pixels at 100 %: in less room the bar takes two lines


class Preview(QFrame):
    """Pages with a bar above them.

    Signals:
        paper_chosen: another paper (Paper).
        save_requested: a PDF is wanted.
        print_requested: paper is wanted.
    """

    paper_chosen = Signal(object)
    save_requested = Signal()
    print_requested = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName("The report as it will be printed")
        self.pages = PagesView(jobs)
        self.back = IconButton("chevron-left", "Previous page")
        self.on = IconButton("chevron-right", "Next page")
        self.number = Text("", "body")
        self.number.setMinimumWidth(theme().px(PAGE_OF))
        self.paper = Segmented([paper.words for paper in PAPERS], "Paper")
        self.fit = Button(FITS[0], "soft", trailing_icon="chevron-down")
        self.save = Button("Save PDF…", "secondary", "download")
        self.print = Button("Print…", "primary", "printer", key_hint="Ctrl P")
        self._connect()
        self._turning = row(self.back, self.number, self.on, 8, self.paper, self.fit, None, gap=8)
        self._leaving = row(self.save, self.print, gap=8)
        self._bar = row(gap=8, margins=(16, 9, 16, 9))
        self._bar.addLayout(self._turning, 1)
        self._bar.addLayout(self._leaving)
        whole = column(self._bar, rule(), gap=0, margins=(1, 1, 1, FOOT))
        whole.addWidget(self.pages, 1)
        self.setLayout(whole)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of the pages goes on into the round corners."""
        super().paintEvent(event)
        painter, now = painter_on(self), theme()
        radius, half = now.radius("card"), now.scale / 2
        whole = QPainterPath()
        whole.addRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
        painter.setClipRect(QRectF(0, self.height() - 2 * radius, self.width(), 2 * radius))
        painter.setPen(now.color("border"))
        painter.setBrush(now.color("sunken"))
        painter.drawPath(whole)

    def _connect(self) -> None:
        self.back.clicked.connect(lambda _=False: self.pages.go_to(self.pages.page - 1))
        self.on.clicked.connect(lambda _=False: self.pages.go_to(self.pages.page + 1))
        self.paper.chosen.connect(lambda at: self.paper_chosen.emit(PAPERS[at]))
        self.fit.clicked.connect(lambda _=False: self._open_fits())
        self.save.clicked.connect(lambda _=False: self.save_requested.emit())
        self.print.clicked.connect(lambda _=False: self.print_requested.emit())
        self.pages.page_changed.connect(self._say_page)

    def show_paper(self, paper: Paper) -> None:
        self.paper.select(PAPERS.index(paper))

    def show_printer(self, there: bool) -> None:
        """Without a printer saving is the main thing."""
        self.print.set_kind("primary" if there else "secondary")
        self.save.set_kind("secondary" if there else "primary")

    def set_fit(self, at: int) -> None:
        """Whole pages (0) or as wide as there is room (1)."""
        self.fit.set_text(FITS[at])
        self.pages.fit_page(at == 0)

    def _open_fits(self) -> None:
        menu = Menu("Size of the pages", self)
        for at, words in enumerate(FITS):
            menu.add(words, partial(self.set_fit, at))
        menu.open_below(self.fit)

    def _say_page(self, page: int, count: int) -> None:
        words = f"Page {page + 1} of {count}" if count else ""
        self.number.setText(words)
        self.number.setMinimumWidth(theme().px(PAGE_OF))
        self.back.setEnabled(page > 0)
        self.on.setEnabled(page + 1 < count)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() / theme().scale < ONE_BAR
        direction = self._bar.Direction.TopToBottom if narrow else self._bar.Direction.LeftToRight
        if self._bar.direction() == direction:
            return
        self._bar.setDirection(direction)
        if narrow:
            self._leaving.insertWidget(0, self.fit)
            self._leaving.insertStretch(1, 1)
        else:
            self._leaving.takeAt(1)
            self._turning.insertWidget(self._turning.count() - 1, self.fit)
