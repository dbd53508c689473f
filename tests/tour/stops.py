"""Every stop of the tour: its name, and what brings the window there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from ketacounsel.core.errors import NotOnDisk, WrongPassphrase
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.first_run.view import FirstRunWindow
from ketacounsel.ui.screens.settings.passphrase_sheet import PassphraseSheet
from ketacounsel.ui.screens.unlock.missing import MissingWindow
from ketacounsel.ui.screens.unlock.view import Sign, UnlockWindow
from ketacounsel.ui.shell import Shell
from tests.tour.visit import Stop, Visit

MAREN, IDRIS, HANA, DMITRI = "Maren Ostrowski", "Idris Bellamy", "Hana Whitlock", "Dmitri Sandoval"
NEXT = "Ctrl+Return"


def _refuse(_: str) -> object:
    raise WrongPassphrase


def unlock(visit: Visit) -> None:
    """Mock-up 01."""
    sign = Sign("Harbor Lane Counseling", "you", "14:20")
    visit.show(UnlockWindow(visit.jobs, with_passphrase=_refuse, with_recovery_key=_refuse, sign=sign))


def unlock_wrong(visit: Visit) -> None:
    """A passphrase that does not open these records."""
    unlock(visit)
    visit.type("something else altogether")
    visit.keys("Return")


def missing(visit: Visit) -> None:
    """The records are not where they were."""
    visit.show(MissingWindow("/media/dana/Danas USB/records"))


def first_run(visit: Visit) -> None:
    """Mock-up 02, its first page."""
    visit.show(FirstRunWindow(visit.jobs, Path("/media/dana/Records"), visit.clock))


def first_run_you(visit: Visit) -> None:
    """Who you are."""
    first_run(visit)
    visit.press("Begin")


def today(visit: Visit) -> None:
    """Mock-up 03."""
    visit.go("today")


def today_first_day(visit: Visit) -> None:
    """Mock-up 19."""
    visit.shell("empty").go(Go("today"))
    visit.settle()


def clients(visit: Visit) -> None:
    """Mock-up 04."""
    visit.go("clients")


def clients_add(visit: Visit) -> None:
    """The sheet that opens a file."""
    visit.go("clients", act="add")


def _tab(name: str, tab: str, **more: str) -> Stop:
    return lambda visit: visit.go("client", name, tab=tab, **more)


def runner(visit: Visit) -> Shell:
    """The session that is booked for 14:30, just begun."""
    shell = visit.shell()
    maren = visit.client(MAREN)
    booked = next(one for one in visit.desk.sessions.list(maren) if one.place_words == "Infusion 3, day +2")
    shell.go(Go("session", client_id=maren, thing=booked.id, act="start"))
    visit.settle()
    return shell


def runner_safety_step(visit: Visit) -> None:
    """Its second step, with the ASQ in it."""
    runner(visit)
    visit.keys(NEXT)


def runner_tell(visit: Visit) -> None:
    """Mock-up 06 in its look: words and themes."""
    runner(visit)
    visit.keys(NEXT, NEXT)


def runner_meaning(visit: Visit) -> None:
    """The step with rows."""
    runner(visit)
    visit.keys(NEXT, NEXT, NEXT)


def runner_close(visit: Visit) -> None:
    """The last step."""
    runner(visit)
    visit.keys(*(NEXT,) * 7)


def runner_safety(visit: Visit) -> None:
    """Mock-up 15: the safety follow-up within the session."""
    runner(visit)
    visit.keys("Ctrl+Shift+S")


def runner_paused(visit: Visit) -> None:
    """The quiet cover of a pause."""
    runner(visit)
    visit.keys("Ctrl+Shift+P")


def runner_end(visit: Visit) -> None:
    """The sheet that ends a session."""
    runner(visit)
    visit.keys("Ctrl+Shift+E")


def runner_not_on_disk(visit: Visit) -> None:
    """Mock-up 22: the disk refuses."""
    runner(visit)
    visit.desk.autosave.refused.emit(NotOnDisk())
    visit.settle()


def running_elsewhere(visit: Visit) -> None:
    """A session goes on while another screen is open."""
    runner(visit).go(Go("today"))
    visit.settle()


def measure_table(visit: Visit) -> None:
    """The counselor's form of a measure."""
    visit.go("measure", HANA, thing="who5", act="table")


def measure_client(visit: Visit) -> None:
    """Mock-up 07."""
    visit.go("measure", HANA, thing="phq9", act="client")


def note_draft(visit: Visit) -> None:
    """Mock-up 08."""
    shell = visit.shell()
    shell.go(Go("note", client_id=visit.client(DMITRI), thing=visit.note(DMITRI)))
    visit.settle()


