"""What the shell expects of a screen: where it is, what it can do, and that nothing waits unsaved."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.core.changes import Topic
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.rescue_words import Trouble
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act, Go, Heading


class Screen(QWidget):
    """Base of every screen in the shell. A screen never opens another; it asks.

    Signals:
        go_requested: the counselor wants to be elsewhere (Go).
        heading_changed: the top bar should read otherwise (Heading).
        undo_offered: something was removed and can come back (str what, Callable undo).
        client_view_requested: the button that does what F9 does.
        rescue_place_requested: keep words that are not on the disk in another place.
        words_requested: show the words that the record did not take.
    """

    go_requested = Signal(object)
    heading_changed = Signal(object)
    undo_offered = Signal(str, object)
    client_view_requested = Signal()
    rescue_place_requested = Signal()
    words_requested = Signal()

    shows: frozenset[Topic] = frozenset()
    """Facts on this screen: it is told to read again when another screen changes one of them."""

    whole_window = False
    """True for modes that take the whole window, without rail and top bar."""

    keeps_window = False
    """True while somebody else sits at the computer: no key leads to another place."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    @classmethod
    def in_steps(cls, desk: Desk, parent: QWidget | None) -> Generator[None, None, Screen]:
        """The same as making it, in steps of a few milliseconds, for when nobody waits for it."""
        yield
        return cls(desk, parent)

    def make_ahead(self) -> Iterator[None]:
        """Make what is seen first before it is asked for, in steps of a few milliseconds."""
        return iter(())

    def arrive(self, go: Go) -> None:
        """Show what `go` asks for. Called each time the screen is opened."""
        raise NotImplementedError

    def reread(self) -> None:
        """Facts changed elsewhere; show them."""

    def heard(self, topics: frozenset[Topic], by: QObject | None) -> None:
        """Somebody changed facts; reread when they are shown here and it was not this screen."""
        if by is not self and topics & self.shows and self.isVisible():
            self.desk.autosave.flush()  # what is being typed is newer than what would be read
            self.reread()

    def heading(self) -> Heading:
        """What the top bar says."""
        raise NotImplementedError

    def acts(self) -> tuple[Act, ...]:
        """What can be done here, for the palette and the keys."""
        return ()

    def main_act(self) -> None:
        """Ctrl Enter."""

    def undo(self) -> None:
        """Ctrl Z where no field takes it."""

    def redo(self) -> None:
        """Ctrl Shift Z."""

    def client_view(self) -> bool:
        """F9: turn into something both can look at. False when this screen has no such view of its own."""
        return False

    def show_saved(self, words: str) -> None:
        """The time of the last true write, for screens with a bar of their own."""

    def show_saving(self) -> None:
        """A slow disk is being written to, for screens with a bar of their own."""

    def show_not_on_disk(self, trouble: Trouble) -> None:
        """The disk refused a write; the text stays and is tried again."""

    def show_problem(self, problem: KetaCounselError, *, kept: bool = False) -> None:
        """Something about this screen that is not the disk's doing, for screens with a bar of their own.

        `kept`: it is about words that can be shown.
        """

    def regions(self) -> tuple[QWidget, ...]:
        """The parts F6 walks through, in reading order."""
        return (self,)

    def place(self) -> Mapping[str, object]:
        """Caret, scroll and choice, to come back to after a lock. Never a client's word."""
        return {}

    def return_to(self, place: Mapping[str, object]) -> None:
        """Take up the place again."""

    def open_again(self, kind: str, *ids: str) -> None:
        """Open that sheet of this screen anew (`Overlay.opened_by`); nothing when its thing is gone."""

    def leave(self) -> bool:
        """About to be left, locked or closed: write what waits. False keeps nothing back, it only tells."""
        return self.desk.autosave.flush()
