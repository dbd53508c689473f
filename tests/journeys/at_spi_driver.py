"""Drives a program through the accessibility tree only, as a screen reader or a switch would.

Run by the system's Python, which has pyatspi; nothing of the program is imported here.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pyatspi

PATIENCE_S = 60.0
BUTTON = ("push button", "button", "toggle button")
GROUP = ("filler", "panel", "dialog")
RADIO = ("radio button",)
FIELD = ("text", "password text", "entry")
GONE = (LookupError, RuntimeError, NotImplementedError, AttributeError, TypeError)
_MOMENT = threading.Event()


class Hand:
    """Looks for things by what they are and what they are called, and works them."""

    def __init__(self, app_name: str) -> None:
        self.app_name = app_name

    def all(self, roles: tuple[str, ...], name: str, inside: str = "") -> Iterator[Any]:
        """Everything shown of that role whose name fits, below what is called `inside`."""
        for window in self.windows():
            for top in (
                [one for one in _below(window) if _fits(one, GROUP, inside)][:1] if inside else [window]
            ):
                yield from (one for one in _below(top) if _fits(one, roles, name))

    def windows(self) -> Iterator[Any]:
        """The newest first, so that a dialog comes before what it stands on."""
        for root in pyatspi.Registry.getDesktop(0):
            if root is not None and root.name == self.app_name:
                yield from reversed([window for window in root if window is not None])

    def find(self, roles: tuple[str, ...], name: str, inside: str = "") -> Any:
        return next(self.all(roles, name, inside), None)

    def see(self, roles: tuple[str, ...], name: str) -> Any:
        """Wait until it is there."""
        return self.wait(lambda: self.find(roles, name), f"{roles[0]} {name}")

    def wait(self, look: Callable[[], Any], what: str) -> Any:
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            try:
                found = look()
            except GONE:  # it went away while one looked
                found = None
            if found:
                return found
            _MOMENT.wait(0.1)
        raise SystemExit(f"did not find {what}; shown was:\n{self.told()}")

    def press(self, name: str, roles: tuple[str, ...] = BUTTON, inside: str = "") -> None:
        """Do what the thing offers: press, toggle, choose."""

        def act() -> bool:
            thing = self.find(roles, name, inside)
            return thing is not None and _enabled(thing) and _act(thing)

        self.wait(act, f"{roles[0]} {name} that can be pressed")

    def write(self, name: str, text: str, inside: str = "") -> None:
        """Put words into a field, through the interface for editable text."""

        def put() -> bool:
            thing = self.find(FIELD, name, inside)
            if thing is None:
                return False
            thing.queryComponent().grabFocus()
            return bool(thing.queryEditableText().setTextContents(text))

        self.wait(put, f"field {name}")

    def told(self) -> str:
        """All that a screen reader could say now."""
        seen = (one for window in self.windows() for one in _below(window))
        return "\n".join(f"{one.getRoleName()} | {one.name}" for one in seen if one.name)


def _below(thing: Any) -> Iterator[Any]:
    """The thing and all that is shown in it."""
    if thing is None:
        return
    yield thing
    for child in thing:
        if child is not None and child.getState().contains(pyatspi.STATE_SHOWING):
            yield from _below(child)


def _fits(thing: Any, roles: tuple[str, ...], name: str) -> bool:
    return thing.getRoleName() in roles and re.search(name, thing.name) is not None


def _enabled(thing: Any) -> bool:
    return bool(thing.getState().contains(pyatspi.STATE_ENABLED))


def _act(thing: Any) -> bool:
    offered = thing.queryAction()
    names = [offered.getName(place) for place in range(offered.nActions)]
    wanted = next((name for name in ("Press", "Toggle") if name in names), names[0])
    return bool(offered.doAction(names.index(wanted)))


def main_job(hand: Hand, told: dict[str, str]) -> None:
    """Unlock, a client, an infusion, the session, the note, the report."""
    unlock(hand, told)
    add_client(hand, told)
    hold_session(hand, told)
    sign(hand, told)
    save_report(hand, told)


def unlock(hand: Hand, told: dict[str, str]) -> None:
    say("unlock")
    hand.write("^Passphrase", told["passphrase"])
    hand.press("^Unlock")


def add_client(hand: Hand, told: dict[str, str]) -> None:
    say("add a client and an infusion two days ago")
    hand.press("^Add client")
    hand.write("^Legal name", told["client"])
    hand.press("^Add$")
    hand.press("^Add infusion")
    sheet = "^Add infusion$"
    hand.write("^Date", told["day"], sheet)
    hand.write("^Start", told["time"], sheet)
    hand.press("^Given", RADIO, sheet)
    hand.press("^Add infusion$", inside=sheet)
    hand.press("^Not now")


def hold_session(hand: Hand, told: dict[str, str]) -> None:
    say("the session")
    hand.press("^Start session")
    hand.press(", 6 of 10$", RADIO)
    hand.press("^Next: Safety first")
    hand.press("^Enter the answers here")
    for question in ("wished you were dead", "better off", "past week", "ever tried"):
        hand.press(f"{question}.*: 0, No$", RADIO)
    hand.press("^Done$")
    hand.press("None of these$", ("check box",))
    hand.press("^Next: Tell it once through")
    hand.write("^In the client.s words, for the note", told["words"])
    hand.press("^Relief$", ("check box",))
    hand.press("^Next: What it might")
    hand.press("None yet$", ("check box",))
    hand.press("^End session")
    hand.press("^Draft the note")


def sign(hand: Hand, told: dict[str, str]) -> None:
    say("the note")
    hand.see(("label",), "^Before you sign")
    while hand.find(BUTTON, "^Keep as written"):
        hand.press("^Keep as written")
        _MOMENT.wait(0.3)
    hand.press("^Write under plan")
    hand.write("^Plan, ", told["plan"])
    for place, digit in enumerate(told["pin"], start=1):
        hand.write(f"^Signing PIN, digit {place} of 6", digit)
    hand.press("^Sign and lock")
    hand.see(BUTTON, "^Add addendum")


def save_report(hand: Hand, told: dict[str, str]) -> None:
    say("the report")
    hand.press(f"^{told['client']}")
    hand.press("^Report$")
    hand.write("^Reason to send it without a release", told["reason"])
    hand.press("^Save PDF")
    hand.press("^Choose where")
    hand.write("^File name", told["pdf"])
    hand.press("^Save$")
    hand.see(("label",), "^Filed with the record")


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main() -> int:
    told = json.loads(sys.argv[1])
    program = subprocess.Popen(told["program"])
    try:
        main_job(Hand(told["name"]), told)
    finally:
        program.terminate()
        program.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
