"""Whole sessions in as few touches as promised: typed words and digits are not counted, all else is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton, QWidget

from ketacounsel.core.ids import ClientId, InfusionId, SittingId
from ketacounsel.core.infusions import InfusionDetails
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.session.end_sheet import EndSheet
from ketacounsel.ui.screens.session.fields.rows import RowsEditor
from ketacounsel.ui.screens.session.fields.several import ChipsEditor
from ketacounsel.ui.screens.session.step_page import StepPage
from ketacounsel.ui.screens.session.view import SessionScreen
from tests.services.harbor_lane import ZONE, Clock
from tests.ui.seen import the

NEXT_TUESDAY = datetime(2026, 10, 20, 16, 15, tzinfo=UTC)


@dataclass
class Hands:
    """A counselor's hands: every touch is counted."""

    screen: SessionScreen
    touches: int = 0
    tabs: int = 0
    gone: list[Go] = field(default_factory=list)

    def touch(self, widget: QWidget) -> None:
        self.touches += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def next(self) -> None:
        self.touch(self.screen.frame.foot.next)

    def tab(self) -> None:
        """From field to field in a form that is typed through."""
        self.tabs += 1
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Tab)

    def type(self, words: str) -> None:
        """Into whatever has the keyboard."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, words)

    @property
    def page(self) -> StepPage:
        here = self.screen.pages.here
        assert isinstance(here, StepPage)
        return here

    def end_and_draft(self) -> None:
        self.touch(the(self.screen.window(), EndSheet).draft)


@pytest.fixture
def hands(screen: SessionScreen) -> Hands:
    made = Hands(screen)
    screen.go_requested.connect(made.gone.append)
    return made


def test_a_preparation_session_takes_12_touches_from_today_to_a_draft_put_aside(
    hands: Hands, desk: Desk, maren: ClientId
) -> None:
    planned = desk.infusions.add(maren, InfusionDetails(NEXT_TUESDAY, ZONE))
    hands.touches += 1  # Start session, on Today
    hands.screen.arrive(Go("session", client_id=maren, act="start"))
    hands.type("Sleep, and the drive home")
    hands.next()
    hands.type("Being there for Ania")
    hands.next()
    hands.type("To meet the part of me that keeps the door shut")
    for _ in range(5):
        hands.next()
    hands.next()
    hands.end_and_draft()
    hands.touches += 1  # Sign later, on the draft
    assert hands.gone[-1].screen == "note"
    assert hands.touches <= 12
    (intention,) = desk.threads.intentions(maren)
    assert intention.infusion_id == planned


def test_the_48_hour_session_takes_16_touches_from_today_to_the_draft(
    hands: Hands, desk: Desk, maren: ClientId, infusion: InfusionId, clock: Clock
) -> None:
    desk.threads.add_action(maren, "Call Ania on Sunday")
    hands.touches += 1  # Start session, on Today
    hands.screen.arrive(Go("session", client_id=maren, act="start"))
    hands.type("How it is to be back at work")
    check_in(hands)
    hands.next()
    screen_by_the_client(hands, desk, maren)
    hands.next()
    themes = hands.page.editors["themes"]
    assert isinstance(themes, ChipsEditor)
    hands.touch(themes.chips.chips()[0])
    hands.touch(themes.chips.chips()[2])
    hands.next()
    hands.type("I was never locked out")
    hands.next()
    hands.next()
    hands.type("Call Ania")
    hands.next()
    hands.type("Try the door")
    hands.next()
    hands.type("It was about a door")
    hands.next()
    hands.end_and_draft()
    assert hands.gone[-1].screen == "note"
    assert hands.touches <= 16
    assert hands.touches + hands.tabs <= 20
    answers = desk.sessions.open(desk.sessions.list(maren)[0].id).answers
    assert answers["meaning", "insights"] == [{"insight": "I was never locked out"}]
    assert answers["live", "actions"] == [{"action": "Call Ania"}]
    assert answers["arrive", "not_wanting_to_live"] == 0
    review = answers["arrive", "review"]
    assert isinstance(review, list)
    assert [row["status"] for row in review][:1] == ["kept"]


def check_in(hands: Hands) -> None:
    """Ratings by digit, hours of sleep, and last week's small step."""
    hands.tab()
    for digit in "63455777":
        hands.type(digit)
    hands.tab()
    hands.type("0")
    review = hands.page.editors["review"]
    assert isinstance(review, RowsEditor)
    hands.touch(review.cards[0].findChildren(QRadioButton)[0])  # how last week's small step went


def screen_by_the_client(hands: Hands, desk: Desk, maren: ClientId) -> None:
    """The ASQ on the client's own, then none of the adverse effects."""
    hands.touch(hands.page.editors["asq"].findChildren(QPushButton)[0])
    sitting = SittingId(hands.gone[-1].thing)
    for item in desk.measures.measures()["asq"].items[:4]:
        desk.measures.put(sitting, item.key, 0)
    desk.measures.finish(sitting)
    hands.screen.arrive(Go("session", client_id=maren))
    effects = hands.page.editors["effects"]
    assert isinstance(effects, RowsEditor)
    assert effects.none is not None
    hands.touch(effects.none)
