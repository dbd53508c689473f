"""The screens, made when they are first opened; a screen imports no other screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketacounsel.ui.desk import Desk
    from ketacounsel.ui.screen import Screen

NAMES = ("today", "clients", "client", "session", "measure", "note", "report", "settings")


def make(name: str, desk: Desk) -> Screen:
    """The screen of that name, without content yet."""
    match name:
        case "today":
            from ketacounsel.ui.screens.today.view import TodayScreen

            return TodayScreen(desk)
        case "clients":
            from ketacounsel.ui.screens.clients.view import ClientsScreen

            return ClientsScreen(desk)
        case "client":
            from ketacounsel.ui.screens.client.view import ClientScreen

            return ClientScreen(desk)
        case "session":
            from ketacounsel.ui.screens.session.view import SessionScreen

            return SessionScreen(desk)
        case "measure":
            from ketacounsel.ui.screens.measure.view import MeasureScreen

            return MeasureScreen(desk)
        case "note":
            from ketacounsel.ui.screens.note.view import NoteScreen

            return NoteScreen(desk)
        case "report":
            from ketacounsel.ui.screens.report.view import ReportScreen

            return ReportScreen(desk)
        case "settings":
            from ketacounsel.ui.screens.settings.view import SettingsScreen

            return SettingsScreen(desk)
    raise KeyError(name)
