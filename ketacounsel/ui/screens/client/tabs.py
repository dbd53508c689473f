"""The tabs of a client, their names, and the page under each, made when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

    from PySide6.QtWidgets import QWidget

    from ketacounsel.ui.desk import Desk
    from ketacounsel.ui.screens.client.tab import TabPage

TABS = {
    "overview": "Overview",
    "sessions": "Sessions and notes",
    "infusions": "Infusions",
    "measures": "Measures",
    "goals": "Goals",
    "plan": "Safety plan",
    "details": "Details and consent",
}
NAMES = tuple(TABS)


def make(name: str, desk: Desk, parent: QWidget) -> TabPage:
    """The page of that name, without a client yet."""
    match name:
        case "overview":
            from ketacounsel.ui.screens.client.overview_tab import OverviewTab

            return OverviewTab(desk, parent)
        case "sessions":
            from ketacounsel.ui.screens.client.sessions_tab import SessionsTab

            return SessionsTab(desk, parent)
        case "infusions":
            from ketacounsel.ui.screens.client.infusions_tab import InfusionsTab

            return InfusionsTab(desk, parent)
        case "measures":
            from ketacounsel.ui.screens.client.measures_tab import MeasuresTab

            return MeasuresTab(desk, parent)
        case "goals":
            from ketacounsel.ui.screens.client.goals_tab import GoalsTab

            return GoalsTab(desk, parent)
        case "plan":
            from ketacounsel.ui.screens.client.plan_tab import PlanTab

            return PlanTab(desk, parent)
        case "details":
            from ketacounsel.ui.screens.client.details_tab import DetailsTab

            return DetailsTab(desk, parent)
    raise KeyError(name)


def overview_in_steps(desk: Desk, parent: QWidget) -> Generator[None, None, TabPage]:
    """The first page, made a card at a time."""
    from ketacounsel.ui.screens.client.overview_tab import in_steps

    return in_steps(desk, parent)
