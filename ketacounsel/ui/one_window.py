"""One window for each records folder: a second start raises the first and ends.

A lock says at once which is the first. The way to call it is opened when its window is painted, because
loading that takes time; who calls before waits.
"""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject, Signal

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtNetwork import QLocalServer

WAIT_MS = 500
AGAIN_MS = 100
TRIES = 50


class OneWindow(QObject):
    """A lock and a local socket named after the folder. The socket carries one word: raise.

    Signals:
        raise_requested: another start asks this window to come to the front.
    """

    raise_requested = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        whole = QCryptographicHash.hash(str(folder.resolve()).encode(), QCryptographicHash.Algorithm.Sha256)
        self._name = f"ketacounsel-{bytes(whole.data()).hex()[:24]}"
        self._lock = QLockFile(f"{tempfile.gettempdir()}/{self._name}.lock")
        self._lock.setStaleLockTime(0)  # held as long as its process lives
        self._server: QLocalServer | None = None

    def raise_other(self) -> bool:
        """Ask a window that has these records open to come forward. False when there is none."""
        wait_ms = 0
        for _ in range(TRIES):
            if self._lock.tryLock(wait_ms) or self._lock.error() != QLockFile.LockError.LockFailedError:
                return False
            if self._knock():
                return True
            wait_ms = AGAIN_MS
        return False

    def _knock(self) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        knock = QLocalSocket()
        knock.connectToServer(self._name)
        if not knock.waitForConnected(WAIT_MS):
            return False
        knock.write(b"raise\n")
        knock.waitForBytesWritten(WAIT_MS)
        knock.disconnectFromServer()
        return True

    def listen(self) -> bool:
        """Be the window that others raise. A name left by a crashed start is taken over."""
        from PySide6.QtNetwork import QLocalServer

        self._server = server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._on_knock)
        if server.listen(self._name):
            return True
        QLocalServer.removeServer(self._name)
        return server.listen(self._name)

    def close(self) -> None:
        """Let the next process of these records be the first."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _on_knock(self) -> None:
        guest = self._server.nextPendingConnection() if self._server is not None else None
        if guest is not None:
            guest.disconnected.connect(guest.deleteLater)
            self.raise_requested.emit()
