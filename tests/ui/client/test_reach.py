"""Every control of the workspace has a name and is large enough for a finger."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.core.people import ClientDetails
from ketacounsel.services.office import Office
from ketacounsel.ui.screens.client.view import ClientScreen
from ketacounsel.ui.widgets.accessible import accessible_name
from ketacounsel.ui.widgets.choice import Segmented
from ketacounsel.ui.widgets.radios import Option
from tests.ui.client.conftest import Opened
from tests.ui.client.story import Story

LEAST = 40


def stops(screen: ClientScreen) -> list[QWidget]:
    """What the keyboard visits."""
    return [
        widget
        for widget in screen.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, QScrollArea)
    ]


def target(widget: QWidget) -> QWidget:
    """A segment is 34 high inside a track of 40 that takes the tap."""
    around = widget.parentWidget()
    return around if isinstance(widget, Option) and isinstance(around, Segmented) else widget


def is_small(widget: QWidget) -> bool:
    return target(widget).width() < LEAST or target(widget).height() < LEAST


def name_and_size(widget: QWidget) -> tuple[str, int, int]:
    return accessible_name(widget), target(widget).width(), target(widget).height()


@pytest.mark.parametrize("tab", ["overview", "infusions"])
@pytest.mark.parametrize("width", [1352, 936, 632])
def test_every_control_has_a_name_and_forty_pixels(
    open_client: Opened, story: Story, tab: str, width: int, qtbot: QtBot
) -> None:
    screen = open_client(story.client_id, tab, width=width)
    found = stops(screen)
    assert len(found) > 5
    assert [type(one).__name__ for one in found if not accessible_name(one)] == []
    qtbot.wait(60)  # until every line stands where it will stay
    assert [name_and_size(one) for one in stops(screen) if is_small(one)] == []


@pytest.mark.parametrize("tab", ["overview", "infusions"])
@pytest.mark.parametrize("width", [1352, 936, 632])
def test_nothing_asks_to_be_scrolled_sideways(
    open_client: Opened, story: Story, tab: str, width: int
) -> None:
    screen = open_client(story.client_id, tab, width=width)
    for area in screen.findChildren(QScrollArea):
        content, view = area.widget(), area.viewport()
        if area.isVisible() and content is not None and view is not None:
            assert content.width() <= view.width()
    assert screen.width() == width


@pytest.mark.parametrize("tab", ["overview", "infusions"])
def test_the_keyboard_starts_on_a_control(open_client: Opened, office: Office, tab: str) -> None:
    client = office.clients.add(ClientDetails("Ruth Abernathy"))
    screen = open_client(client.id, tab)
    focus = screen.focusWidget()
    assert focus in stops(screen)
