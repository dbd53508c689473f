"""The focus ring: 2 px blue with a 1 px gap around whatever has the keyboard, drawn in one place.

A widget may say `focus_radius()` (corner radius at 100 %) and `focus_rect()` (part of itself);
one that draws its own mark says `own_focus = True`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.paint import box, painter_on

_GAP, _WIDTH = 1, 2  # pixels at 100 %


class FocusRing(QWidget):
    """A frame that follows one widget; lives in the nearest thing that scrolls or in the window."""

    def __init__(self, target: QWidget, host: QWidget) -> None:
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._target = target  # never the host: a child must not hold its parent
        step: QWidget | None = target
        while step is not None and step is not host:
            step.installEventFilter(self)
            step = step.parentWidget()
        around = host.parentWidget()
        if around is not None and isinstance(around.parentWidget(), QScrollArea):
            around.installEventFilter(self)
        self.follow()
        self.show()

    def follow(self) -> None:
        target, host = self._target, self.parentWidget()
        if host is None or not isValid(target):
            return
        rect = _focus_rect(target)
        grow = theme().px(_GAP) + theme().px(_WIDTH)
        place = QRect(target.mapTo(host, rect.topLeft()), rect.size()).adjusted(-grow, -grow, grow, grow)
        self.setGeometry(place.intersected(host.rect()))
        inset = grow + 2 + round(0.3 * self._radius())  # a round corner reaches further in
        inside = self.rect().adjusted(inset, inset, -inset, -inset)
        if inside.isValid():
            self.setMask(QRegion(self.rect()).subtracted(QRegion(inside)))
        self.raise_()

    def leave(self) -> None:
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.Move, QEvent.Type.Resize):
            self.follow()
            host = self.parentWidget()
            around = None if host is None else host.parentWidget()
            seen = watched is around and isinstance(event, QResizeEvent) and self._was_seen(around, event)
            if kind == QEvent.Type.Resize and (watched is self._target or seen):
                QTimer.singleShot(0, self, self._keep_in_view)
        elif kind == QEvent.Type.Hide:
            self.hide()
        elif kind == QEvent.Type.Show:
            self.show()
            self.follow()
        return False

    def _was_seen(self, viewport: QWidget, event: QResizeEvent) -> bool:
        """Whether the target stood in the room there was, before a band or a strip took some of it."""
        top = self._target.mapTo(viewport, QPoint(0, 0)).y() if isValid(self._target) else -1
        return 0 <= top < event.oldSize().height() != event.size().height()

    def _keep_in_view(self) -> None:
        """What grew under the keyboard is moved up again, once its page has its new length."""
        if isValid(self._target) and self._target.isVisible():
            _bring_into_view(self._target)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        box(painter, QRectF(self.rect()), self._radius(), None, theme().color("focus"), theme().px(_WIDTH))

    def _radius(self) -> int:
        look = getattr(self._target, "focus_radius", None)
        return theme().px(look() if callable(look) else 8) + theme().px(_GAP) + theme().px(_WIDTH)


class FocusWatch(QObject):
    """Keeps one ring around the focused widget of the app."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: FocusRing | None = None
        app.focusChanged.connect(self._on_focus_changed, Qt.ConnectionType.QueuedConnection)

    def look(self) -> None:
        """Put the ring where the keyboard is now."""
        self._on_focus_changed()

    @Slot()
    def _on_focus_changed(self) -> None:
        """Queued and without arguments on purpose: a closing window moves the focus among dying widgets."""
        new = QApplication.focusWidget()
        if new is None and QApplication.activePopupWidget() is not None:
            return
        if self._ring is not None and isValid(self._ring):
            self._ring.leave()
        self._ring = None
        if new is None or getattr(new, "own_focus", False):
            return
        host = _host(new)
        if host is not None and host is not new:
            _bring_into_view(new)
            self._ring = FocusRing(new, host)


_watches: list[FocusWatch] = []


def install_focus_ring(app: QApplication) -> FocusWatch:
    """Once per app; kept alive by the app. Its children are not asked: that wraps every one of them."""
    for watch in _watches:
        if isValid(watch) and watch.parent() is app:
            return watch
    _watches[:] = [FocusWatch(app)]
    _watches[0].look()
    return _watches[0]


def _bring_into_view(target: QWidget) -> None:
    """What has the keyboard is never out of sight; something taller than the window keeps its place."""
    step = target.parentWidget()
    while step is not None:
        content = step.widget() if isinstance(step, QScrollArea) else None
        if isinstance(step, QScrollArea) and content and target.height() < step.viewport().height():
            aside = step.horizontalScrollBar().value()
            place = QRect(target.mapTo(content, QPoint(0, 0)), target.size())
            for edge in (place.bottom(), place.top()):  # Qt itself would show no more than the caret
                step.ensureVisible(place.left(), edge, 0, theme().px(12))
            step.horizontalScrollBar().setValue(aside)  # pages scroll up and down only
        step = step.parentWidget()


def _focus_rect(target: QWidget) -> QRect:
    part = getattr(target, "focus_rect", None)
    return part() if callable(part) else QRect(QPoint(0, 0), target.size())


def _host(target: QWidget) -> QWidget | None:
    """The content of the nearest scroll area, so that the ring scrolls along, else the window."""
    below: QWidget = target
    step = target.parentWidget()
    while step is not None:
        over = step.parentWidget()
        if isinstance(over, QAbstractScrollArea) and step is over.viewport():
            return below
        if step.isWindow():
            return step
        below, step = step, over
    return None
