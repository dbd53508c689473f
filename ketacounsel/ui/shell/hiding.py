"""F9: the session's own shared screen where there is one, a quiet cover elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from ketacounsel.ui.chrome.cover import Cover
from ketacounsel.ui.screen import Screen


class Hiding:
    """Hides all of the window at once, and gives the keyboard back to where it was."""

    def __init__(self, host: QWidget, here: Callable[[], Screen | None], time: Callable[[], str]) -> None:
        self._here, self._time = here, time
        self._cover = Cover(host)
        self._cover.leave_requested.connect(self.toggle)
        self._before: QWidget | None = None

    @property
    def covered(self) -> bool:
        """Whether the quiet cover hides everything."""
        return self._cover.isVisible()

    @property
    def before(self) -> QWidget | None:
        """What had the keyboard when the cover came."""
        return self._before if self.covered else None

    def toggle(self) -> None:
        """Hide, or come back."""
        here = self._here()
        if self.covered:
            self._cover.hide()
            if self._before is not None:
                self._before.setFocus()
        elif here is None or not here.client_view():
            self.cover()

    def cover(self) -> None:
        """Hide everything at once, whatever is open."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self._before = QApplication.focusWidget()
        self._cover.cover(self._time())

    def show_time(self) -> None:
        """The cover bears a clock."""
        self._cover.set_clock(self._time())

    def fit(self) -> None:
        """The window has another size."""
        host = self._cover.parentWidget()
        if host is not None:
            self._cover.setGeometry(host.rect())
