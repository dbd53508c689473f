"""The pages of a PDF beside each other or one below the other, as large as asked."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from shiboken6 import isValid

from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.accessible import named
from ketacounsel.ui.widgets.paint import painter_on
from ketacounsel.ui.widgets.pdf_pages import page_images, page_sizes

GAP, MARGIN = 24, 24
LATE_MS = 500  # a bar tells of work that takes longer
LARGEST_PX = 1600
Sizes = tuple[tuple[float, float], ...]
Made = tuple[Sizes, list[QImage]]


class Sheet(QWidget):
    """One page as a picture."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage()

    def set_image(self, image: QImage, name: str) -> None:
        self._image = image
        named(self, name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now = painter_on(self), theme()
        painter.setRenderHint(painter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(self.rect()), self._image)
        painter.setPen(now.color("border"))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))


class Ground(QWidget):
    """What the pages lie on."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter_on(self).fillRect(self.rect(), theme().color("sunken"))


class PagesView(QScrollArea):
    """Shows a PDF from memory; the bench draws it, and the old pages stay until the new ones are there.

    Signals:
        page_changed: another page is in view (int from 0, int of how many).
        failed: the pages couldn't be drawn (Exception).
    """

    page_changed = Signal(int, int)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._pdf, self._sizes, self._sheets = b"", Sizes(), list[Sheet]()
        self._whole, self._page, self._order, self._drawn = True, 0, 0, 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("pages")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        named(self, "Pages of the report", "Page Up and Page Down turn the pages")
        self._ground = Ground()
        self.setWidget(self._ground)
        self.bar = LateBar(self)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(120)
        self._again.timeout.connect(self._draw)
        self.verticalScrollBar().valueChanged.connect(self._tell_page)
        hub().changed.connect(self._place)

    # -- what is shown --------------------------------------------------------------------------

    def show_pdf(self, pdf: bytes) -> None:
        """Other pages; the old ones stay until these are drawn."""
        self._pdf = pdf
        self._draw()

    def forget(self) -> None:
        """Nothing to show."""
        self._pdf, self._sizes = b"", ()
        self._order += 1
        self._put([])

    def fit_page(self, whole: bool) -> None:
        """Whole pages, or as wide as there is room."""
        self._whole = whole
        self._place()
        self._draw()
        self.go_to(self._page)

    @property
    def count(self) -> int:
        return len(self._sizes)

    @property
    def page(self) -> int:
        return self._page

    def go_to(self, page: int) -> None:
        """Bring a page into view."""
        if not self._sheets:
            return
        self._page = max(0, min(page, len(self._sheets) - 1))
        top = self._sheets[self._page].y() - theme().px(MARGIN)
        self.verticalScrollBar().setValue(max(0, top))
        self.page_changed.emit(self._page, self.count)

    # -- drawing --------------------------------------------------------------------------------

    def _draw(self) -> None:
        if not self._pdf:
            return
        self._order += 1
        order, pdf = self._order, self._pdf
        ratio = self.devicePixelRatioF()
        known = self._sizes

        def width_for(sizes: Sizes) -> int:
            return min(round(self._width_of(sizes) * ratio), LARGEST_PX)

        guess = width_for(known or ((612.0, 792.0),))

        def work() -> Made:
            return page_sizes(pdf), page_images(pdf, guess)

        def done(made: Made) -> None:
            if not isValid(self) or order != self._order:
                return
            self._sizes, images = made
            self._drawn = guess
            self._put(images)
            if width_for(self._sizes) > self._drawn * 1.1:
                self._draw()

        def failed(problem: Exception) -> None:
            if isValid(self):
                self.failed.emit(problem)

        self._jobs.run(work, done, failed)

    def _put(self, images: list[QImage]) -> None:
        while len(self._sheets) > len(images):
            self._sheets.pop().deleteLater()
        while len(self._sheets) < len(images):
            self._sheets.append(Sheet(self._ground))
            self._sheets[-1].show()
        for number, (sheet, image) in enumerate(zip(self._sheets, images, strict=True), start=1):
            sheet.set_image(image, f"Page {number} of {len(images)}")
        self._place()
        self._page = max(0, min(self._page, len(images) - 1))
        self.page_changed.emit(self._page, len(images))

    def _width_of(self, sizes: Sizes) -> float:
        """How wide a page is drawn, in pixels."""
        px = theme().px
        room = self.viewport().width() - 2 * px(MARGIN)
        wide, tall = sizes[0]
        if not self._whole:
            return max(160, room)
        high = self.viewport().height() - 2 * px(MARGIN)
        beside = min(len(sizes), 2)
        each = (room - (beside - 1) * px(GAP)) / beside
        if each < px(300):
            each = float(room)
        return max(160.0, min(each, high * wide / tall))

    def _place(self) -> None:
        """Rows of as many pages as fit, in the middle."""
        px = theme().px
        view = self.viewport().size()
        if not self._sheets or not self._sizes:
            self._ground.resize(view)
            return
        wide = self._width_of(self._sizes)
        gap, margin = px(GAP), px(MARGIN)
        columns = max(1, int((view.width() - 2 * margin + gap) // (wide + gap))) if self._whole else 1
        columns = min(columns, len(self._sheets))
        rows = -(-len(self._sheets) // columns)
        tall = max(high * wide / broad for broad, high in self._sizes)
        height = rows * tall + (rows - 1) * gap + 2 * margin
        top = margin + max(0.0, (view.height() - height) / 2)
        self._ground.resize(QSize(view.width(), max(view.height(), round(height))))
        for at, (sheet, (broad, high)) in enumerate(zip(self._sheets, self._sizes, strict=False)):
            line, column = divmod(at, columns)
            in_row = min(columns, len(self._sheets) - line * columns)
            left = (view.width() - in_row * wide - (in_row - 1) * gap) / 2
            corner = QPointF(left + column * (wide + gap), top + line * (tall + gap))
            sheet.setGeometry(round(corner.x()), round(corner.y()), round(wide), round(high * wide / broad))

    def _tell_page(self, top: int) -> None:
        """The first page of which half is in view."""
        half = top + self.viewport().height() / 2
        for at, sheet in enumerate(self._sheets):
            if sheet.geometry().bottom() >= half:
                here = self._sheets[self._page].geometry() if self._page < len(self._sheets) else None
                if here is None or not here.top() <= half <= here.bottom() + theme().px(GAP):
                    self._page = at
                    self.page_changed.emit(at, self.count)
                return

    # -- keys and size --------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turn = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if turn is not None:
            self.go_to(self._page + turn)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(0 if event.key() == Qt.Key.Key_Home else self.count - 1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.setGeometry(0, 0, self.width(), theme().px(3))
        self._place()
        if self._sizes and self._width_of(self._sizes) * self.devicePixelRatioF() > self._drawn * 1.05:
            self._again.start()


class LateBar(QWidget):
    """A thin bar along the top, shown when pages are long in the making. It does not move."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "Making the pages")
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(LATE_MS)
        self._late.timeout.connect(self._appear)
        self.hide()

    def set_busy(self, busy: bool) -> None:
        if not busy:
            self._late.stop()
            self.hide()
        elif not self._late.isActive() and self.isHidden():
            self._late.start()

    def _appear(self) -> None:
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter_on(self).fillRect(self.rect(), theme().color("accent"))
