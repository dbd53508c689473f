"""The note on the desk: its text on the way to the disk, what can be taken back, and what bars signing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QObject, Signal

from ketacounsel.core import drafting
from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.drafting import Draft
from ketacounsel.core.errors import ChangedElsewhere, NotOnDisk
from ketacounsel.core.ids import NoteId
from ketacounsel.core.notes import NoteView, Signature
from ketacounsel.core.rescue import Words
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.screens.note.steps import Kept, Reformatted, Step, Steps, Typed
from ketacounsel.ui.when import local


class Note(QObject):
    """One note. Typing is written by the autosave; everything else at once.

    Signals:
        text_changed: a line reads otherwise, by undo or redo (str line, int caret).
        state_changed: a line was settled or opened, or another line of the list changed.
        rebuilt: the lines stand otherwise: another format, another paragraph.
    """

    text_changed = Signal(str, int)
    state_changed = Signal()
    rebuilt = Signal()

    def __init__(self, desk: Desk, note_id: NoteId, steps: Steps, parent: QObject) -> None:
        super().__init__(parent)
        self.desk, self.id, self.steps = desk, note_id, steps
        self._typing: dict[str, Callable[[], str]] = {}
        self._follow()
        self.view: NoteView = desk.notes.open(note_id)
        self.draft: Draft = self.view.draft
        self._rev, self._changed = self.view.rev, False

    def _follow(self) -> None:
        """An infusion may have moved since. A disk that takes nothing now keeps no note from being read."""
        with suppress(NotOnDisk):
            if self.desk.notes.follow(self.id):
                self.desk.changes.announce(Saved(self.desk.clock(), frozenset({Topic.NOTES}), id=self.id))

    def load(self) -> None:
        """Read the note again."""
        self.view = self.desk.notes.open(self.id)
        self.draft, self._rev, self._changed = self.view.draft, self.view.rev, False

    @property
    def signed(self) -> bool:
        return self.view.head.state == "signed"

    @property
    def is_today(self) -> bool:
        """Whether its session was today, so that one can go back to it."""
        head, desk = self.view.head, self.desk
        same = local(head.service_at, desk.zone).date() == local(desk.clock(), desk.zone).date()
        return head.session_id is not None and same

    @property
    def first_unsettled(self) -> str:
        """The first ochre line as the format shows them; empty when there is none."""
        order = (one for section in drafting.arrange(self.draft) for one in section.paragraphs)
        return next((one.id for one in order if one.needs_judgement and not one.settled), "")

    # -- writing ----------------------------------------------------------------------------------

    def typing(self, line: str, read: Callable[[], str]) -> None:
        """Somebody types in a line: its text is read and written a moment later."""
        self._typing[line] = read
        self.desk.autosave.put(
            ("note", self.id, line),
            lambda: self._write(line),
            lambda: Words("note", self.id, line, self._typing[line]()),
        )

    def typing_reason(self, words: str) -> None:
        """The same for the reason why required fields are missing; short, so it is read at once."""
        self.desk.autosave.put(
            ("note", self.id, "reason"),
            lambda: self._write_reason(words),
            lambda: Words("note_reason", self.id, "", words),
        )

    def let_go(self) -> bool:
        """Write what waits; what the disk refuses keeps its words although its field goes."""
        written = self.desk.autosave.flush()
        for line, read in tuple(self._typing.items()):
            self._typing[line] = partial(str, read())
        return written

    def _write(self, line: str) -> Saved:
        text, before = self._typing[line](), self.draft.paragraph(line)
        saved = self._put(line, text)
        self.steps.typed(line, before.text, text, settled_it=_is_open(before) and bool(text.strip()))
        del self._typing[line]
        return saved

    def _put(self, line: str, text: str) -> Saved:
        before = self.draft.paragraph(line)
        if before.text == text:
            return Saved(self.desk.clock(), frozenset(), self._rev)
        saved = self._on_top(lambda: self.desk.notes.edit_paragraph(self.id, line, text, self._rev))
        self._rev, self.draft = saved.rev, drafting.edit(self.draft, line, text)
        self._changed = True
        after = self.draft.paragraph(line)
        if (before.settled, before.edited, before.outdated) != (after.settled, after.edited, after.outdated):
            self.state_changed.emit()
        return saved

    def _write_reason(self, words: str) -> Saved:
        saved = self._on_top(lambda: self.desk.notes.keep_reason(self.id, words, self._rev))
        self._rev = saved.rev
        return saved

    def _on_top(self, write: Callable[[], Saved]) -> Saved:
        """What is being typed goes on top of a change made elsewhere; the text before is in the history."""
        try:
            return write()
        except ChangedElsewhere:
            self.load()
            return write()

    def left(self) -> None:
        """A line was left: the checklist may read otherwise."""
        self.steps.pause()
        if self.desk.autosave.flush() and not self.signed and self._changed:
            before = (self.view.checklist, self.view.unsettled)
            self.load()
            if before != (self.view.checklist, self.view.unsettled):
                self.state_changed.emit()

    def keep(self, line: str) -> None:
        """Keep an ochre line as written."""
        self.desk.autosave.flush()
        if _is_open(self.draft.paragraph(line)):
            self._announce(self.desk.notes.settle(self.id, line, self._rev))
            self.steps.acted(Kept(line))
            self.load()
            self.state_changed.emit()

    def set_format(self, fmt: str) -> None:
        """The same lines under other headings."""
        before = self.draft.format
        if fmt != before:
            self._reformat(fmt)
            self.steps.acted(Reformatted(before, fmt))

    def _reformat(self, fmt: str) -> None:
        self.let_go()
        self._announce(self.desk.notes.set_format(self.id, fmt, self._rev))
        self.load()
        self.rebuilt.emit()

    def add_line(self, section: str) -> str:
        """One more paragraph of the counselor's own; its id."""
        self.let_go()
        saved = self.desk.notes.add_paragraph(self.id, section, self._rev)
        self._announce(saved)
        self.load()
        self.rebuilt.emit()
        return saved.id

    def sign(self, reason: str) -> Signature:
        """Fix the text. Raises NotOnDisk, Unsettled, ChangedElsewhere, NoteSigned."""
        if not self.desk.autosave.flush():
            raise NotOnDisk(safe="What you typed is still here, and the note is not signed.")
        signature = self.desk.notes.sign(self.id, self._rev, reason)
        self.steps.clear()
        self.load()
        return signature

    def _announce(self, saved: Saved) -> None:
        self._rev = saved.rev
        self.desk.changes.announce(saved, by=self.parent())

    # -- taking back ------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the last step, wherever in the note it was."""
        self.desk.autosave.flush()
        self.steps.pause()
        if self.steps.done and self._go_over(self.steps.done[-1], undone=False):
            self.steps.undone.append(self.steps.done.pop())

    def redo(self) -> None:
        """Do again what was taken back."""
        self.desk.autosave.flush()
        self.steps.pause()
        if self.steps.undone and self._go_over(self.steps.undone[-1], undone=True):
            self.steps.done.append(self.steps.undone.pop())

    def _go_over(self, step: Step, *, undone: bool) -> bool:
        if isinstance(step, Reformatted):
            self._reformat(step.after if undone else step.before)
            return True
        if all(one.id != step.line for one in self.draft.paragraphs):
            self.steps.clear()
            return False
        if isinstance(step, Kept):
            change = self.desk.notes.settle if undone else self.desk.notes.unsettle
            self._announce(change(self.id, step.line, self._rev))
            self.load()
            self.state_changed.emit()
            self.text_changed.emit(step.line, 0)
            return True
        return self._retype(step, undone=undone)

    def _retype(self, step: Typed, *, undone: bool) -> bool:
        text = self.draft.paragraph(step.line).text
        if not step.fits(text, undone=undone):
            self.steps.clear()
            return False
        self._announce(self._put(step.line, step.again(text) if undone else step.back(text)))
        if step.settled_it and not undone:
            self._announce(self.desk.notes.unsettle(self.id, step.line, self._rev))
        self.load()
        self.state_changed.emit()
        self.text_changed.emit(step.line, step.at + len(step.added if undone else step.removed))
        return True


def _is_open(line: drafting.Paragraph) -> bool:
    return line.needs_judgement and not line.settled
