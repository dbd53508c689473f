"""Opens a sheet anew by what it says of itself: here what any screen may open, the others by their screen."""

from __future__ import annotations

from collections.abc import Callable

from ketacounsel.core.ids import ClientId
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.screen import Screen


def open_again(desk: Desk, screen: Screen, again: tuple[str, ...]) -> None:
    """Over that screen. Nothing is opened when its thing is gone."""
    kind, *ids = again
    opener = _OPENERS.get(kind)
    if opener is None:
        screen.open_again(kind, *ids)
    else:
        opener(desk, screen, *ids)


def _infusion(desk: Desk, screen: Screen, client_id: str) -> None:
    from ketacounsel.ui.parts.add_infusion import open_add_infusion

    open_add_infusion(desk, ClientId(client_id), screen)


def _booking(desk: Desk, screen: Screen, client_id: str, session_id: str, asking: str = "") -> None:
    from ketacounsel.ui.parts.booking import open_booking

    heads = desk.sessions.list(ClientId(client_id))
    booked = next(one for one in heads if one.id == session_id) if session_id else None
    sheet = open_booking(desk, ClientId(client_id), screen, booked=booked)
    if asking:
        sheet.ask_reason()


def _course(desk: Desk, screen: Screen, client_id: str, course_id: str) -> None:
    from ketacounsel.ui.parts.course_sheet import open_course

    courses = desk.infusions.courses(ClientId(client_id))
    known = next(one for one in courses if one.id == course_id) if course_id else None
    open_course(desk, ClientId(client_id), screen, known)


_OPENERS: dict[str, Callable[..., None]] = {"infusion": _infusion, "booking": _booking, "course": _course}
