"""The two faces of the screen: a draft with its checklist, a signed note with its history."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.chrome.page import Page
from ketacounsel.ui.screens.note import outlet
from ketacounsel.ui.screens.note.checklist import Checklist, JottingCard
from ketacounsel.ui.screens.note.paper import DraftPaper
from ketacounsel.ui.screens.note.round_bar import RoundBar
from ketacounsel.ui.screens.note.sign_card import SignCard
from ketacounsel.ui.screens.note.signed_paper import SignedPaper
from ketacounsel.ui.screens.note.signed_side import HistoryCard, SealCard, SignedActs
from ketacounsel.ui.screens.note.signing import Proof
from ketacounsel.ui.screens.note.viewmodel import Note
from ketacounsel.ui.screens.note.words import bar_words
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.text import TextBlock

LAYOUTS = 3  # a page of lines that grow with their words is laid out in so many turns


@dataclass(slots=True)
class Parts:
    """What stands on the page."""

    paper: DraftPaper = field(default_factory=DraftPaper)
    signed_paper: SignedPaper = field(default_factory=SignedPaper)
    checklist: Checklist = field(default_factory=Checklist)
    jotting: JottingCard = field(default_factory=JottingCard)
    sign: SignCard = field(default_factory=SignCard)
    seal: SealCard = field(default_factory=SealCard)
    history: HistoryCard = field(default_factory=HistoryCard)
    acts: SignedActs = field(default_factory=SignedActs)
    sign_addendum: SignCard = field(default_factory=lambda: SignCard(addendum=True))


class Faces(Page):
    """Everything the screen shows; it decides nothing."""

    def __init__(self, parts: Parts | None = None) -> None:
        super().__init__(side_width=340)
        made = parts or Parts()
        self.bar, self.notice = RoundBar(), TextBlock("", "small", "muted")
        self.back = Button("Back to the session", "link", "arrow-left")
        self.paper, self.signed_paper = made.paper, made.signed_paper
        self.checklist, self.jotting, self.sign = made.checklist, made.jotting, made.sign
        self.seal, self.history, self.acts = made.seal, made.history, made.acts
        self.sign_addendum = made.sign_addendum
        self.head.put(self.bar, self.notice)
        self.main.put(self.paper, self.signed_paper, row(self.back, None))
        self.side.set_gap(16)
        self.side.put(self.checklist, self.jotting, self.sign)
        self.side.put(self.seal, self.sign_addendum, self.history, self.acts)
        self.paper.caret_moved.connect(self._follow)
        self.say("")

    def show_note(self, note: Note, proof: Proof) -> None:
        """Lay out the face the note has now."""
        signed, view = note.signed, note.view
        drafting: tuple[QWidget, ...] = (self.paper, self.checklist, self.sign)
        reading: tuple[QWidget, ...] = (self.signed_paper, self.seal, self.history, self.acts)
        for part in drafting:
            part.setVisible(not signed)
        for part in reading:
            part.setVisible(signed)
        self.jotting.setVisible(not signed and view.has_jotting)
        self.back.setVisible(not signed and note.is_today)
        self.sign_addendum.hide()
        if signed:
            self._show_signed(note, proof)
            return
        self.paper.show_note(note)
        self.sign.forget()
        self.sign.set_signer(note.desk.practice.counselor().signature, proof)
        self.sign.set_reason(view.incomplete_reason)
        self.sign.print_draft.set_text(outlet.print_words(draft=True))
        self.show_state(note, proof)

    def _show_signed(self, note: Note, proof: Proof) -> None:
        self.signed_paper.show_note(note)
        self.seal.show_note(note)
        self.history.show_note(note)
        writing = self.signed_paper.addendum is not None
        self.acts.addendum.set_text("Go on with the addendum" if writing else "Add addendum")
        self.acts.print_note.set_text(outlet.print_words())
        self.sign_addendum.setVisible(writing)
        self.sign_addendum.forget()
        self.sign_addendum.set_signer(note.desk.practice.counselor().signature, proof)
        self.show_addendum_state()

    def show_state(self, note: Note, proof: Proof) -> None:
        """Checklist, margins and what bars signing."""
        self.checklist.show_note(note)
        self.paper.show_states()
        bar = bar_words(note.draft.unsettled, proved=proof.holds)
        self.sign.show_state(bar, missing=bool(note.view.unsettled))

    def show_addendum_state(self) -> None:
        """An empty addendum is not signed."""
        field = self.signed_paper.addendum
        empty = field is None or field.document().isEmpty()
        self.sign_addendum.show_state("Write the addendum first." if empty else "")

    def focus_line(self, line: str) -> None:
        """The keyboard in a line, its buttons in view with it."""
        made = self.paper.rows.get(line)
        if made is not None:
            made.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self._bring(made, 24, LAYOUTS)

    def _bring(self, part: QWidget, around: int, turns: int) -> None:
        """Into view, and again after each turn in which the lines above it find their height."""
        self.area.ensureWidgetVisible(part, 0, theme().px(around))
        if turns:
            QTimer.singleShot(0, part, lambda: self._bring(part, around, turns - 1))

    def focus_sign(self, card: SignCard) -> None:
        """The keyboard in what is left to do for signing, in view."""
        card.take_keyboard()
        QTimer.singleShot(0, card, lambda: self.area.ensureWidgetVisible(card, 0, theme().px(16)))

    def say(self, words: str) -> None:
        """One sentence over the page: saved as a file, copied, refused."""
        self.notice.setText(words)
        self.notice.setVisible(bool(words))

    def _follow(self, line: QWidget, spot: QRect) -> None:
        content = self.area.widget()
        if content is None:
            return
        at: QPoint = line.mapTo(content, spot.center())
        self.area.ensureVisible(at.x(), at.y(), 0, theme().px(48))
