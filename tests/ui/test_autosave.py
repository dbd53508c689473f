"""Typed words on their way to the disk: what is tried again, what is told, and what does not wait for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketacounsel.core.changes import Saved
from ketacounsel.core.errors import BadInput, ChangedElsewhere, NoteSigned, NotOnDisk, NotThere
from ketacounsel.ui.autosave import Autosave

SAVED = Saved(datetime(2026, 10, 15, 19, 53, tzinfo=UTC), frozenset())


def _refuse(problem: Exception) -> Callable[[], Saved]:
    def write() -> Saved:
        raise problem

    return write


def _write(done: list[str], word: str) -> Callable[[], Saved]:
    def write() -> Saved:
        done.append(word)
        return SAVED

    return write


@pytest.mark.parametrize(
    "problem", [BadInput("x"), ChangedElsewhere(), NoteSigned(), NotThere(), RuntimeError("gone"), KeyError()]
)
def test_a_write_that_can_never_be_done_is_told_once_and_holds_up_no_other(
    qapp: QApplication, problem: Exception
) -> None:
    autosave, done = Autosave(), list[str]()
    told: list[tuple[object, object]] = []
    disk: list[object] = []
    autosave.turned_away.connect(lambda key, why: told.append((key, why)))
    autosave.refused.connect(disk.append)
    autosave.put("first", _refuse(problem))
    autosave.put("second", _write(done, "second"))
    assert not autosave.flush()
    assert done == ["second"]
    assert told == [("first", problem)]
    assert not disk
    assert not autosave.waiting
    assert autosave.flush()


def test_only_the_disk_is_tried_again_and_what_fits_on_it_is_written(qtbot: QtBot) -> None:
    autosave, done = Autosave(), list[str]()
    full = True

    def large() -> Saved:
        if full:
            raise NotOnDisk
        done.append("large")
        return SAVED

    disk: list[object] = []
    autosave.refused.connect(disk.append)
    autosave.put("large", large)
    autosave.put("small", _write(done, "small"))
    assert not autosave.flush()
    assert done == ["small"]
    assert len(disk) == 1
    assert autosave.waiting
    full = False
    qtbot.waitUntil(lambda: done == ["small", "large"])
    assert not autosave.waiting


def test_who_hears_of_a_write_may_write_the_rest_without_it_being_done_twice(qapp: QApplication) -> None:
    autosave, done = Autosave(), list[str]()
    autosave.saved.connect(lambda _: autosave.flush())
    for word in ("a", "b", "c"):
        autosave.put(word, _write(done, word))
    assert autosave.flush()
    assert sorted(done) == ["a", "b", "c"]


def test_words_typed_while_the_rest_is_written_wait_for_their_turn(qtbot: QtBot) -> None:
    autosave, done = Autosave(), list[str]()
    autosave.saved.connect(lambda _: autosave.put("b", _write(done, "b")) if "b" not in done else None)
    autosave.put("a", _write(done, "a"))
    autosave.flush()
    qtbot.waitUntil(lambda: "b" in done)
