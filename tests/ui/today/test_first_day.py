"""The first day: three things to do, and what will be here."""

from __future__ import annotations

from ketacounsel.core.people import ClientDetails
from ketacounsel.services.clients import ClientService
from ketacounsel.services.infusions import InfusionService
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.parts.add_infusion import AddInfusionSheet
from ketacounsel.ui.widgets.button import Button
from tests.patience import settle
from tests.services.harbor_lane import Clock, give, local
from tests.ui.today.conftest import Opened
from tests.ui.today.test_today import press, sheet, shown, summary, wishes


def test_it_greets_and_offers_three_things(open_today: Opened, clock: Clock) -> None:
    clock.at = local(15, 10, 22)
    screen = open_today()
    words = shown(screen)
    assert summary(screen) == "Good morning, Dana. Your records are set up and encrypted."
    assert {"Add your first client", "Record or plan an infusion"} <= set(words)
    assert "Today’s sessions" not in words


def test_adding_a_client_comes_first_then_an_infusion(open_today: Opened, clients: ClientService) -> None:
    screen = open_today()
    primary = [one for one in screen.findChildren(Button) if one.isVisible() and one.kind == "primary"]
    assert [one.text() for one in primary] == ["Add client"]
    heard = wishes(screen)
    screen.main_act()
    assert (heard[0].screen, heard[0].act) == ("clients", "add")
    clients.add(ClientDetails("Maren Ostrowski"))
    screen.reread()
    settle()
    assert "First client added" in shown(screen)
    press(screen, "Add infusion")
    assert isinstance(sheet(screen), AddInfusionSheet)


def test_with_an_infusion_the_first_day_is_over(
    open_today: Opened, clients: ClientService, infusions: InfusionService
) -> None:
    give(infusions, clients.add(ClientDetails("Maren Ostrowski")).id, local(20, 10), "planned")
    words = shown(open_today())
    assert "Three things make Today useful" not in words
    assert "Today’s sessions" in words


def test_a_recovery_key_that_was_not_checked_is_reminded_of_until_it_is(
    open_today: Opened, desk: Desk, clients: ClientService, infusions: InfusionService
) -> None:
    desk.practice.set_setting("recovery_checked", False)
    screen = open_today()
    heard = wishes(screen)
    press(screen, "Check it")
    assert (heard[0].screen, heard[0].tab) == ("settings", "security")
    give(infusions, clients.add(ClientDetails("Maren Ostrowski")).id, local(20, 10), "planned")
    screen.reread()
    settle()
    assert "The recovery key was not checked yet." in shown(screen)
    desk.practice.set_setting("recovery_checked", True)
    screen.reread()
    settle()
    assert "The recovery key was not checked yet." not in shown(screen)


def test_the_practice_set_opens_beside_these_records(open_today: Opened) -> None:
    screen = open_today()
    heard = wishes(screen)
    press(screen, "Open practice set")
    assert heard[0].screen == "practice"
