"""A wish to be somewhere: which screen, whose client, which tab, which thing. The shell grants it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Go:
    """Where to go. `screen` is one of today, clients, client, session, measure, note, report, settings;
    "practice" opens the practice set in a window of its own, "restore" the backup whose path is `thing`
    (act "undo": the records from before a restore, by the id of that set).

    `tab` is a tab of the client; `thing` an id there (session, note, infusion, sitting);
    `act` is done on arrival: "add" opens the sheet, "start" starts, "book" books, "review" walks the notes.
    `words` were typed on the way (a new client's name); they are never kept with the place.
    """

    screen: str
    client_id: str = ""
    tab: str = ""
    thing: str = ""
    act: str = ""
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Act:
    """Something the screen can do now, offered in the palette and on a key ("" for none)."""

    name: str
    run: Callable[[], None]
    keys: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands in the top bar: words to go back along, then where we are; a chip beside it."""

    title: str
    crumbs: tuple[tuple[str, Go], ...] = ()
    chip: str = ""
    chip_tone: str = "warning"
