"""The course on one axis: scores above, infusions, sessions and adverse effects in lanes beneath.

Left and Right go along a lane, Up and Down change it, Enter opens, T asks for the table.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ketacounsel.core.chart import layout
from ketacounsel.core.chart_frame import frame_of
from ketacounsel.core.chart_picture import SCREEN, ChartPicture, Hit
from ketacounsel.core.chart_words import chart_name, footnotes
from ketacounsel.core.series import ChartInput
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.chart_painter import ChartPainter, width_in
from ketacounsel.ui.widgets.paint import box, painter_on, width_of

REACH = 20  # pixels at 100 % around a mark, so that a target is 40 wide
HEIGHT, LEAST_HEIGHT, LEAST_WIDTH = 422, 330, 480


class _Mark(QAbstractButton):
    """What a screen reader finds at a mark: its long name, and a way to open it. It paints nothing.

    Signals:
        pressed_aloud: opened from the accessibility tree (kind, id).
    """

    pressed_aloud = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._hit: Hit | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._on_clicked)

    def stand_for(self, hit: Hit) -> None:
        self._hit = hit
        self.setAccessibleName(hit.name)
        self.show()

    def _on_clicked(self) -> None:
        if self._hit is not None and self._hit.id:
            self.pressed_aloud.emit(self._hit.kind, self._hit.id)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The timeline has drawn it."""


