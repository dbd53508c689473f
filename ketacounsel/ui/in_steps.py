"""A screen made beforehand, a few milliseconds at a time: its parts one by one, then their dress."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from PySide6.QtWidgets import QWidget

    P = TypeVar("P", bound=DataclassInstance)

T = TypeVar("T")

DRESSED_AT_ONCE = 8


def parts_in_steps(kind: type[P]) -> Generator[None, None, P]:
    """The parts of a screen as its dataclass makes them, one a step."""
    made: dict[str, object] = {}
    for part in fields(kind):
        if callable(part.default_factory):
            made[part.name] = part.default_factory()
        yield
    return kind(**made)


def finished(steps: Generator[None, None, T]) -> T:
    """What the steps make, at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return cast("T", end.value)


def dress(page: QWidget) -> Iterator[None]:
    """What a page does when it is first shown, before it is: the look of each of its parts."""
    from PySide6.QtWidgets import QWidget

    for count, part in enumerate(reversed(page.findChildren(QWidget))):
        part.ensurePolished()
        if count % DRESSED_AT_ONCE == 0:
            yield
