"""The note's screen: review and sign a draft, read a signed note and add to it."""

from __future__ import annotations

from collections.abc import Generator, Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ketacounsel.core.changes import Topic
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.ids import ClientId, NoteId
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.errors import words_for
from ketacounsel.ui.going import Act, Go, Heading
from ketacounsel.ui.in_steps import dress, parts_in_steps
from ketacounsel.ui.screen import Screen
from ketacounsel.ui.screens.note import outlet
from ketacounsel.ui.screens.note.addenda import Addenda
from ketacounsel.ui.screens.note.faces import Faces, Parts
from ketacounsel.ui.screens.note.signing import Proof, Round
from ketacounsel.ui.screens.note.steps import Steps
from ketacounsel.ui.screens.note.viewmodel import Note
from ketacounsel.ui.when import clock_words, day_words
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.layout import column


class NoteScreen(Screen):
    """One note, or the notes to sign in turn."""

    shows = frozenset({Topic.NOTES, Topic.SESSIONS, Topic.MEASURES, Topic.CLIENTS, Topic.PRACTICE})

    def __init__(self, desk: Desk, parent: QWidget | None = None, faces: Faces | None = None) -> None:
        super().__init__(desk, parent)
        self.note: Note | None = None
        self.round: Round | None = None
        self.proof = Proof(desk)
        self.faces = faces or Faces()
        self._steps: dict[NoteId, Steps] = {}
        self._addenda = Addenda(self)
        self.setLayout(column(self.faces, gap=0))
        self._connect()

    @classmethod
    def in_steps(cls, desk: Desk, parent: QWidget | None) -> Generator[None, None, Screen]:
        faces = Faces((yield from parts_in_steps(Parts)))
        yield
        made = cls(desk, parent, faces)
        yield
        yield from dress(made)
        return made

    def _connect(self) -> None:
        faces = self.faces
        faces.bar.step_requested.connect(self._step)
        faces.back.clicked.connect(self._back_to_session)
        faces.paper.settled.connect(self._settled)
        faces.sign.sign_requested.connect(self._sign)
        faces.sign.reason_edited.connect(self._reason_edited)
        faces.sign.print_requested.connect(self.print_note)
        faces.sign.later_requested.connect(self._later)
        faces.acts.print_requested.connect(self.print_note)
        faces.acts.copy_requested.connect(self._copy)
        for keys, step in (("[", -1), ("]", 1)):
            self._bind(keys, lambda by=step: self._step(by))
        self._bind("Ctrl+P", self.print_note)

    def _bind(self, keys: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # -- arriving ---------------------------------------------------------------------------------

    def arrive(self, go: Go) -> None:
        self.faces.say("")
        wanted = NoteId(go.thing)
        if go.act == "review" or not wanted:
            waiting = tuple((one.id, one.client_id) for one in self.desk.notes.to_sign())
            ids = [one for one, _ in waiting]
            if not waiting:
                self.round = None
                QTimer.singleShot(0, self, lambda: self.go_requested.emit(Go("today")))
                return
            self.round = Round(waiting, ids.index(wanted) if wanted in ids else 0)
            wanted = self.round.note_id
        elif self.round is not None and wanted != self.round.note_id:
            self.round = None
        self.open(wanted)

    def open(self, note_id: NoteId, said: str = "") -> None:
        """Show a note and put the keyboard on the first thing to do."""
        self._let_go()
        steps = self._steps.setdefault(note_id, Steps())
        note = self.note = Note(self.desk, note_id, steps, self)
        note.state_changed.connect(self._show_state)
        note.rebuilt.connect(self._show_paper)
        note.text_changed.connect(self.faces.paper.show_text)
        self.faces.bar.show_round(self.round, said)
        self.faces.show_note(note, self.proof)
        self.faces.area.verticalScrollBar().setValue(0)
        self.heading_changed.emit(self.heading())
        QTimer.singleShot(0, self, self.take_keyboard)

    def take_keyboard(self) -> None:
        """A draft: its first ochre line, else what is left to sign. A signed note: its text."""
        note = self.note
        if note is None or not self.isVisible():
            return
        if note.signed:
            self.faces.signed_paper.focus_first()
        elif note.first_unsettled:
            self.faces.focus_line(note.first_unsettled)
        else:
            self.faces.focus_sign(self.faces.sign)

    def _let_go(self) -> None:
        note, self.note = self.note, None
        if note is not None:
            note.let_go()
            note.disconnect(self)
            note.deleteLater()

    def reread(self) -> None:
        note = self.note
        if note is None:
            return
        note.let_go()  # what is being typed is newer than what was read
        before = note.draft
        note.load()
        if note.draft != before or note.signed:
            self._show_paper()
        else:
            self._show_state()
        self.heading_changed.emit(self.heading())

    def _show_paper(self) -> None:
        if self.note is not None:
            self.faces.show_note(self.note, self.proof)

    def _show_state(self) -> None:
        if self.note is not None:
            self.faces.show_state(self.note, self.proof)

    # -- settling and signing ---------------------------------------------------------------------

    def _settled(self, _line: str) -> None:
        self.take_keyboard()

    def _reason_edited(self) -> None:
        if self.note is not None:
            self.note.typing_reason(self.faces.sign.reason.text())

    def prove(self, pin: str, passphrase: str) -> bool:
        """Whether the counselor has shown who signs. A passphrase is tried first and then presses again."""
        card = self.faces.sign_addendum if self.note and self.note.signed else self.faces.sign
        if self.proof.holds:
            return True
        if passphrase:
            card.show_busy()
            self.proof.by_passphrase(
                passphrase,
                lambda: card.sign_requested.emit("", ""),
                lambda problem: card.show_problem(words_for(problem)),
            )
            return False
        try:
            self.proof.by_pin(pin)
        except KetaCounselError as refusal:
            card.show_problem(refusal.sentence)
            return False
        return True

    def _sign(self, pin: str, passphrase: str) -> None:
        note = self.note
        if note is None or note.signed or not self.prove(pin, passphrase):
            return
        try:
            signature = note.sign(self.faces.sign.reason.text() if note.view.unsettled else "")
        except KetaCounselError as refusal:
            self.faces.sign.show_problem(refusal.sentence)
            return
        said = f"Signed {clock_words(signature.at, self.desk.zone)}"
        announce(self, said)
        self.tell_changed()
        self._after_signing(note.id, said)

    def _after_signing(self, note_id: NoteId, said: str) -> None:
        if self.round is None:
            self.open(note_id)
            return
        self.round.signed.add(note_id)
        if self.round.to_next_unsigned():
            self.open(self.round.note_id, said)
        else:
            self.round = None
            self.go_requested.emit(Go("today"))

    def tell_changed(self) -> None:
        """A note was signed or added to; lists elsewhere read again."""
        self.desk.changes.written.emit(self.desk.clock())
        self.desk.changes.announced.emit(frozenset({Topic.NOTES}), self)

    def _step(self, by: int) -> None:
        if self.round is not None and self.round.can_step(by):
            self.round.step(by)
            self.open(self.round.note_id)

    def _later(self) -> None:
        if self.round is not None and self.round.can_step(1):
            self._step(1)
        else:
            self.round = None
            self.go_requested.emit(Go("today"))

    def _back_to_session(self) -> None:
        if self.note is not None and self.note.view.head.session_id:
            head = self.note.view.head
            self.go_requested.emit(
                Go("session", client_id=head.client_id, thing=str(head.session_id), act="reopen")
            )

    # -- out of the app ---------------------------------------------------------------------------

    def print_note(self) -> None:
        """Onto paper, or into a file where there is no printer."""
        if self.note is not None:
            self.desk.autosave.flush()
            outlet.put_on_paper(self, self.note, self.faces.say)

    def _copy(self) -> None:
        if self.note is not None:
            outlet.copy_text(self, self.note, self.faces.say)

    # -- the shell asks ---------------------------------------------------------------------------

    def heading(self) -> Heading:
        if self.note is None:
            return Heading("Note")
        head = self.note.view.head
        client = (head.client_name, Go("client", client_id=ClientId(head.client_id), tab="sessions"))
        title = f"Note, {day_words(head.service_at, self.desk.zone)}"
        return Heading(title, (client,), "" if self.note.signed else "Draft")

    def acts(self) -> tuple[Act, ...]:
        note = self.note
        if note is None:
            return ()
        if note.signed:
            return (
                Act("Add addendum", self._addenda.begin),
                Act(outlet.print_words(), self.print_note, "Ctrl+P"),
                Act("Copy text", self._copy),
            )
        turn = (
            Act("Previous note", lambda: self._step(-1), "["),
            Act("Next note", lambda: self._step(1), "]"),
        )
        return (
            Act("Keep this line, or sign", self.main_act, "Ctrl+Return"),
            Act("Undo", self.undo, "Ctrl+Z"),
            Act("Redo", self.redo, "Ctrl+Shift+Z"),
            *(turn if self.round is not None else ()),
            Act(outlet.print_words(draft=True), self.print_note, "Ctrl+P"),
            Act("Sign later", self._later),
        )

    def main_act(self) -> None:
        """Keep the ochre line that has the keyboard; with none left, sign."""
        note, faces = self.note, self.faces
        if note is None:
            return
        if note.signed:
            self._addenda.main_act()
            return
        here, first = faces.paper.focused(), note.first_unsettled
        if here and any(one.id == here for one in note.draft.unsettled):
            faces.paper.keep(here)
        elif first:
            faces.focus_line(first)
        elif faces.sign.sign.isEnabled():
            faces.sign.press()
        else:
            faces.focus_sign(faces.sign)

    def undo(self) -> None:
        if self.note is not None and not self.note.signed:
            self.note.undo()

    def redo(self) -> None:
        if self.note is not None and not self.note.signed:
            self.note.redo()

    def regions(self) -> tuple[QWidget, ...]:
        faces = self.faces
        if self.note is not None and self.note.signed:
            return (faces.signed_paper, faces.sign_addendum, faces.history, faces.acts)
        return (faces.bar, faces.paper, faces.sign)

    def place(self) -> Mapping[str, object]:
        if self.note is None:
            return {}
        line = "" if self.note.signed else self.faces.paper.focused()
        caret = self.faces.paper.rows[line].edit.textCursor().position() if line else -1
        scroll = self.faces.area.verticalScrollBar().value()
        review = self.round is not None
        return {"note": self.note.id, "review": review, "line": line, "caret": caret, "scroll": scroll}

    def return_to(self, place: Mapping[str, object]) -> None:
        wanted = str(place.get("note", ""))
        if not wanted:
            return
        if self.note is None or self.note.id != wanted or (place.get("review") and self.round is None):
            self.arrive(Go("note", thing=wanted, act="review" if place.get("review") else ""))
        QTimer.singleShot(0, self, lambda: self._put_back(place))

    def _put_back(self, place: Mapping[str, object]) -> None:
        made = self.faces.paper.rows.get(str(place.get("line", "")))
        caret, scroll = place.get("caret"), place.get("scroll")
        if made is not None and isinstance(caret, int):
            made.edit.setFocus()
            made.edit.put_caret(caret)
        if isinstance(scroll, int):
            self.faces.area.verticalScrollBar().setValue(scroll)

    def leave(self) -> bool:
        return self.note.let_go() if self.note is not None else super().leave()
