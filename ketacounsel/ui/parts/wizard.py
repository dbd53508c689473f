"""A window that asks one thing after another before any records are open: first run, restore.

Steps at the left, one page at a time, and a bar that goes on and back. Enter goes on from anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QScrollArea, QStackedWidget, QWidget

from ketacounsel.ui.chrome.mark import window_icon
from ketacounsel.ui.parts.wizard_steps import StepColumn
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.focus import install_focus_ring
from ketacounsel.ui.widgets.layout import Box, column, holder, row, scrolled
from ketacounsel.ui.widgets.text import HeadingLabel, Text, TextBlock

NARROW, LOW, HIGH = 960, 540, 840


class WizardPage(QWidget):
    """A step: where it stands, its title, a sentence, and its own things in `.body`.

    Signals:
        ready_changed: whether Continue may be pressed (bool).
    """

    ready_changed = Signal(bool)

    def __init__(self, stands: str, title: str, lead: str) -> None:
        super().__init__()
        self.body: Box = column(gap=16)
        self.title = HeadingLabel(title, "display")
        self.lead = TextBlock(lead, "reading", "muted")
        step = Text(stands, "caption", "accent", 600)
        self.setLayout(column(step, 2, self.title, 6, self.lead, 20, self.body, None, gap=0))
        self.setAccessibleName(title)

    def arrive(self) -> None:
        """Shown again: take up what was answered, and take the keyboard."""

    def complete(self) -> bool:
        """Continue was pressed: True to go on; else what is missing is shown."""
        return True

    def ready(self) -> bool:
        """Whether Continue may be pressed."""
        return True


class Wizard(QWidget):
    """The window: put buttons and words into `.bar`, call `show_pages` once, then `show_page`."""

    def __init__(self, titles: Sequence[str], icon: str, page_width: int) -> None:
        super().__init__()
        self._page_width = page_width
        self._pages: Sequence[WizardPage] = ()
        self._areas: list[QScrollArea] = []
        self.setWindowTitle("KetaCounsel")
        self.setWindowIcon(window_icon())
        self.setMinimumSize(480, 450)
        self.resize(1440, 900)
        self._steps = StepColumn(titles, icon)
        self._stack = QStackedWidget()
        self.back, self.go_on = Button("Back", "soft", large=True), Button("Continue", "primary", large=True)
        self.problem = TextBlock("", "small", "danger")
        self.bar: Box = row(gap=16, margins=(40, 15, 40, 15))

    def show_pages(self, pages: Sequence[WizardPage]) -> None:
        """All pages in order; the bar is full by now."""
        self._pages = pages
        for page in pages:
            page.setMaximumWidth(theme().px(self._page_width))
            content = row(gap=0, margins=(40, 0, 40, 40))
            content.put(None)
            content.addWidget(page, 100)
            content.put(None)
            area = scrolled(holder(content))
            self._areas.append(area)
            self._stack.addWidget(area)
        foot = QFrame()
        foot.setProperty("role", "bar")
        foot.setProperty("edge", "top")
        foot.setLayout(self.bar)
        right = column(gap=0)
        right.addWidget(self._stack, 1)
        right.put(foot)
        whole = row(self._steps, gap=0)
        whole.addLayout(right, 1)
        self.setLayout(whole)
        hub().changed.connect(self._fold)

    def show_page(self, at: int, about: str) -> None:
        """Go there; `about` stands at the foot of the steps."""
        self.problem.setText("")
        self._stack.setCurrentIndex(at)
        self._steps.show_step(at, about)
        self._areas[at].verticalScrollBar().setValue(0)

    def tell_page(self, at: int) -> None:
        """A screen reader hears where we are."""
        announce(self, self._pages[at].title.text())

    def show_problem(self, sentence: str) -> None:
        """Beside the buttons, where the answer was expected."""
        self.problem.setText(sentence)
        announce(self, sentence)

    # -- window ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, except on a button, which it presses."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focus = QApplication.focusWidget()
        if isinstance(focus, QPushButton):
            focus.click()
        elif self.go_on.isEnabled() and self.go_on.isVisible():
            self.go_on.click()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            install_focus_ring(app)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """The steps stand aside when there is no room for them; the page says its own step."""
        scale = theme().scale
        self._steps.setVisible(self.width() / scale >= NARROW and self.height() / scale >= LOW)
        top = theme().px(72 if self.height() / scale >= HIGH else 24)
        for page, area in zip(self._pages, self._areas, strict=True):
            page.setMaximumWidth(theme().px(self._page_width))
            content = area.widget()
            if content is not None:
                content.setContentsMargins(0, top, 0, 0)