def note_review(visit: Visit) -> None:
    """Notes to sign, in turn."""
    visit.go("note", act="review")


def note_signed(visit: Visit) -> None:
    """Mock-up 09."""
    shell = visit.shell()
    shell.go(Go("note", client_id=visit.client(MAREN), thing=visit.note(MAREN)))
    visit.settle()


def report(visit: Visit) -> None:
    """Mock-up 11."""
    visit.go("report", MAREN)
    visit.settle(600)


def palette(visit: Visit) -> None:
    """Mock-up 12."""
    shell = visit.go("today")
    shell.open_palette()
    visit.settle()
    visit.type("mar")


def keys_sheet(visit: Visit) -> None:
    """The keys of a screen."""
    visit.go("today").open_keys()
    visit.settle()


def cover(visit: Visit) -> None:
    """F9 anywhere but in a session."""
    visit.go("today").cover()
    visit.settle()


def settings(visit: Visit) -> None:
    """Mock-up 14 in its frame."""
    visit.go("settings")


def _security(press: str = "", *, backups: int = 0) -> Stop:
    """Mock-up 14 with some backups, or what one of its buttons opens."""

    def stop(visit: Visit) -> None:
        shell = visit.shell()
        for _ in range(backups):
            if visit.desk.safekeeping is not None:
                visit.desk.safekeeping.backups.make()
            visit.clock.at += timedelta(hours=22)
        shell.go(Go("settings", tab="security"))
        visit.settle()
        if press:
            visit.press(press)
            visit.settle()

    return stop


def passphrase_offered(visit: Visit) -> None:
    """Who came in with the recovery key is offered a new passphrase."""
    shell = visit.go("today")
    if visit.desk.safekeeping is not None:
        PassphraseSheet(visit.desk, visit.desk.safekeeping, "0" * 30).open_over(shell)
    visit.settle()


def audit_of_client(visit: Visit) -> None:
    """All lines of a client's audit."""
    visit.go("client", MAREN, tab="details")
    visit.press("All lines of this client’s audit")


STOPS: dict[str, Stop] = {
    "unlock": unlock,
    "unlock-wrong": unlock_wrong,
    "unlock-missing": missing,
    "first-run": first_run,
    "first-run-you": first_run_you,
    "today": today,
    "today-first-day": today_first_day,
    "clients": clients,
    "clients-add": clients_add,
    "client-overview": _tab(MAREN, "overview"),
    "client-overview-safety": _tab(DMITRI, "overview"),
    "client-overview-first": _tab(HANA, "overview"),
    "client-overview-complete": _tab("Noor Halloran", "overview"),
    "client-sessions": _tab(MAREN, "sessions"),
    "client-infusions": _tab(MAREN, "infusions"),
    "client-add-infusion": _tab(MAREN, "infusions", act="add"),
    "client-book": _tab(MAREN, "sessions", act="book"),
    "client-measures": _tab(MAREN, "measures"),
    "client-goals": _tab(MAREN, "goals"),
    "client-plan": _tab(MAREN, "plan"),
    "client-details": _tab(MAREN, "details"),
    "runner": runner,
    "runner-safety-step": runner_safety_step,
    "runner-tell": runner_tell,
    "runner-meaning": runner_meaning,
    "runner-close": runner_close,
    "runner-safety": runner_safety,
    "runner-paused": runner_paused,
    "runner-end": runner_end,
    "runner-not-on-disk": runner_not_on_disk,
    "running-elsewhere": running_elsewhere,
    "measure-table": measure_table,
    "measure-client": measure_client,
    "note-draft": note_draft,
    "note-review": note_review,
    "note-signed": note_signed,
    "report": report,
    "palette": palette,
    "keys": keys_sheet,
    "cover": cover,
    "settings": settings,
    "settings-security": _security(backups=3),
    "settings-security-new": _security(),
    "settings-verify": _security("Verify these records"),
    "settings-on-disk": _security("Show the file as it is on disk"),
    "settings-passphrase": _security("Change the passphrase"),
    "settings-recovery-key": _security("Make a new recovery key"),
    "settings-access": _security("Show who can open these records"),
    "settings-audit": lambda visit: visit.go("settings", tab="audit"),
    "client-audit": audit_of_client,
    "passphrase-offered": passphrase_offered,
    "settings-look": lambda visit: visit.go("settings", tab="look"),
    "settings-keyboard": lambda visit: visit.go("settings", tab="keyboard"),
    "settings-about": lambda visit: visit.go("settings", tab="about"),
}
