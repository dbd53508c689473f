"""Waiting that a busy computer does not break: for what will happen, not for a time in which it should."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QElapsedTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

PATIENCE_S = 60
PATIENCE_MS = PATIENCE_S * 1000
TURNS = 12


def settle(ms: int = 20) -> None:
    """Let time pass, and then as many turns of the event loop as the longest row of things takes that each
    wait for the one before. On a busy computer a time alone may hold one turn only.
    """
    passed = QElapsedTimer()
    passed.start()
    while not passed.hasExpired(ms):
        QTest.qWait(max(0, ms - passed.elapsed()))
    for _ in range(TURNS):
        QTest.qWait(0)


class PatientBot(QtBot):
    """Waits long for what must come, and lets what was begun be done."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **more: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **more)

    def waitActive(self, widget: Any, *, timeout: int = PATIENCE_MS) -> Any:
        return super().waitActive(widget, timeout=timeout)

    def waitExposed(self, widget: Any, *, timeout: int = PATIENCE_MS) -> Any:
        return super().waitExposed(widget, timeout=timeout)

    def wait(self, ms: int) -> None:
        settle(ms)
