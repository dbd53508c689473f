"""Every part can be reached, named and hit: a walk over the whole gallery."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.ui.theme import apply_theme, theme
from ketacounsel.ui.widgets.accessible import accessible_name
from tests.ui.gallery import SHEETS


def _stops(root: QWidget) -> list[QWidget]:
    """What Tab or a tap can put the keyboard on."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisibleTo(root)
        and not widget.focusProxy()
    ]


@pytest.fixture(params=[1.0, 2.0], ids=["100 %", "200 %"])
def scaled(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    apply_theme(qapp, "light", request.param)
    yield request.param
    apply_theme(qapp, "light")


def _shown(qtbot: QtBot, title: str) -> QWidget:
    make, width = SHEETS[title]
    widget = make()
    qtbot.addWidget(widget)
    widget.resize(theme().px(width), theme().px(1000))
    widget.show()
    qtbot.waitExposed(widget)
    return widget


@pytest.mark.parametrize("title", SHEETS)
def test_everything_that_takes_the_keyboard_has_a_name(qtbot: QtBot, scaled: float, title: str) -> None:
    whole = _shown(qtbot, title)
    nameless = [stop for stop in _stops(whole) if not accessible_name(stop).strip()]
    assert [type(stop).__name__ for stop in nameless] == []


@pytest.mark.parametrize("title", SHEETS)
def test_every_target_is_at_least_40_px(qtbot: QtBot, scaled: float, title: str) -> None:
    whole = _shown(qtbot, title)
    small = [
        (type(stop).__name__, accessible_name(stop), stop.width(), stop.height())
        for stop in _stops(whole)
        if min(stop.width(), stop.height()) < round(40 * scaled) - 1
    ]
    assert small == []


def test_painted_drawings_are_read_as_text(qtbot: QtBot, scaled: float) -> None:
    from ketacounsel.ui.widgets.window_bar import WindowBar

    whole = _shown(qtbot, "today")
    bars = whole.findChildren(WindowBar)
    assert bars
    for bar in bars:
        face = QAccessible.queryAccessibleInterface(bar)
        assert face is not None
        assert face.role() == QAccessible.Role.StaticText
        assert "hours" in face.text(QAccessible.Text.Name)
