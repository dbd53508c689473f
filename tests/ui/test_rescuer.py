"""Typed words when the disk takes none: kept elsewhere within a moment, said where, and brought home."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ketacounsel.core.changes import Saved
from ketacounsel.core.disk_errors import DiskFull
from ketacounsel.core.errors import NoteSigned, RecordsReplaced
from ketacounsel.core.ids import ClientId
from ketacounsel.core.rescue import Words
from ketacounsel.core.rescue_words import trouble
from ketacounsel.services.office import Office
from ketacounsel.services.records import Records
from ketacounsel.services.rescue import Rescue
from ketacounsel.services.rescue_places import RescuePlaces
from ketacounsel.store.rescue_file import SUFFIX, Envelope
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.parts.beside_list import WordsCard, WordsSheet
from ketacounsel.ui.rescuer import Rescuer
from ketacounsel.ui.shell import Shell
from ketacounsel.ui.theme import apply_theme
from ketacounsel.ui.widgets.overlay import Question
from ketacounsel.ui.widgets.text import TextBlock
from ketacounsel.wiring import make_desk
from tests.services.harbor_lane import DANA, DANAS_OWN_KEY

TYPED = "12 Harbor Lane, back door"


class Disk:
    """A disk that can be full."""

    full = False

    def write(self, desk: Desk, client: ClientId, text: str) -> Saved:
        if self.full:
            raise DiskFull
        return desk.clients.patch(client, {"address": text})


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def computer(tmp_path: Path) -> Path:
    return tmp_path / "computer"


def sitting(office: Office, records: Records, computer: Path) -> Desk:
    places = RescuePlaces(computer.parent / "records", computer, roots=lambda: ())
    rescue = Rescue(office, records, Envelope("a" * 32, DANA, b"r" * 32, DANAS_OWN_KEY), places)
    return make_desk(office, Jobs(), rescue=rescue)


@pytest.fixture
def desk(office: Office, records: Records, computer: Path, qapp: QApplication) -> Iterator[Desk]:
    apply_theme(qapp, "light", 1.0)
    made = sitting(office, records, computer)
    yield made
    made.autosave.flush()
    rescuer_of(made).finish()
    made.jobs.finish()


@pytest.fixture
def shell(desk: Desk, qtbot: QtBot) -> Shell:
    window = Shell(desk)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.go(Go("today"))
    window.show()
    return window


def rescuer_of(desk: Desk) -> Rescuer:
    assert desk.rescuer is not None
    return desk.rescuer


def type_in(desk: Desk, disk: Disk, client: ClientId, text: str = TYPED) -> None:
    words = Words("client", client, "address", text)
    desk.autosave.put(("client", client, "address"), lambda: disk.write(desk, client, text), lambda: words)


def copies(computer: Path) -> list[Path]:
    return list(computer.glob(f"*{SUFFIX}"))


def address(desk: Desk, client: ClientId) -> str:
    return desk.clients.get(client).details.address


def test_words_the_disk_refuses_are_in_a_rescue_copy_and_the_band_says_so(
    shell: Shell, disk: Disk, maren: ClientId, computer: Path, qtbot: QtBot
) -> None:
    disk.full = True
    type_in(shell.desk, disk, maren)
    shell.desk.autosave.flush()
    band = shell._frame.band  # noqa: SLF001 - its one place
    assert band.isVisible() and "keep it open" in band.message()
    qtbot.waitUntil(lambda: "rescue copy" in band.message(), timeout=3000)
    assert band.message() == (
        "The disk is full, so new words can’t be saved to it. Nothing is lost. "
        "Everything up to 13:52 is saved. What you typed since then is in a rescue copy on this computer, "
        "encrypted. Keep going; we try the disk again every 10 seconds."
    )
    assert len(copies(computer)) == 1
    disk.full = False
    band.retry.click()
    assert not band.isVisible()
    assert copies(computer) == []
    assert address(shell.desk, maren) == TYPED


def test_what_is_typed_on_is_in_the_copy_within_a_second(
    desk: Desk, disk: Disk, maren: ClientId, computer: Path, office: Office, records: Records, qtbot: QtBot
) -> None:
    disk.full = True
    type_in(desk, disk, maren, "first")
    desk.autosave.flush()
    for _ in range(4):
        desk.autosave.flush()  # the disk is tried again only after ten seconds now
    qtbot.waitUntil(lambda: len(copies(computer)) == 1, timeout=3000)
    type_in(desk, disk, maren, "first and second")
    other = sitting(office, records, computer)
    service = rescuer_of(other)._rescue  # noqa: SLF001
    qtbot.waitUntil(lambda: [one.words.value for one in service.find()] == ["first and second"], timeout=1000)
    rescuer_of(other).finish()
    disk.full = False


def test_the_window_closes_without_asking_when_the_words_are_rescued_and_the_next_has_them(
    shell: Shell,
    disk: Disk,
    maren: ClientId,
    computer: Path,
    office: Office,
    records: Records,
    qtbot: QtBot,
) -> None:
    disk.full = True
    type_in(shell.desk, disk, maren)
    assert shell.put_away()  # also before a lock
    assert shell.close()
    assert not shell.findChildren(Question)
    shell.desk.autosave.drop(("client", maren, "address"))
    assert address(shell.desk, maren) == ""
    later = sitting(office, records, computer)
    assert rescuer_of(later).bring_home() == 1
    assert address(later, maren) == TYPED
    assert copies(computer) == []
    rescuer_of(later).finish()


def test_where_nothing_takes_them_the_window_stays_open(
    shell: Shell, disk: Disk, maren: ClientId, computer: Path, qtbot: QtBot
) -> None:
    computer.write_text("in the way")
    disk.full = True
    type_in(shell.desk, disk, maren)
    assert not shell.put_away()
    assert not shell.close()
    assert len(shell.findChildren(Question)) == 1
    assert "only in this window, so keep it open" in shell._frame.band.message()  # noqa: SLF001
    disk.full = False


def test_another_place_is_chosen_by_hand(
    shell: Shell, disk: Disk, maren: ClientId, tmp_path: Path, computer: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "Dana's USB"
    stick.mkdir()
    disk.full = True
    type_in(shell.desk, disk, maren)
    shell.desk.autosave.flush()
    qtbot.waitUntil(lambda: len(copies(computer)) == 1, timeout=3000)
    rescuer_of(shell.desk).choose(stick)
    assert "in a rescue copy on “Dana's USB”, encrypted." in shell._frame.band.message()  # noqa: SLF001
    assert len(copies(stick)) == 1 and copies(computer) == []
    disk.full = False


def test_a_full_disk_that_made_room_is_written_to_at_once(desk: Desk, maren: ClientId) -> None:
    tries: list[str] = []

    def write() -> Saved:
        tries.append("try")
        if len(tries) == 1:
            raise DiskFull(room_made=True)
        return desk.clients.patch(maren, {"address": TYPED})

    desk.autosave.put("address", write)
    assert desk.autosave.flush()
    assert tries == ["try", "try"]


def test_words_a_record_refuses_stay_to_be_copied_put_back_or_discarded(
    shell: Shell, maren: ClientId, computer: Path, qtbot: QtBot
) -> None:
    def write() -> Saved:
        raise NoteSigned

    words = Words("client", maren, "address", TYPED)
    shell.desk.autosave.put("address", write, lambda: words)
    shell.desk.autosave.flush()
    assert "This note is signed. The words are kept beside the record." in " ".join(
        one.accessibleName()
        for one in shell.findChildren(type(shell._frame._problem))  # noqa: SLF001
    )
    qtbot.waitUntil(lambda: len(copies(computer)) == 1, timeout=3000)
    shell.go(Go("clients"))
    shell._frame.words_requested.emit()  # noqa: SLF001 - the button Show them
    sheet = shell.findChildren(WordsSheet)[0]
    told = {button.text(): button for button in sheet.list.findChildren(QPushButton)}
    told["Copy"].click()
    assert QGuiApplication.clipboard().text() == TYPED
    told["Put back"].click()
    assert address(shell.desk, maren) == TYPED
    assert rescuer_of(shell.desk).beside() == ()
    assert copies(computer) == []


def test_words_that_were_overtaken_stand_on_today(
    desk: Desk, disk: Disk, maren: ClientId, computer: Path, office: Office, records: Records, qtbot: QtBot
) -> None:
    disk.full = True
    type_in(desk, disk, maren)
    desk.autosave.flush()
    assert rescuer_of(desk).keep_now()
    desk.autosave.drop(("client", maren, "address"))
    desk.clients.patch(maren, {"address": "typed again"})
    later = sitting(office, records, computer)
    rescuer_of(later).bring_home()
    window = Shell(later)
    qtbot.addWidget(window)
    window.go(Go("today"))
    window.show()
    card = window.findChildren(WordsCard)[0]
    assert card.isVisible()
    assert TYPED in [label.text() for label in card.findChildren(TextBlock) if label.isVisible()]
    assert address(later, maren) == "typed again"
    rescuer_of(later).finish()
    later.jobs.finish()


def test_the_sentence_follows_the_cause() -> None:
    refusal = RecordsReplaced()
    assert "open the records again" in trouble(refusal, "15:04", "Dana’s USB").more
    full = trouble(DiskFull(), "", "")
    assert full.more.startswith("What you typed is only in this window")
    assert full.what.endswith("Nothing is lost.")


def test_on_a_slow_disk_the_window_waits_rarely_and_the_words_are_safe_meanwhile(
    desk: Desk, maren: ClientId, computer: Path, qtbot: QtBot
) -> None:
    done: list[str] = []
    told: list[str] = []
    desk.autosave.saving.connect(lambda: told.append("Saving…"))

    def slow(text: str) -> Saved:
        threading.Event().wait(0.45)
        done.append(text)
        return desk.clients.patch(maren, {"address": text})

    def type_slowly(text: str) -> None:
        words = Words("client", maren, "address", text)
        desk.autosave.put("address", lambda: slow(text), lambda: words)

    type_slowly("first")
    qtbot.waitUntil(lambda: done == ["first"], timeout=2000)
    assert told == []
    type_slowly("first and second")
    qtbot.waitUntil(lambda: len(copies(computer)) == 1, timeout=1000)
    assert done == ["first"]
    qtbot.waitUntil(lambda: done == ["first", "first and second"], timeout=5000)
    assert told == ["Saving…"]
    qtbot.waitUntil(lambda: copies(computer) == [], timeout=1000)
