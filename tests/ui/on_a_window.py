"""Parts on a window of their own, as their tests look at them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.ui.theme import apply_theme
from ketacounsel.ui.widgets.focus import install_focus_ring
from ketacounsel.ui.widgets.layout import column, holder

_KEPT: list[QWidget] = []  # a window nobody holds is collected


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, "light")
    install_focus_ring(qapp)
    yield
    _KEPT.clear()


def shown(qtbot: QtBot, *parts: QWidget) -> QWidget:
    window = holder(column(*parts, margins=(20, 20, 20, 20)), "page")
    qtbot.addWidget(window)
    window.resize(700, 500)
    _KEPT.append(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window