class CourseTimeline(QWidget):
    """One chart, painted.

    Signals:
        opened: a mark was chosen (kind "score", "infusion", "session" or "effect"; its id).
        table_requested: the same facts as a table are wished for.
    """

    opened = Signal(str, str)
    table_requested = Signal()
    own_focus = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: ChartInput | None = None
        self._picture: ChartPicture | None = None
        self._stale = False
        self._index = -1
        self._hovered = -1
        self._spoken: list[_Mark] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleDescription(self.tr("Press T for a table"))
        hub().changed.connect(self._on_theme_changed)

    def set_chart(self, chart: ChartInput) -> None:
        self._chart = chart
        self._index = self._hovered = -1
        self._lay_out_later()
        self.setAccessibleName(chart_name(chart))

    def chart(self) -> ChartInput | None:
        return self._chart

    def picture(self) -> ChartPicture | None:
        """What is drawn now; None before the first chart."""
        self._lay_out_now()
        return self._picture

    def current(self) -> Hit | None:
        """The mark under the keyboard."""
        hits = self._hits()
        return hits[self._index] if 0 <= self._index < len(hits) else None

    def footnotes(self) -> tuple[str, ...]:
        """Sentences to show beneath: hollow and prorated marks."""
        if self._chart is None:
            return ()
        frame = frame_of(self._chart, LEAST_WIDTH, LEAST_HEIGHT, SCREEN)
        return footnotes(self._chart, frame.first, frame.last)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(900), theme().px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(LEAST_WIDTH), theme().px(LEAST_HEIGHT))

    def _hits(self) -> tuple[Hit, ...]:
        self._lay_out_now()
        return self._picture.hits if self._picture else ()

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self._lay_out_later()

    def _lay_out_later(self) -> None:
        """Once for all that changes before the next painting: a page finds its widths in several steps."""
        if not self._stale:
            self._stale = True
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))
        self.update()

    def _lay_out_now(self) -> None:
        if self._stale:
            self._stale = False
            self._lay_out()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._lay_out_now()
        return super().event(event)

    def _lay_out(self) -> None:
        if self._chart is None or self.width() < 2:
            return
        look = SCREEN.scaled(theme().scale)
        self._picture = layout(self._chart, self.width(), self.height(), width_in(theme()), look)
        self._index = min(self._index, len(self._picture.hits) - 1)
        self._speak_marks()
        self.update()

    def _speak_marks(self) -> None:
        """For a screen reader each mark is a button where it is drawn; for hand and key it is the picture."""
        hits = self._hits()
        for spare in self._spoken[len(hits) :]:
            spare.hide()
        while len(self._spoken) < len(hits):
            mark = _Mark(self)
            mark.pressed_aloud.connect(self.opened)
            self._spoken.append(mark)
        side = theme().px(2 * REACH)
        for mark, hit in zip(self._spoken, hits, strict=False):  # spare marks wait for a longer course
            mark.setGeometry(round(hit.x) - side // 2, round(hit.y) - side // 2, side, side)
            mark.stand_for(hit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out_later()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._lay_out_now()
        if self._picture is None or self._chart is None:
            return
        painter = painter_on(self)
        ChartPainter(painter, theme(), self._chart.line_role).paint(self._picture)
        hit = self._shown()
        if hit is not None:
            self._paint_bubble(painter, hit)
        if self.hasFocus():
            self._paint_focus(painter)

    def _shown(self) -> Hit | None:
        """The mark whose label is shown: the one pointed at, else the one under the keyboard."""
        hits = self._hits()
        if 0 <= self._hovered < len(hits):
            return hits[self._hovered]
        return self.current() if self.hasFocus() else None

    def _paint_focus(self, painter: QPainter) -> None:
        now = theme()
        hit = self.current()
        painter.setPen(QPen(now.color("focus"), 2 * now.scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if hit is None:
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), now.px(8), now.px(8))
        else:
            painter.drawEllipse(QPointF(hit.x, hit.y), 14 * now.scale, 14 * now.scale)

    def _paint_bubble(self, painter: QPainter, hit: Hit) -> None:
        """The mark in words, above it or below where there is no room."""
        now, px = theme(), theme().px
        text = hit.short
        font = now.font("caption", 500)
        width, height = width_of(text, font) + px(20), px(28)
        left = min(max(hit.x - width / 2, 0), max(0, self.width() - width))
        top = hit.y - height - px(18)
        if top < 0:
            top = hit.y + px(18)
        place = QRectF(left, top, width, height)
        box(painter, place, now.radius("button"), now.color("text"))
        painter.setFont(font)
        painter.setPen(now.color("surface"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        lanes = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if key in steps:
            self._step(steps[Qt.Key(key)])
        elif key in lanes:
            self._change_lane(lanes[Qt.Key(key)])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._edge(last=key == Qt.Key.Key_End)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.current())
        elif key == Qt.Key.Key_T and not event.modifiers():
            self.table_requested.emit()
        else:
            event.ignore()

    def _step(self, by: int) -> None:
        """Along the lane; it stops at the ends."""
        hits, hit = self._hits(), self.current()
        if hit is None:
            self._go(len([one for one in hits if one.lane == hits[0].lane]) - 1 if hits else -1)
            return
        aim = self._index + by
        if 0 <= aim < len(hits) and hits[aim].lane == hit.lane:
            self._go(aim)

    def _change_lane(self, by: int) -> None:
        """To the mark of the next lane that stands nearest in time."""
        hits, hit = self._hits(), self.current()
        if hit is None:
            self._go(0 if hits else -1)
            return
        lanes = sorted({one.lane for one in hits})
        at = lanes.index(hit.lane) + by
        if 0 <= at < len(lanes):
            there = [index for index, one in enumerate(hits) if one.lane == lanes[at]]
            self._go(min(there, key=lambda index: abs(hits[index].x - hit.x)))

    def _edge(self, last: bool) -> None:
        hits, hit = self._hits(), self.current()
        lane = hit.lane if hit else hits[0].lane if hits else None
        there = [index for index, one in enumerate(hits) if one.lane == lane]
        if there:
            self._go(there[-1] if last else there[0])

    def _go(self, index: int) -> None:
        self._index = index
        self._hovered = -1
        self.update()
        hit = self.current()
        if hit is not None:
            announce(self, hit.short)

    def _open(self, hit: Hit | None) -> None:
        if hit is not None and hit.id:
            self.opened.emit(hit.kind, hit.id)

    def _at(self, place: QPointF) -> int:
        reach = theme().px(REACH)
        near = [
            (abs(hit.x - place.x()) + abs(hit.y - place.y()), index)
            for index, hit in enumerate(self._hits())
            if abs(hit.x - place.x()) <= reach and abs(hit.y - place.y()) <= reach
        ]
        return min(near)[1] if near else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position())
        if over != self._hovered:
            self._hovered = over
            self.setCursor(Qt.CursorShape.PointingHandCursor if over >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and over >= 0:
            self._index = over
            self.update()
            self._open(self.current())

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._index < 0 and self._hits():
            self._edge(last=True)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
