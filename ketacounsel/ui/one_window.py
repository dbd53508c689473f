"""One window for each records folder: a second start raises the first and ends."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 500


class OneWindow(QObject):
    """A local socket named after the folder. It carries one word: raise.

    Signals:
        raise_requested: another start asks this window to come to the front.
    """

    raise_requested = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]
        self._name = f"ketacounsel-{digest}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_knock)

    def raise_other(self) -> bool:
        """Ask a window that has these records open to come forward. False when there is none."""
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
        if self._server.listen(self._name):
            return True
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        """Stop listening, so that the next process of these records can take the name."""
        self._server.close()

    def _on_knock(self) -> None:
        guest = self._server.nextPendingConnection()
        guest.disconnected.connect(guest.deleteLater)
        self.raise_requested.emit()
