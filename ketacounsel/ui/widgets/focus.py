"""The focus ring: 2 px blue with a 1 px gap around whatever has the keyboard, drawn in one place.

A widget may say `focus_radius()` (corner radius at 100 %) and `focus_rect()` (part of itself);
one that draws its own mark says `own_focus = True`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.paint import box, painter_on

_GAP, _WIDTH = 1, 2


class FocusRing(QWidget):
    """A frame that follows one widget; lives in the nearest thing that scrolls or in the window."""

    def __init__(self, target: QWidget, host: QWidget) -> None:
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._target, self._over = target, host
        self.follow()
        self.show()

    def follow(self) -> None:
        target, host = self._target, self._over
        rect = _focus_rect(target)
        grow = _GAP + _WIDTH
        place = QRect(target.mapTo(host, rect.topLeft()), rect.size()).adjusted(-grow, -grow, grow, grow)
        self.setGeometry(place.intersected(host.rect()))
        inside = self.rect().adjusted(grow + 4, grow + 4, -grow - 4, -grow - 4)
        if inside.isValid():
            self.setMask(QRegion(self.rect()).subtracted(QRegion(inside)))
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = getattr(self._target, "focus_radius", None)
        radius = theme().px(look() if callable(look) else 8) + _GAP + _WIDTH
        painter = painter_on(self)
        box(painter, QRectF(self.rect()), radius, None, theme().color("focus"), _WIDTH)


class FocusWatch(QObject):
    """Keeps one ring around the focused widget of the app."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: FocusRing | None = None
        self._watched: list[QWidget] = []
        app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is None and QApplication.activePopupWidget() is not None:
            return
        self._clear()
        if new is None or getattr(new, "own_focus", False):
            return
        target = new.focusProxy() or new
        host = _host(target)
        if host is None or host is target:
            return
        self._ring = FocusRing(target, host)
        step: QWidget | None = target
        while step is not None and step is not host:
            step.installEventFilter(self)
            self._watched.append(step)
            step = step.parentWidget()
        self._ring.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._ring = None

    def _clear(self) -> None:
        for widget in self._watched:
            try:
                widget.removeEventFilter(self)
            except RuntimeError:  # already destroyed with its screen
                continue
        self._watched.clear()
        if self._ring is not None:
            ring, self._ring = self._ring, None
            ring.destroyed.disconnect(self._forget)
            ring.hide()
            ring.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.Move, QEvent.Type.Resize) and self._ring is not None:
            self._ring.follow()
        elif kind == QEvent.Type.Hide:
            self._clear()
        return False


def install_focus_ring(app: QApplication) -> FocusWatch:
    """Once per app; kept alive by the app."""
    for child in app.children():
        if isinstance(child, FocusWatch):
            return child
    return FocusWatch(app)


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
