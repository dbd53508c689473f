"""Ten seconds to take something back, at the foot of the window. It never takes the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.paint import painter_on, width_of, words
from ketacounsel.ui.widgets.text import ElidedText

SHOWN_MS = 10_000
CLEAR = 84  # above the runner's foot and the session strip


class _Undo(QPushButton):
    """The word Undo on the dark bar."""

    def __init__(self) -> None:
        super().__init__("Undo")
        self.setAccessibleName("Undo")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        px = theme().px
        return QSize(width_of(self.text(), theme().font("body", 600)) + px(20), px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme()
        painter = painter_on(self)
        font = now.font("body", 600)
        font.setUnderline(True)
        words(
            painter,
            QRectF(self.rect()),
            self.text(),
            font,
            now.color("surface"),
            Qt.AlignmentFlag.AlignCenter,
        )


class UndoBar(QFrame):
    """A toast over its host's foot: say("Theme 'Grief' removed.").

    Signals:
        undo_requested: Undo was pressed.
    """

    undo_requested = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setProperty("role", "toast")
        self._words = ElidedText("", "body")
        self.undo_button = _Undo()
        self.undo_button.clicked.connect(self._on_undo)
        line = row(gap=12, margins=(16, 4, 8, 4))
        line.addWidget(self._words, 1)
        line.put(self.undo_button)
        self.setLayout(line)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        host.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, *, undo: bool = True) -> None:
        """Show for ten seconds; a newer sentence takes the place of the older."""
        self._words.setText(sentence)
        self.undo_button.setVisible(undo)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, f"{sentence} Undo with Ctrl Z." if undo else sentence)

    def text(self) -> str:
        return self._words.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def _on_undo(self) -> None:
        self.hide()
        self.undo_requested.emit()

    def _place(self) -> None:
        host, px = self.parentWidget(), theme().px
        if host is None:
            return
        wanted = (
            width_of(self._words.text(), theme().font("body")) + px(48) + self.undo_button.sizeHint().width()
        )
        width, height = min(wanted, host.width() - px(32)), px(48)
        self.setGeometry((host.width() - width) // 2, host.height() - height - px(CLEAR), width, height)
