"""Things that float inside the window: sheets, drawers and questions. Esc closes; Tab stays within."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.accessible import announce, named
from ketacounsel.ui.widgets.button import Button, IconButton
from ketacounsel.ui.widgets.field import TextField
from ketacounsel.ui.widgets.layout import Box, column, row, scrolled
from ketacounsel.ui.widgets.paint import box, painter_on
from ketacounsel.ui.widgets.text import Text, TextBlock

EDGES = 2


def draw_shadow(painter: QPainter, rect: QRectF, radius: float) -> None:
    """A soft shadow below a floating panel, in a few strokes."""
    colour, scale = theme().color("shadow"), theme().scale
    layers = 8
    colour.setAlphaF(colour.alphaF() / layers)
    for layer in range(layers):
        grow = (layers - layer) * 3 * scale
        place = rect.adjusted(-grow, -grow, grow, grow).translated(0, 8 * scale)
        box(painter, place, radius + grow, colour)


class Overlay(QWidget):
    """Covers its window, dims it, and keeps the keyboard inside: open_over(widget), dismiss().

    Signals:
        closed: it is gone; the focus is back where it was.
    """

    closed = Signal()

    opened_by: tuple[str, ...] = ()
    """What opens it anew after a lock: a word and ids. Without it nothing of the sheet is kept."""

    def __init__(self, title: str, width: int, role: str, *, closable: bool = True) -> None:
        super().__init__()
        self._width = width
        self._before: QWidget | None = None
        self._content = QWidget(self)  # a panel laid out in its own way leaves it empty
        self._closable = closable
        self._stands = False
        self.panel = QFrame(self)
        self.panel.setProperty("role", role)
        named(self.panel, title)
        self.setAccessibleName(title)
        self.title = Text(title, "section")
        self.close_button = IconButton("x", "Close", "muted")
        self.close_button.clicked.connect(self.dismiss)
        self.body: Box = column(gap=16)
        self.foot: Box = row(gap=8)
        self._lay_out()
        self.close_button.setVisible(closable)
        self.hide()

    def _lay_out(self) -> None:
        content = self._content
        content.setLayout(column(self.body, None, gap=0, margins=(24, 4, 24, 8)))
        self._area = scrolled(content)
        self._head = row(self.title, None, self.close_button, margins=(24, 14, 12, 4))
        self._end = column(self.foot, margins=(24, 8, 24, 20))
        self.panel.setLayout(column(self._head, self._area, self._end, gap=0))
        content.installEventFilter(self)

    def open_over(self, widget: QWidget) -> None:
        """Show over the window of `widget` and take the keyboard."""
        self._stands = True
        host = widget.window()
        self._before = QApplication.focusWidget() or host.focusWidget()
        self.setParent(host)
        host.installEventFilter(self)
        self.setGeometry(host.rect())
        self.place_panel()
        self.show()
        self.raise_()
        self.focus_first()
        announce(self, self.title.text())

    def dismiss(self) -> None:
        """Close, and give the keyboard back."""
        self._stands = False
        host = self.parentWidget()
        if host is not None:
            host.removeEventFilter(self)
        self.hide()
        before, self._before = self._before, None
        if before is not None and isValid(before):
            before.setFocus()
        self.closed.emit()
        self.deleteLater()

    @property
    def is_open(self) -> bool:
        """Whether it still stands there; a job on the bench may end after it was closed."""
        return self._stands

    @property
    def before(self) -> QWidget | None:
        """What had the keyboard when it was opened."""
        return self._before if self._before is not None and isValid(self._before) else None

    def focus_first(self) -> None:
        """The first field, or the first thing that can be pressed."""
        inside = self._stops()
        fields = [stop for stop in inside if self._content.isAncestorOf(stop)]
        first = (fields or [stop for stop in inside if stop is not self.close_button] or inside)[:1]
        for stop in first:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(stop, TextField) and stop.typed_anew:
                stop.selectAll()

    def place_panel(self) -> None:
        px = theme().px
        width = min(px(self._width), self.width() - px(32))
        self.panel.setFixedWidth(width)
        content = max(self._content.heightForWidth(width - EDGES), self._content.minimumSizeHint().height())
        around = self._head.sizeHint().height() + self._end.sizeHint().height()
        height = min(content + around + px(8), self.height() - px(32))
        self.panel.setGeometry(
            QRect((self.width() - width) // 2, (self.height() - height) // 2, width, height)
        )

    def show_inside(self, widget: QWidget) -> None:
        """Scroll so that a part of the form can be seen."""
        self._area.ensureWidgetVisible(widget)

    def _stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        found: list[QWidget] = []
        step = self.nextInFocusChain()
        while step is not None and step is not self:
            tabbed = bool(step.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if tabbed and step.isEnabled() and step.isVisible() and self.isAncestorOf(step):
                found.append(step)
            step = step.nextInFocusChain()
        return found

    def focusNextPrevChild(self, forward: bool) -> bool:
        stops = self._stops()
        if stops:
            now = QApplication.focusWidget()
            at = stops.index(now) if now in stops else -1 if forward else 0
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._closable:
            self.dismiss()
        elif event.key() != Qt.Key.Key_Escape:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tap beside it does nothing: half-written words stay."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        host = self.parentWidget()
        if watched is self._content:
            if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
                self.place_panel()
        elif event.type() == QEvent.Type.Resize and host is not None:
            self.setGeometry(host.rect())
            self.place_panel()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        painter.fillRect(self.rect(), theme().color("scrim"))
        draw_shadow(painter, QRectF(self.panel.geometry()), theme().radius("dialog"))


class Sheet(Overlay):
    """A form in the middle, 480 wide: sheet.body.put(...), sheet.foot.put(None, cancel, save)."""

    def __init__(self, title: str, *, width: int = 480, closable: bool = True) -> None:
        super().__init__(title, width, "sheet", closable=closable)


class Drawer(Overlay):
    """A panel over the right side, full height, 360 wide."""

    def __init__(self, title: str, *, width: int = 360) -> None:
        super().__init__(title, width, "drawer")

    def place_panel(self) -> None:
        width = min(theme().px(self._width), self.width())
        self.panel.setFixedWidth(width)
        self.panel.setGeometry(self.width() - width, 0, width, self.height())


class Question(Sheet):
    """Asked only before what can't be undone. The safe answer has the keyboard.

    Signals:
        agreed: the act was chosen; the sheet has closed.
    """

    agreed = Signal()

    def __init__(
        self, title: str, sentence: str, act: str, safe: str = "Keep as it is", *, danger: bool = True
    ) -> None:
        super().__init__(title)
        self.act = Button(act, "danger" if danger else "primary")
        self.safe = Button(safe, "secondary")
        self.body.put(TextBlock(sentence, "body", "muted"))
        self.foot.put(None, self.act, self.safe)
        self.safe.clicked.connect(self.dismiss)
        self.act.clicked.connect(self._agree)

    def focus_first(self) -> None:
        self.safe.setFocus()

    def _agree(self) -> None:
        self.dismiss()
        self.agreed.emit()
