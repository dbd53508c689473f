"""What somebody at the screen sees: tests look at words and sheets, not at the parts they are made of."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QLabel, QWidget

from ketacounsel.ui.widgets.menu import Menu

Kind = TypeVar("Kind", bound=QWidget)


def shown(around: QWidget) -> list[str]:
    """The words that can be seen."""
    return [label.text() for label in around.findChildren(QLabel) if label.isVisible()]


def the(around: QWidget, kind: type[Kind]) -> Kind:
    """The only one of its kind that can be seen."""
    (found,) = (one for one in around.findChildren(kind) if one.isVisible())
    return found


def choose(around: QWidget, words: str) -> None:
    """A line of the menu that is open, and the menu is gone."""
    menu = the(around, Menu)
    next(line for line in menu.actions() if line.text() == words).trigger()
    menu.close()


def named(around: QWidget) -> set[str]:
    """What a screen reader calls the things that can be seen."""
    return {one.accessibleName() for one in around.findChildren(QWidget) if one.isVisible()} - {""}
