"""The unlock window. It says nothing about clients."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.lock_reasons import why_locked
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.screens.unlock.ground import Ground
from ketacounsel.ui.screens.unlock.viewmodel import DoorViewModel, Opener
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.field import Field, PassField
from ketacounsel.ui.widgets.layout import holder, row
from ketacounsel.ui.widgets.text import HeadingLabel, Text, TextBlock

CAPS_LOCK_AFTER_MS = 60


class Sign(NamedTuple):
    """What the door may say: the practice's name, why and when it locked, a practice set's passphrase."""

    name: str = ""
    because: str = ""
    locked_at: str = ""
    hint: str = ""
    told: str = ""
    """What is said instead of why it locked."""


class UnlockWindow(Ground):
    """Passphrase or recovery key, one field, one button.

    Signals:
        opened: the records may be opened (Keys).
        other_records_requested: the counselor wants other records than these.
        trouble_found: nothing could be opened with the right secret either (KetaCounselError).
    """

    opened = Signal(object)
    trouble_found = Signal(object)
    other_records_requested = Signal()

    def __init__(
        self, jobs: Jobs, *, with_passphrase: Opener, with_recovery_key: Opener, sign: Sign | None = None
    ) -> None:
        super().__init__()
        self.vm = DoorViewModel(jobs, with_passphrase, with_recovery_key)
        self._recovery = False
        self.typed_key = ""
        self._caps_look = QTimer(self)
        self._caps_look.setSingleShot(True)
        self._caps_look.setInterval(CAPS_LOCK_AFTER_MS)
        self._caps_look.timeout.connect(self._show_caps_lock)
        sign = sign or Sign()
        self._make_controls()
        self._fill(sign)
        where = "on this computer only, encrypted"
        self.lay_out(f"{sign.name} · {where}" if sign.name else where.capitalize())
        self._connect()
        self.secret.setFocus()

    # -- what is on it --------------------------------------------------------------------------

    def _make_controls(self) -> None:
        self.secret = PassField("Passphrase")
        self.secret.setProperty("large", True)
        self.field = Field("Passphrase", self.secret)
        caps = Text("Caps Lock is on", "caption", "warning")
        self._caps = holder(row(IconLabel("arrow-big-up", "warning", 16), caps, None, gap=6))
        self._caps.hide()
        self.wait = TextBlock("", "small", "muted")
        self.wait.hide()
        self.button = Button("Unlock", "primary", large=True)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.other_way = Button("Use recovery key", "link")
        self.other_records = Button("Other records…", "link")

    def _fill(self, sign: Sign) -> None:
        content = self.content
        content.put(HeadingLabel("Welcome back", "section"))
        content.put(TextBlock(sign.told or why_locked(sign.because, sign.locked_at), "body", "muted"), 20)
        content.put(self.field, self._caps, self.wait)
        if sign.hint:
            content.put(4, TextBlock(sign.hint, "small", "muted"))
        content.put(14, self.button, 8, row(self.other_way, None, self.other_records, gap=8))

    def _connect(self) -> None:
        self.secret.returnPressed.connect(self._try)
        self.button.clicked.connect(self._try)
        self.other_way.clicked.connect(self._change_way)
        self.other_records.clicked.connect(self.other_records_requested)
        self.vm.opened.connect(self._on_opened)
        self.vm.missed.connect(self._show_miss)
        self.vm.trouble_found.connect(self.trouble_found)
        self.vm.waiting_changed.connect(self._show_wait)
        self.vm.trying_changed.connect(self._show_trying)
        self.secret.installEventFilter(self)
        self.secret.text_edited.connect(lambda _: self.field.clear_message())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.secret and event.type() in (QEvent.Type.KeyPress, QEvent.Type.FocusIn):
            self._caps_look.start()
        return False

    def _show_caps_lock(self) -> None:
        from ketacounsel.ui.screens.unlock.caps_lock import caps_lock_is_on

        self._caps.setVisible(caps_lock_is_on())

    # -- what happens ---------------------------------------------------------------------------

    def show_refusal(self, refusal: KetaCounselError) -> None:
        """The secret fits, but the records can't be opened."""
        self.vm.refused(refusal)

    def show_problem(self, sentence: str) -> None:
        """Something else went wrong; say it below the field."""
        self._show_miss(sentence)

    def _try(self) -> None:
        self.vm.unlock(self.secret.text(), recovery=self._recovery)

    def _change_way(self) -> None:
        self._recovery = not self._recovery
        label = "Recovery key" if self._recovery else "Passphrase"
        self.field.set_label(label)
        self.field.set_hint("six groups from the printed sheet" if self._recovery else "")
        self.secret.setAccessibleName(label)
        self.secret.clear()
        self.other_way.set_text("Use passphrase" if self._recovery else "Use recovery key")
        self.field.clear_message()
        self.secret.setFocus()

    def _on_opened(self, keys: object) -> None:
        self.typed_key = self.secret.text() if self._recovery else ""
        self.secret.clear()
        self.opened.emit(keys)

    def _show_miss(self, words: str) -> None:
        self.field.set_error(words)
        announce(self, words)
        self.secret.setFocus()
        self.secret.selectAll()

    def _show_wait(self, words: str) -> None:
        self.wait.setText(words)
        self.wait.setVisible(bool(words))
        self.button.setEnabled(not words)

    def _show_trying(self, trying: bool) -> None:
        self.button.set_text("Opening…" if trying else "Unlock")
        self.button.setEnabled(not trying)
        self.secret.setReadOnly(trying)
