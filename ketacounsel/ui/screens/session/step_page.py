"""One step in the middle of the runner: its number, its title, the question, and what it records."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ketacounsel.core.risk import PATHS
from ketacounsel.core.templates import Field, Step
from ketacounsel.ui.screens.session.fields import make_editor
from ketacounsel.ui.screens.session.fields.base import FieldEditor, Ground
from ketacounsel.ui.screens.session.fields.told import Told
from ketacounsel.ui.screens.session.viewmodel import Runner
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.layout import column, row
from ketacounsel.ui.widgets.text import HeadingLabel, Text, TextBlock


class StepPage(QWidget):
    """The page of a step; made when it is first opened, and kept.

    Signals:
        edited: an answer changed (the field's key).
        undo_offered: something was taken out and can come back (str what, Callable undo).
    """

    edited = Signal(str)
    undo_offered = Signal(str, object)

    def __init__(self, runner: Runner, step: Step, ground: Ground) -> None:
        super().__init__()
        self.step, self._runner = step, runner
        self._prompt_at = 0
        self._n_of_m = Text("", "caption", "accent", 600)
        self.title = HeadingLabel(runner.words(step.title), "page")
        self.title.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.prompt = TextBlock("", "prompt")
        self._other = Button("", "link", "rotate-ccw")
        self._other.clicked.connect(self._next_prompt)
        self.editors: dict[str, FieldEditor] = {}
        page = column(self._n_of_m, 2, self.title, gap=0)
        page.put(14, self.prompt)
        if len(step.prompts) > 1:
            page.put(4, row(self._other, None))
        if step.aside:
            page.put(8 if len(step.prompts) < 2 else 2, TextBlock(runner.words(step.aside), "small", "muted"))
        page.put(22)
        self._fields = column(gap=24)
        self._to_make, self._ground = list(step.fields), ground
        page.put(self._fields, 24, None)
        self.setLayout(page)
        self.setAccessibleName(self.title.text())
        self._show_prompt()
        self.prompt.setVisible(bool(step.prompts))

    def fill_one(self) -> bool:
        """Make one more field; False when all are there. So a page can be made between two keys."""
        if self._to_make:
            self._fields.put(self._make(self._to_make.pop(0)))
            if not self._to_make:
                self.refresh()
        return bool(self._to_make)

    def _make(self, field: Field) -> FieldEditor:
        editor = make_editor(field, self._ground)
        editor.set_value(self._runner.answers.get((self.step.key, field.key)))
        editor.changed.connect(lambda: self._changed(field, editor))
        editor.undo_offered.connect(self.undo_offered)
        editor.went_on.connect(lambda: self._go_on(field.key))
        self.editors[field.key] = editor
        return editor

    def _changed(self, field: Field, editor: FieldEditor) -> None:
        self._runner.edit(self.step.key, field, editor.value)
        if field.kind not in ("text", "longtext"):
            self.refresh()
        self.edited.emit(field.key)

    def refresh(self) -> None:
        """Which fields show now, and which of them opened a path."""
        shown = {field.key for field in self._runner.fields(self.step)}
        for key, editor in self.editors.items():
            empty_told = isinstance(editor, Told) and not editor.words
            bare_list = bool(editor.field.prefill) and not editor.value()
            wanted = key in shown and not empty_told and not bare_list
            if wanted == editor.isHidden():  # to show what is shown would dress it before it has its place
                editor.setVisible(wanted)
        lines = {
            one.field: f"{PATHS[one.path].title}. {one.line}"
            for one in self._runner.signals()
            if one.step == self.step.key
        }
        for key, editor in self.editors.items():
            if editor.field.risks:
                editor.show_risk(lines.get(key, ""))

    def reread(self) -> None:
        """Show what is stored now; a field in use is left alone."""
        for key, editor in self.editors.items():
            if not editor.isAncestorOf(QApplication.focusWidget() or self):
                editor.set_value(self._runner.answers.get((self.step.key, key)))
        self.refresh()

    def set_place(self, number: int, count: int, *, narrow: bool) -> None:
        """In a narrow window the bar above says it."""
        self._n_of_m.setText(f"Step {number} of {count}")
        self._n_of_m.setVisible(not narrow)

    # -- prompts ----------------------------------------------------------------------------------

    def _next_prompt(self) -> None:
        self._prompt_at = (self._prompt_at + 1) % len(self.step.prompts)
        self._show_prompt()

    def _show_prompt(self) -> None:
        prompts = self.step.prompts
        if not prompts:
            return
        self.prompt.setText(self._runner.say(prompts[self._prompt_at]))
        self._other.set_text(f"Another way to ask, {self._prompt_at + 1} of {len(prompts)}")

    # -- the keyboard -----------------------------------------------------------------------------

    def take_keyboard(self) -> bool:
        """The first empty field, else the first."""
        shown = [one for one in self.editors.values() if not one.isHidden()]
        blank = (one for one in shown if one.is_blank())
        return any(one.take_keyboard() for one in blank) or any(one.take_keyboard() for one in shown)

    def focus_field(self, key: str, caret: int = -1) -> bool:
        """Put the keyboard into one field, and the caret where it was."""
        editor = self.editors.get(key)
        if editor is None or editor.isHidden():
            return False
        if caret >= 0:
            editor.set_caret(caret)
            return True
        return editor.take_keyboard()

    def focused(self) -> tuple[str, int]:
        """The field in use and its caret."""
        focus = QApplication.focusWidget()
        for key, editor in self.editors.items():
            if focus is not None and editor.isAncestorOf(focus):
                return key, editor.caret()
        return "", -1

    def type_digit(self, text: str) -> bool:
        """A digit typed beside the fields answers the first rating that is empty."""
        for editor in self.editors.values():
            if editor.wants_digits and not editor.isHidden() and editor.is_blank():
                return editor.type_digit(text)
        return False

    def _go_on(self, key: str) -> None:
        """After a digit: to the next field when it takes a key too."""
        keys = list(self.editors)
        for after in keys[keys.index(key) + 1 :]:
            editor = self.editors[after]
            if editor.isHidden():
                continue
            if editor.wants_digits or editor.field.kind in ("yesno", "number"):
                editor.take_keyboard()
            return
