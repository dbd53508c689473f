"""What the client's workspace expects of the page under each tab."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.core.changes import Saved
from ketacounsel.core.workspace import Workspace
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act, Go


class TabPage(QWidget):
    """Base of the pages. A page is made when its tab is first opened and shows one client after another.

    The page scrolls by itself (chrome.page.Page inside does) and keeps 32 px margins at its sides.

    Signals:
        go_requested: the counselor wants to be elsewhere (Go); another tab too: Go("client", id, tab=...).
        wrote: something was written at once, not by autosave (Saved); the workspace tells everybody.
        undo_offered: something was removed and can come back (str what, Callable undo).
    """

    go_requested = Signal(object)
    wrote = Signal(object)
    undo_offered = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def show_workspace(self, workspace: Workspace) -> None:
        """Show this client. Also called after facts changed while the page is open.

        A field that has the keyboard keeps its text: what is being typed is newer than what was read.
        """
        raise NotImplementedError

    def arrive(self, go: Go) -> None:
        """The tab was chosen, or a place in it asked for: select `go.thing`, do `go.act`."""

    def focus_first(self) -> None:
        """Give the keyboard to the first sensible thing."""
        self.setFocus()

    def acts(self) -> tuple[Act, ...]:
        """What can be done on this page, for the palette and the keys."""
        return ()

    def main_act(self) -> bool:
        """Ctrl Enter. False when the page has no main act; then a session starts."""
        return False

    def place(self) -> Mapping[str, object]:
        """Caret, scroll and choice, to come back to after a lock: ids and numbers, never a client's word."""
        return {}

    def return_to(self, place: Mapping[str, object]) -> None:
        """Take up the place again."""

    def open_again(self, kind: str, *ids: str) -> None:
        """Open that sheet of this page anew (`Overlay.opened_by`)."""

    def leave(self) -> bool:
        """About to be left: write what waits. False when the disk refused; the text still waits."""
        return self.desk.autosave.flush()

    def tell(self, saved: Saved) -> None:
        """Let everybody know of a write that was done at once."""
        self.wrote.emit(saved)


def gap_below_tabs() -> QWidget:
    """What keeps the first card off the line under the tabs: page.head.put(gap_below_tabs())."""
    gap = QWidget()
    gap.setFixedHeight(2)
    return gap
