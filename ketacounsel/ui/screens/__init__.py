"""The screens, made when they are first opened; a screen imports no other screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketacounsel.ui.screen import Screen

NAMES = ("today", "clients", "client", "session", "measure", "note", "report", "settings")


def kind(name: str) -> type[Screen]:
    """The class of the screen of that name."""
    match name:
        case "today":
            from ketacounsel.ui.screens.today.view import TodayScreen

            return TodayScreen
        case "clients":
            from ketacounsel.ui.screens.clients.view import ClientsScreen

            return ClientsScreen
        case "client":
            from ketacounsel.ui.screens.client.view import ClientScreen

            return ClientScreen
        case "session":
            from ketacounsel.ui.screens.session.view import SessionScreen

            return SessionScreen
        case "measure":
            from ketacounsel.ui.screens.measure.view import MeasureScreen

            return MeasureScreen
        case "note":
            from ketacounsel.ui.screens.note.view import NoteScreen

            return NoteScreen
        case "report":
            from ketacounsel.ui.screens.report.view import ReportScreen

            return ReportScreen
        case "settings":
            from ketacounsel.ui.screens.settings.view import SettingsScreen

            return SettingsScreen
    raise KeyError(name)
