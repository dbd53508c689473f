"""The small sheets of the runner: why a step is left out, what an added one is called, which infusion."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketacounsel.core.ids import InfusionId
from ketacounsel.ui.screens.session.safety_plan import PlanView
from ketacounsel.ui.screens.session.side import InfusionFacts, JottingCard
from ketacounsel.ui.screens.session.viewmodel import REMOTE, Runner
from ketacounsel.ui.when import day_words
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.field import Field, TextField
from ketacounsel.ui.widgets.menu import Menu
from ketacounsel.ui.widgets.overlay import Drawer, Sheet
from ketacounsel.ui.widgets.text import TextBlock

HELD = ("in person", *REMOTE)


class LineSheet(Sheet):
    """One line of words and one act."""

    def __init__(
        self, title: str, sentence: str, label: str, act: str, done: Callable[[str], None], *, needed: str
    ) -> None:
        super().__init__(title)
        self._done, self._needed = done, needed
        self.line = TextField(label)
        self._field = Field(label, self.line)
        self.act, cancel = Button(act, "primary"), Button("Cancel", "soft")
        self.body.put(TextBlock(sentence, "body", "muted"), self._field)
        self.foot.put(None, cancel, self.act)
        cancel.clicked.connect(self.dismiss)
        self.act.clicked.connect(self._finish)
        self.line.returnPressed.connect(self._finish)

    def _finish(self) -> None:
        words = self.line.text().strip()
        if not words:
            self._field.set_error(self._needed)
            return
        self.dismiss()
        self._done(words)


def ask_why_skipped(runner: Runner, done: Callable[[str], None]) -> LineSheet:
    """For a step whose answers are wanted at signing."""
    hint = runner.words(runner.step.skip)
    sentence = hint or "Something in this step is wanted when the note is signed. One line of why settles it."
    return LineSheet(
        "Skip this step",
        sentence,
        "Why",
        "Skip this step",
        done,
        needed="One line is enough. Nothing was skipped.",
    )


def ask_step_title(done: Callable[[str], None]) -> LineSheet:
    """A free step, right after the present one."""
    sentence = "It comes right after this one, with room for words that go into the note."
    return LineSheet("Add a step", sentence, "What it is about", "Add", done, needed="A step needs a title.")


def template_menu(runner: Runner, over: QWidget, done: Callable[[str], None]) -> Menu:
    """The templates that can be had instead."""
    menu = Menu("Templates", over)
    for one in runner.desk.sessions.offered_templates():
        icon = "check" if one.id == runner.head.template_id else ""
        menu.add(one.title, partial(done, one.id), icon=icon)
    menu.open_below(over)
    return menu


def modality_menu(runner: Runner, over: QWidget, done: Callable[[str], None]) -> Menu:
    """How the session is held."""
    menu = Menu("How the session is held", over)
    for words in HELD:
        icon = "check" if words == runner.modality else ""
        menu.add(words[:1].upper() + words[1:], partial(done, words), icon=icon)
    menu.open_below(over)
    return menu


def link_menu(runner: Runner, over: QWidget, done: Callable[[InfusionId, bool], None]) -> Menu:
    """The client's infusions, the newest first; `done` hears which, and whether it was given."""
    menu = Menu("Infusions", over)
    standing = [
        one for one in runner.desk.infusions.list(runner.client_id) if one.details.state != "cancelled"
    ]
    for one in sorted(standing, key=lambda infusion: infusion.details.starts_at, reverse=True):
        words = f"Infusion {one.number}, {day_words(one.details.starts_at, one.details.zone)}"
        menu.add(words, partial(done, one.id, one.given))
    if not standing:
        menu.add("No infusion on record", lambda: None, enabled=False)
    menu.open_below(over)
    return menu


def infusion_drawer(runner: Runner) -> Drawer:
    """The right panel over the right side of a narrow window: the infusion, or the safety plan."""
    drawer = Drawer("Beside the session")
    if runner.is_safety(runner.current):
        drawer.body.put(PlanView(runner))
    else:
        facts = InfusionFacts()
        facts.show_side(runner)
        drawer.body.put(facts)
    drawer.foot.put(None)
    return drawer


def jotting_drawer(runner: Runner) -> Drawer:
    """The private jotting over the right side of a narrow window. Ctrl J closes it again."""
    return _JottingDrawer(runner)


class _JottingDrawer(Drawer):
    def __init__(self, runner: Runner) -> None:
        super().__init__("Private jotting")
        self._card = JottingCard(tall=True)
        self._card.area.set_text(runner.jotting)
        self._card.edited.connect(runner.edit_jotting)
        self.body.put(self._card)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def focus_first(self) -> None:
        self._card.take_keyboard()
