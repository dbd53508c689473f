"""Adding to a signed note: the addendum typed, signed, thrown away; versions laid side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.notes import Addendum
from ketacounsel.core.rescue import Words
from ketacounsel.ui.screens.note.compare import CompareSheet
from ketacounsel.ui.screens.note.signed_side import drafted_text, versions
from ketacounsel.ui.screens.note.words import short_moment
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.accessible import announce

if TYPE_CHECKING:
    from ketacounsel.ui.screens.note.view import NoteScreen


class Addenda(QObject):
    """The acts of a signed note."""

    def __init__(self, screen: NoteScreen) -> None:
        super().__init__(screen)
        faces = screen.faces
        faces.acts.addendum_requested.connect(self.begin)
        faces.signed_paper.addendum_edited.connect(self._edited)
        faces.signed_paper.addendum_left.connect(screen.desk.autosave.flush)
        faces.signed_paper.discard_requested.connect(self._discard)
        faces.sign_addendum.sign_requested.connect(self._sign)
        faces.history.view_requested.connect(self._view)
        faces.history.compare_requested.connect(self._compare)
        faces.seal.both_requested.connect(self._show_both)

    @property
    def _screen(self) -> NoteScreen:
        return cast("NoteScreen", self.parent())

    def _open_one(self) -> Addendum | None:
        note = self._screen.note
        return next((one for one in note.view.addenda if one.signed_at is None), None) if note else None

    def begin(self) -> None:
        """A field below the note, with the keyboard in it."""
        screen = self._screen
        note, faces = screen.note, screen.faces
        if note is None or not note.signed:
            return
        if self._open_one() is None:
            screen.desk.notes.begin_addendum(note.id)
            note.load()
            faces.show_note(note, screen.proof)
        field = faces.signed_paper.addendum
        if field is not None:
            field.setFocus()
            QTimer.singleShot(0, field, lambda: faces.area.ensureWidgetVisible(field, 0, theme().px(64)))

    def main_act(self) -> None:
        """Ctrl Enter: sign the addendum, else begin one."""
        card = self._screen.faces.sign_addendum
        if not card.isVisible():
            self.begin()
        elif card.sign.isEnabled():
            card.press()
        else:
            self._screen.faces.focus_sign(card)

    def _edited(self) -> None:
        screen, one = self._screen, self._open_one()
        field = screen.faces.signed_paper.addendum
        if one is not None and field is not None:
            notes, words = screen.desk.notes, field.text()
            note_id = screen.note.id if screen.note is not None else ""
            screen.desk.autosave.put(
                ("addendum", one.id),
                lambda: notes.save_addendum(one.id, words),
                lambda: Words("addendum", one.id, "", words, note_id),
            )
            screen.faces.show_addendum_state()

    def _sign(self, pin: str, passphrase: str) -> None:
        screen, one = self._screen, self._open_one()
        if screen.note is None or one is None or not screen.prove(pin, passphrase):
            return
        screen.desk.autosave.flush()
        try:
            screen.desk.notes.sign_addendum(one.id)
        except KetaCounselError as refusal:
            screen.faces.sign_addendum.show_problem(refusal.sentence)
            return
        announce(screen, f"Addendum {one.number} signed")
        self._show_again()
        QTimer.singleShot(0, self, lambda: self._view(one.id))

    def _discard(self) -> None:
        screen, one = self._screen, self._open_one()
        field = screen.faces.signed_paper.addendum
        if screen.note is None or one is None:
            return
        words, notes, note_id = (
            field.text() if field is not None else one.body,
            screen.desk.notes,
            screen.note.id,
        )
        screen.desk.autosave.drop(("addendum", one.id))
        notes.discard_addendum(one.id)
        self._show_again()

        def bring_back() -> None:
            notes.save_addendum(notes.begin_addendum(note_id), words)
            self._show_again()

        if words.strip():
            screen.undo_offered.emit("Addendum discarded.", bring_back)

    def _show_again(self) -> None:
        screen = self._screen
        screen.tell_changed()
        if screen.note is not None:
            screen.open(screen.note.id)

    def _view(self, addendum_id: str) -> None:
        faces = self._screen.faces
        part = faces.signed_paper.parts.get(addendum_id, faces.signed_paper.signature)
        faces.area.ensureWidgetVisible(part)

    def _compare(self, place: int) -> None:
        note = self._screen.note
        if note is not None:
            before, after = versions(note, place)
            edit = note.view.edits[place]
            title = f"{edit.what}, {short_moment(edit.at, note.desk.zone)}"
            CompareSheet(title, before, after, ("Before", "After")).open_over(self._screen)

    def _show_both(self) -> None:
        note = self._screen.note
        if note is not None:
            heads = ("As it was drafted", "As it stands now")
            CompareSheet("Both texts", drafted_text(note), note.view.body, heads).open_over(self._screen)
