"""A running session in narrow windows and at 200 percent; everything in it has a name and a size to hit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.ui.screens.session.view import SessionScreen
from ketacounsel.ui.theme import apply_theme, theme
from ketacounsel.ui.widgets.accessible import accessible_name
from tests.ui.session.at_work import page

pytestmark = pytest.mark.usefixtures("session")


@pytest.mark.parametrize(
    ("width", "panel", "steps"), [(1440, True, True), (1120, False, True), (1024, False, False)]
)
def test_a_narrow_window_gives_the_middle_its_room(
    session: SessionScreen, width: int, panel: bool, steps: bool
) -> None:
    session.window().resize(width, 768)
    assert session.frame.side.isVisible() is panel
    assert session.frame.steps.isVisible() is steps
    assert session.frame.narrow.steps.isVisible() is not steps
    assert session.frame.narrow.jotting.isVisible() is not panel


def test_at_200_percent_only_the_middle_scrolls_and_the_window_keeps_its_size(
    session: SessionScreen, qapp: QApplication
) -> None:
    apply_theme(qapp, "light", 2.0)
    try:
        assert (session.window().width(), session.window().height()) == (1440, 900)
        session.frame.fit()
        assert session.frame.narrow.steps.isVisible() and not session.frame.top.ring.isVisible()
        for bar in (session.frame.top, session.frame.narrow, session.frame.foot):
            assert bar.minimumSizeHint().width() <= 1440
    finally:
        apply_theme(qapp, "light")


def stops(root: QWidget) -> list[QWidget]:
    return [
        one
        for one in root.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and not one.focusProxy()
    ]


@pytest.mark.parametrize("step", ["arrive", "safety", "tell", "meaning", "feel", "live", "note", "close"])
def test_everything_in_a_step_has_a_name_and_40_px(session: SessionScreen, step: str, qtbot: QtBot) -> None:
    session.acting.go_to(step)
    qtbot.waitUntil(lambda: page(session).width() > 300)
    nameless = [type(one).__name__ for one in stops(session) if not accessible_name(one).strip()]
    small = [
        accessible_name(one) for one in stops(session) if min(one.width(), one.height()) < theme().px(40) - 1
    ]
    assert nameless == []
    assert small == []
