"""What can be done in a running session, by button, key or palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.ids import ClientId, InfusionId, SessionId
from ketacounsel.ui.going import Act, Go
from ketacounsel.ui.screens.session import sheets
from ketacounsel.ui.screens.session.end_sheet import EndSheet
from ketacounsel.ui.widgets.overlay import Overlay

if TYPE_CHECKING:
    from ketacounsel.ui.screens.session.view import SessionScreen
    from ketacounsel.ui.screens.session.viewmodel import Runner


class Acts(QObject):
    """The runner's acts and their keys (design, section 8)."""

    def __init__(self, screen: SessionScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._sheet: Overlay | None = None
        self._before: QWidget | None = None
        keys = {
            "Alt+Left": self.previous,
            "Ctrl+J": self.jot,
            "Ctrl+I": self.show_infusion,
            "Ctrl+Shift+S": self.check_safety,
            "Ctrl+Shift+P": self.pause,
            "Ctrl+Shift+E": self.end,
        }
        for key, act in keys.items():
            self._bind(key, act)
        for number in range(1, 10):
            self._bind(f"Alt+{number}", lambda n=number: self.go_to_number(n))

    def _bind(self, key: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(key), self._screen)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self._do(act))

    def _do(self, act: object) -> None:
        if self._screen.runner is not None and not self._screen.cover.isVisible() and callable(act):
            act()

    @property
    def _runner(self) -> Runner:
        runner = self._screen.runner
        if runner is None:
            raise RuntimeError("no session is open")
        return runner

    def all(self) -> tuple[Act, ...]:
        """For the palette and the sheet of keys."""
        return (
            Act("Next step", self.next, "Ctrl+Return"),
            Act("Previous step", self.previous, "Alt+Left"),
            Act("Private jotting, and back", self.jot, "Ctrl+J"),
            Act("Infusion panel", self.show_infusion, "Ctrl+I"),
            Act("Safety check", self.check_safety, "Ctrl+Shift+S"),
            Act("Pause", self.pause, "Ctrl+Shift+P"),
            Act("End session", self.end, "Ctrl+Shift+E"),
            Act("Skip this step", self.skip),
            Act("Add a step", self.add_step),
        )

    def has_sheet(self) -> bool:
        return self._sheet is not None

    # -- from step to step ------------------------------------------------------------------------

    def next(self) -> None:
        """Record the safety follow-up, or go on; after the last step the end."""
        runner = self._runner
        if runner.is_safety(runner.current):
            self._record()
        elif first := runner.open_pending():
            self._screen.show_step(first)
            return
        step = runner.next()
        if step is None:
            self.end()
        else:
            self._screen.show_step(step.key)

    def previous(self) -> None:
        step = self._runner.previous()
        if step is not None:
            self.go_to(step.key)

    def go_to(self, key: str) -> None:
        """Any step, in any order."""
        self._runner.open_pending()
        self._screen.show_step(key)

    def go_to_number(self, number: int) -> None:
        line = next((one for one in self._runner.lines() if one.number == number and not one.safety), None)
        if line is not None:
            self.go_to(line.key)

    def skip(self) -> None:
        """At once, unless something here is wanted at signing: then one line of why."""
        if self._runner.skip_asks_why():
            self._open(sheets.ask_why_skipped(self._runner, self._skip), "skip", self._runner.current)
        else:
            self._skip("")

    def _skip(self, reason: str) -> None:
        runner = self._runner
        left = runner.current
        try:
            runner.desk.autosave.flush()
            runner.skip(reason)
        except KetaCounselError as refusal:
            self._screen.show_refused(refusal)
        step = runner.next()
        if step is None:
            self._screen.show_steps()
        else:
            self._screen.show_step(step.key)
            runner.skipped.add(left)
            self._screen.show_steps()

    def add_step(self) -> None:
        self._open(sheets.ask_step_title(self._add), "step", self._runner.current)

    def _add(self, title: str) -> None:
        try:
            key = self._runner.add_step(title)
        except KetaCounselError as refusal:
            self._screen.show_refused(refusal)
            return
        self._screen.show_step(key)

    # -- safety -----------------------------------------------------------------------------------

    def check_safety(self) -> None:
        """At any time; the one that is open, or a new one."""
        try:
            key = self._runner.open_by_hand()
        except KetaCounselError as refusal:
            self._screen.show_refused(refusal)
            return
        self._screen.show_step(key)

    def defer(self) -> None:
        """Not now; it is shown again before the session ends."""
        runner = self._runner
        follow_up = runner.follow_up(runner.current)
        if follow_up is not None:
            runner.desk.autosave.flush()
            self._announce(lambda: runner.desk.safety.defer(follow_up.id))
        step = runner.next()
        if step is not None:
            self._screen.show_step(step.key)

    def take_scored(self) -> None:
        """A measure was scored in its step: a follow-up may have joined, quietly."""
        self._runner.take_new_follow_ups()
        self._screen.show_steps()

    def _record(self) -> None:
        runner = self._runner
        follow_up = runner.follow_up(runner.current)
        if follow_up is not None:
            runner.desk.autosave.flush()
            self._announce(lambda: runner.desk.safety.record(follow_up.id))

    # -- beside the session -----------------------------------------------------------------------

    def jot(self) -> None:
        """To the private jotting, and back to where the keyboard was."""
        frame, focus = self._screen.frame, QApplication.focusWidget()
        if not frame.is_wide:
            drawer = sheets.jotting_drawer(self._runner)
            close = QShortcut(QKeySequence("Ctrl+J"), drawer)
            close.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            close.activated.connect(drawer.dismiss)
            drawer.closed.connect(lambda: frame.side.jotting.area.set_text(self._runner.jotting))
            self._open(drawer)
            return
        if frame.side.jotting.area.hasFocus():
            if self._before is not None:
                self._before.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._before = None
            return
        frame.show_side()
        self._before = focus
        frame.side.jotting.take_keyboard()

    def keep_jotting(self, words: str) -> None:
        self._runner.edit_jotting(words)

    def show_infusion(self) -> None:
        """The right panel on and off; in a narrow window a drawer."""
        if self._screen.frame.is_wide:
            self._screen.frame.toggle_side()
            return
        self._open(sheets.infusion_drawer(self._runner))

    def link_infusion(self) -> None:
        sheets.link_menu(self._runner, self._screen.frame.side.facts, self._link)

    def _link(self, infusion_id: InfusionId, given: bool) -> None:
        runner = self._runner
        linked = {"integrates": infusion_id} if given else {"prepares": infusion_id}
        self._announce(lambda: runner.desk.sessions.link(runner.id, **linked))
        self._screen.open(runner.id)

    # -- the whole session ------------------------------------------------------------------------

    def leave_running(self) -> None:
        """Back to the client; the session runs on."""
        self._screen.go_requested.emit(Go("client", client_id=self._runner.client_id))

    def pause(self) -> None:
        if self._screen.runner is None:
            return
        runner = self._runner
        self._screen.pages.remember_focus()
        runner.desk.autosave.flush()
        if self._announce(lambda: runner.desk.sessions.pause(runner.id)):
            runner.read_clock()
            self._screen.cover.cover()

    def resume(self) -> None:
        runner = self._runner
        if self._announce(lambda: runner.desk.sessions.resume(runner.id)):
            runner.read_clock()
            self._screen.cover.hide()
            self._screen.pages.take_keyboard_back()
            self._screen.show_clock()

    def end(self) -> None:
        """One sheet; nothing in it is a gate but an open safety follow-up."""
        if self._sheet is not None or self._screen.runner is None:
            return
        self._runner.open_pending()
        self._runner.desk.autosave.flush()
        self._screen.show_steps()
        sheet = EndSheet(self._runner)
        sheet.step_chosen.connect(self._screen.show_step)
        sheet.ended.connect(self._ended)
        self._open(sheet, "end")

    def _ended(self, draft: bool) -> None:
        session_id, client_id = self._runner.id, self._runner.client_id
        self._screen.forget()
        if draft:
            self.draft(session_id, client_id)
        else:
            self._screen.go_requested.emit(Go("client", client_id=client_id))

    def draft(self, session_id: SessionId, client_id: ClientId) -> None:
        """The note, stitched from what was entered."""
        desk = self._screen.desk
        note_id = desk.notes.for_session(session_id) or desk.notes.draft_from(session_id)
        self._screen.go_requested.emit(Go("note", client_id=client_id, thing=note_id))

    def change_template(self) -> None:
        frame = self._screen.frame
        over = frame.steps.change if frame.lists_steps else frame.narrow.steps
        sheets.template_menu(self._runner, over, self._change_template)

    def _change_template(self, template_id: str) -> None:
        runner = self._runner
        runner.desk.autosave.flush()
        if self._announce(lambda: runner.desk.sessions.switch_template(runner.id, template_id)):
            self._screen.forget()
            self._screen.open(runner.id, "As you chose.")

    def change_modality(self) -> None:
        frame = self._screen.frame
        over = frame.steps.held if frame.lists_steps else frame.narrow.steps
        sheets.modality_menu(self._runner, over, self._change_modality)

    def _change_modality(self, words: str) -> None:
        runner = self._runner
        if self._announce(lambda: runner.desk.sessions.patch(runner.id, {"modality": words})):
            runner.modality = words
            self._screen.frame.steps.set_modality(words)
            self._screen.pages.refresh()
            self._screen.show_steps()

    # -- helpers ----------------------------------------------------------------------------------

    def _announce(self, write: object) -> bool:
        """Do a write and tell everybody; a refusal is shown and nothing is lost."""
        desk = self._screen.desk
        try:
            saved = write() if callable(write) else None
        except KetaCounselError as refusal:
            self._screen.show_refused(refusal)
            return False
        if saved is not None:
            desk.changes.announce(saved, by=self._screen)
        if self._screen.runner is not None:
            self._screen.runner.read_follow_ups()
        return True

    def open_again(self, kind: str, *ids: str) -> None:
        """The sheet that stood open, over the step it belongs to."""
        if kind == "end":
            self.end()
        elif self._screen.runner is not None and self._runner.current in ids:
            {"skip": self.skip, "step": self.add_step}[kind]()

    def _open(self, sheet: Overlay, *again: str) -> None:
        sheet.opened_by = again
        self._sheet = sheet
        sheet.closed.connect(self._closed)
        sheet.open_over(self._screen)

    def _closed(self) -> None:
        self._sheet = None
