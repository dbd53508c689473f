"""The place of the counselor in words that can be kept over a lock, and read again with care."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication, QWidget

from ketacounsel.ui.going import Go
from ketacounsel.ui.widgets.overlay import Overlay


def kept(
    go: Go, within: Mapping[str, object], window: QByteArray, sheets: Sequence[Mapping[str, object]] = ()
) -> Mapping[str, object]:
    """The screen, the place on it (caret, scroll), where the window stood, and the sheets that are open."""
    target = {"screen": go.screen, "client_id": go.client_id, "tab": go.tab, "thing": go.thing}
    stood = bytes(window.toBase64().data()).decode()
    return {"go": target, "within": dict(within), "window": stood, "sheets": [dict(one) for one in sheets]}


def give_keyboard_back(window: QWidget, cover_was_on: QWidget | None) -> None:
    """To the screen below a sheet or a cover, so that its caret is part of the place."""
    sheets = [sheet for sheet in window.findChildren(Overlay) if sheet.isVisible()]
    below = (cover_was_on, *(sheet.before for sheet in sheets))
    QApplication.setActiveWindow(window)
    for widget in below:
        if widget is not None and not any(sheet.isAncestorOf(widget) for sheet in sheets):
            widget.setFocus()
            return


def target(place: Mapping[str, object]) -> Go:
    """The screen of that place; Today where there is none."""
    go = place.get("go")
    return Go(**{str(k): str(v) for k, v in go.items()}) if isinstance(go, Mapping) else Go("today")


def within(place: Mapping[str, object]) -> Mapping[str, object] | None:
    """The place on that screen."""
    found = place.get("within")
    return found if isinstance(found, Mapping) else None


def window(place: Mapping[str, object]) -> QByteArray | None:
    """Where the window stood."""
    found = place.get("window")
    return QByteArray.fromBase64(found.encode()) if isinstance(found, str) else None
