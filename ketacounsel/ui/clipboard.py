"""What is copied out of the records stays in the clipboard for half a minute, and in no clipboard history."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

CLEAR_AFTER_MS = 30_000
OURS = "application/x-ketacounsel"
HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
    "org.nspasteboard.ConcealedType": b"1",
    OURS: b"1",
}


class Clipboard(QObject):
    """Marks what this program puts into the clipboard as nobody's to keep, and takes it out again."""

    def __init__(
        self,
        parent: QObject | None = None,
        clear_after_ms: int = CLEAR_AFTER_MS,
        is_ours: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self._board = QGuiApplication.clipboard()
        self._is_ours = is_ours or self._board.ownsClipboard
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(clear_after_ms)
        self._timer.timeout.connect(self.forget)
        self._board.dataChanged.connect(self._on_changed)

    def forget(self) -> None:
        """Take our own words out; what another program put there since is left alone."""
        self._timer.stop()
        held = self._held()
        if held is not None and held.formats() and self._is_ours():
            self._board.clear()

    def _held(self) -> QMimeData | None:
        return self._board.mimeData()  # None where it was cleared

    def _on_changed(self) -> None:
        if not self._is_ours():
            self._timer.stop()
            return
        copied = self._held()
        if copied is None or not copied.hasText() or copied.hasFormat(OURS):
            return
        marked = QMimeData()
        marked.setText(copied.text())
        for hint, value in HINTS.items():
            marked.setData(hint, value)
        self._board.setMimeData(marked)
        self._timer.start()
