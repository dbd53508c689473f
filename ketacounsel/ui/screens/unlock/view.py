"""The unlock window. It says nothing about clients."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QVBoxLayout, QWidget

from ketacounsel import __version__
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.ui.chrome.mark import Mark
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.screens.unlock.caps_lock import caps_lock_is_on
from ketacounsel.ui.screens.unlock.viewmodel import DoorViewModel, Opener
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.field import Field, PassField
from ketacounsel.ui.widgets.focus import install_focus_ring
from ketacounsel.ui.widgets.layout import column, holder, row, scrolled
from ketacounsel.ui.widgets.text import HeadingLabel, Text, TextBlock
from ketacounsel.ui.widgets.water import Water

REASONS = {
    "you": "by you",
    "idle": "after some minutes without activity",
    "lid": "when the laptop lid was closed",
    "sleep": "when the computer went to sleep",
}


def why_locked(because: str, locked_at: str) -> str:
    """One sentence: when and why, and that work is safe."""
    if because not in REASONS:
        return "Your records are locked and encrypted on this computer."
    at = f"at {locked_at} " if locked_at else ""
    return (
        f"Locked {at}{REASONS[because]}. Your work is saved, and an open session will be where you left it."
    )


class UnlockWindow(QWidget):
    """Passphrase or recovery key, one field, one button.

    Signals:
        opened: the records may be opened (Keys).
        other_records_requested: the counselor wants other records than these.
    """

    opened = Signal(object)
    other_records_requested = Signal()

    def __init__(
        self,
        jobs: Jobs,
        *,
        with_passphrase: Opener,
        with_recovery_key: Opener,
        name: str = "",
        because: str = "",
        locked_at: str = "",
    ) -> None:
        super().__init__()
        self._vm = DoorViewModel(jobs, with_passphrase, with_recovery_key)
        self._recovery = False
        self.setWindowTitle("KetaCounsel")
        self.setMinimumSize(480, 450)
        self.resize(1440, 900)
        self._build(name, why_locked(because, locked_at))
        self._connect()
        self._secret.setFocus()

    def _build(self, name: str, why: str) -> None:
        self._secret = PassField("Passphrase")
        self._secret.setProperty("large", True)
        self._field = Field("Passphrase", self._secret)
        self._caps = holder(
            row(
                IconLabel("arrow-big-up", "warning", 16),
                Text("Caps Lock is on", "caption", "warning"),
                None,
                gap=6,
            )
        )
        self._caps.hide()
        self._wait = TextBlock("", "small", "muted")
        self._wait.hide()
        self._button = Button("Unlock", "primary", large=True)
        self._button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._other_way = Button("Use recovery key", "link")
        self._other_records = Button("Other records…", "link")
        card = QFrame()
        card.setProperty("role", "card")
        card.setLayout(
            column(
                HeadingLabel("Welcome back", "section"),
                TextBlock(why, "body", "muted"),
                20,
                self._field,
                self._caps,
                self._wait,
                14,
                self._button,
                8,
                row(self._other_way, None, self._other_records, gap=8),
                gap=4,
                margins=(32, 28, 32, 18),
            )
        )
        self._card = card
        place = " · ".join(part for part in (name, "on this computer only, encrypted") if part)
        page = Water()
        page.setLayout(
            column(
                None,
                row(None, Mark(64), None),
                12,
                row(None, Text("KetaCounsel", "prompt", "text", 600), None),
                28,
                row(None, card, None),
                20,
                row(
                    None,
                    IconLabel("hard-drive", "text_muted", 16),
                    Text(place, "small", "muted"),
                    None,
                    gap=8,
                ),
                None,
                None,
                row(
                    None,
                    Text(f"Version {__version__} · makes no network connections", "caption", "faint"),
                    None,
                ),
                24,
                gap=0,
                margins=(16, 16, 16, 0),
            )
        )
        area = scrolled(page)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addWidget(area)

    def _connect(self) -> None:
        self._secret.returnPressed.connect(self._try)
        self._button.clicked.connect(self._try)
        self._other_way.clicked.connect(self._change_way)
        self._other_records.clicked.connect(self.other_records_requested)
        self._vm.opened.connect(self._on_opened)
        self._vm.missed.connect(self._show_miss)
        self._vm.waiting_changed.connect(self._show_wait)
        self._vm.trying_changed.connect(self._show_trying)
        self._secret.installEventFilter(self)
        self._secret.textEdited.connect(lambda _: self._field.clear_message())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            install_focus_ring(app)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._card.setFixedWidth(min(theme().px(440), self.width() - theme().px(32)))
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._secret and event.type() in (QEvent.Type.KeyPress, QEvent.Type.FocusIn):
            QTimer.singleShot(0, self, lambda: self._caps.setVisible(caps_lock_is_on()))
        return False

    def show_refusal(self, refusal: KetaCounselError) -> None:
        """The secret fits, but the records can't be opened."""
        self._vm.refused(refusal)

    def _try(self) -> None:
        self._vm.unlock(self._secret.text(), recovery=self._recovery)

    def _change_way(self) -> None:
        self._recovery = not self._recovery
        label = "Recovery key" if self._recovery else "Passphrase"
        self._field.set_label(label)
        self._field.set_hint("six groups from the printed sheet" if self._recovery else "")
        self._secret.setAccessibleName(label)
        self._secret.clear()
        self._other_way.set_text("Use passphrase" if self._recovery else "Use recovery key")
        self._field.clear_message()
        self._secret.setFocus()

    def _on_opened(self, keys: object) -> None:
        self._secret.clear()
        self.opened.emit(keys)

    def _show_miss(self, words: str) -> None:
        self._field.set_error(words)
        announce(self, words)
        self._secret.setFocus()
        self._secret.selectAll()

    def _show_wait(self, words: str) -> None:
        self._wait.setText(words)
        self._wait.setVisible(bool(words))
        self._button.setEnabled(not words)

    def _show_trying(self, trying: bool) -> None:
        self._button.set_text("Opening…" if trying else "Unlock")
        self._button.setEnabled(not trying)
        self._secret.setReadOnly(trying)
