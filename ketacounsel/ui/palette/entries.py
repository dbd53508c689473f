"""What the palette offers for the words typed so far. No pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.ids import ClientId
from ketacounsel.core.names import folded
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act, Go

CLIENTS_ONLY, ACTIONS_ONLY = "@", ">"
MOST_CLIENTS, MOST_PLACES, LIKELY = 6, 5, 3
PLACES = {
    "today": ("Today", "today"),
    "clients": ("Clients", "clients"),
    "settings": ("Settings", "settings"),
}
STATUS_WORDS = {
    "inquiry": "inquiry",
    "active": "active client",
    "paused": "paused",
    "discharged": "discharged",
}
CLIENT_ACTS = (
    ("Start session for {0}", "play", "session", "", "start"),
    ("Infusions of {0}", "infusion", "client", "infusions", ""),
    ("Measures of {0}", "measure", "client", "measures", ""),
    ("Progress report for {0}", "reports", "report", "", ""),
)
Span = tuple[int, int]
First = tuple[ClientId, str, int]
"""The first client found: who, by what name, and for how many of the first words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. A heading has no `run`; `marks` are the matched stretches of the title."""

    title: str = field(repr=False)
    detail: str = field(default="", repr=False)
    icon: str = ""
    keys: str = ""
    marks: tuple[Span, ...] = ()
    run: Callable[[], None] | None = field(default=None, repr=False)

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.title, self.detail, self.keys) if part)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the palette knows: the records, what can be done here, and where the counselor was."""

    desk: Desk
    acts: Sequence[Act]
    recent: Sequence[Go]
    go: Callable[[Go], None]


def offers(ground: Ground, typed: str) -> tuple[Entry, ...]:
    """Groups with their headings, or what to do when there is nothing."""
    text = typed.strip()
    if not text:
        return (*_group("Last places", _places(ground)), *_group("Actions", _likely(ground)))
    if text.startswith(ACTIONS_ONLY):
        return _or_nothing(_group("Actions", _acts(ground, text[1:].split())), text[1:].strip())
    if text.startswith(CLIENTS_ONLY):
        found, _ = _clients(ground, text[1:].split())
        return _or_nothing(_group("Clients", found), text[1:].strip(), ground)
    found, first, done = _found(ground, text.split())
    doable = _group("Actions", [*done, *_acts(ground, text.split())])
    clients = _group("Clients", found)
    for_client = first is not None and first[2] < len(text.split())
    return _or_nothing((*doable, *clients) if for_client else (*clients, *doable), text, ground)


def marks(title: str, words: Iterable[str]) -> tuple[Span, ...]:
    """Where the title begins a word with something that was typed; accents don't matter."""
    letters = "".join(folded(letter)[:1] or " " for letter in title)
    found: set[Span] = set()
    for word in words:
        wanted = folded(word)
        at = letters.find(wanted) if wanted else -1
        while at > 0 and letters[at - 1].isalnum():
            at = letters.find(wanted, at + 1)
        if at >= 0:
            found.add((at, at + len(wanted)))
    return tuple(sorted(found))


def _group(heading: str, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    return (Entry(heading), *entries) if entries else ()


def _or_nothing(found: tuple[Entry, ...], text: str, ground: Ground | None = None) -> tuple[Entry, ...]:
    if found:
        return found
    nothing = Entry(f"Nothing found for “{text}”")
    if ground is None or not text:
        return (nothing,)
    add = Entry(f"Add client “{text}”", "Opens a sheet; nothing is added yet", "user-round-plus")
    return (nothing, _with_run(add, ground, Go("clients", act="add", words=text)))


def _with_run(entry: Entry, ground: Ground, go: Go) -> Entry:
    def run() -> None:
        ground.go(go)

    return Entry(entry.title, entry.detail, entry.icon, entry.keys, entry.marks, run)


def _places(ground: Ground) -> list[Entry]:
    """The last places, each once, the newest first."""
    found: list[Entry] = []
    seen: set[tuple[str, str]] = set()
    for go in ground.recent:
        key = (go.screen, go.client_id)
        if key in seen or len(found) == MOST_PLACES:
            continue
        seen.add(key)
        if go.screen in PLACES:
            name, icon = PLACES[go.screen]
            found.append(_with_run(Entry(name, "", icon), ground, Go(go.screen)))
        elif go.screen == "client" and go.client_id:
            found += _place_of_client(ground, go)
    return found


def _place_of_client(ground: Ground, go: Go) -> list[Entry]:
    try:
        client = ground.desk.clients.get(ClientId(go.client_id))
    except (KeyError, KetaCounselError):
        return []
    detail = f"{client.file_no} · {STATUS_WORDS.get(client.details.status, '')}"
    named = Entry(client.name, detail, "user-round")
    return [_with_run(named, ground, Go("client", client_id=go.client_id, tab=go.tab))]


def _likely(ground: Ground) -> list[Entry]:
    """What this screen does, and adding a client."""
    chosen = list(ground.acts[:LIKELY])
    chosen += [act for act in ground.acts if act.name == "Add client" and act not in chosen]
    return [_entry_of(act, ()) for act in chosen]


def _clients(ground: Ground, words: Sequence[str]) -> tuple[list[Entry], First | None]:
    """Clients for as many of the first words as a client answers to, and the first with that number."""
    for count in range(len(words), 0, -1):
        found = ground.desk.clients.find(" ".join(words[:count]), MOST_CLIENTS)
        if found:
            entries = []
            for client_id, name, file_no, status in found:
                detail = f"{file_no} · {STATUS_WORDS.get(status, status)}"
                entry = Entry(name, detail, "user-round", "", marks(name, words[:count]))
                entries.append(_with_run(entry, ground, Go("client", client_id=client_id)))
            return entries, (found[0][0], found[0][1], count)
    return [], None


def _found(ground: Ground, words: Sequence[str]) -> tuple[list[Entry], First | None, list[Entry]]:
    """Clients and what can be done for the first of them: "maren report" as well as "report maren"."""
    found, first = _clients(ground, words)
    done = _client_acts(ground, first, words)
    for begin in range(1, 0 if done else len(words)):
        turned = [*words[begin:], *words[:begin]]
        named, whose = _clients(ground, turned)
        if whose is not None and whose[2] == len(words) - begin:
            wished = _client_acts(ground, whose, turned)
            if wished:
                return named, whose, wished
    return found, first, done


def _client_acts(ground: Ground, first: First | None, words: Sequence[str]) -> list[Entry]:
    """What can be done for the first client found; the words after the name choose among it."""
    if first is None:
        return []
    client_id, name, count = first
    rest = words[count:]
    found = []
    for title, icon, screen, tab, act in CLIENT_ACTS:
        if all(marks(title, [word]) for word in rest):
            named = title.format(name)
            keys = "Ctrl+Return" if act == "start" else ""
            entry = Entry(named, "", icon, keys, marks(named, words))
            found.append(_with_run(entry, ground, Go(screen, client_id=client_id, tab=tab, act=act)))
    return found


def _acts(ground: Ground, words: Sequence[str]) -> list[Entry]:
    """Acts that every word begins a word of."""
    named = [act for act in ground.acts if all(marks(act.name, [word]) for word in words)]
    return [_entry_of(act, words) for act in named]


def _entry_of(act: Act, words: Sequence[str]) -> Entry:
    return Entry(act.name, "", _icon(act.name), act.keys, marks(act.name, words), act.run)


def _icon(name: str) -> str:
    known = {
        "Today": "today",
        "Clients": "clients",
        "Add client": "user-round-plus",
        "Settings": "settings",
        "Keys for this screen": "keyboard",
        "Light or dark": "sun-moon",
        "Larger text": "text-cursor-input",
        "Smaller text": "text-cursor-input",
        "Client view": "client_view",
        "Lock": "lock",
    }
    begins = (("Start", "play"), ("Book", "booked"), ("Add", "plus"), ("Print", "print"), ("Sign", "sign"))
    return known.get(name) or next((icon for start, icon in begins if name.startswith(start)), "arrow-right")
