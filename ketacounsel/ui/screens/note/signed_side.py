"""Beside a signed note: whether it is unchanged, how it came to be, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketacounsel.core.drafting import plain_text
from ketacounsel.ui.screens.note.viewmodel import Note
from ketacounsel.ui.screens.note.words import short_moment
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.layout import Box, column, row
from ketacounsel.ui.widgets.text import Text, TextBlock

ONLY_ADDENDA = "A signed note can\u2019t be edited or deleted. Correct it with an addendum."
BROKEN = "This note does not match its signature. Nothing was changed. Show both, then tell whom it concerns."


class SealCard(Card):
    """Unchanged since signing, or in brick that it is not.

    Signals:
        both_requested: show the signed text and the one that was drafted.
    """

    both_requested = Signal()

    def __init__(self) -> None:
        super().__init__(dense=True)

    def show_note(self, note: Note) -> None:
        self.clear()
        view, zone = note.view, note.desk.zone
        self.set_edge("" if view.intact else "danger")
        title = "Unchanged since signing" if view.intact else "Does not match its signature"
        icon = IconLabel(
            "shield-check" if view.intact else "shield-alert", "accent" if view.intact else "danger"
        )
        tone = "text" if view.intact else "danger"
        self.setAccessibleName(title)
        self.body.put(row(icon, Text(title, "body", tone, 600), None), 6)
        checked = short_moment(view.checked_at, zone) if view.checked_at else ""
        words = f"Text and signature checked when you opened this note, {checked}." if view.intact else BROKEN
        self.body.put(TextBlock(words, "small", "muted"))
        if not view.intact:
            both = Button("Show both")
            both.clicked.connect(self.both_requested)
            self.body.put(10, row(both, None))


class HistoryCard(Card):
    """What happened to the note, the newest first.

    Signals:
        view_requested: show this addendum, or the signature for "" (str).
        compare_requested: compare the text before and after this edit (int its place).
    """

    view_requested = Signal(str)
    compare_requested = Signal(int)

    def __init__(self) -> None:
        super().__init__("History", dense=True, rows=True)

    def show_note(self, note: Note) -> None:
        self.clear()
        view, zone = note.view, note.desk.zone
        for one in reversed([one for one in view.addenda if one.signed_at is not None]):
            at = short_moment(one.signed_at or one.written_at, zone)
            act = self._act("View", f"View addendum {one.number}")
            act.clicked.connect(lambda _=False, key=one.id: self.view_requested.emit(key))
            self.add_row(_entry("file-plus", f"Addendum {one.number}", at, act, strong=True))
        if view.head.signed_at is not None:
            act = self._act("View", "View signature")
            act.clicked.connect(lambda: self.view_requested.emit(""))
            at = short_moment(view.head.signed_at, zone)
            self.add_row(_entry("signature", "Signed, version 1", at, act, strong=True))
        last = len(view.edits) - 1
        for place, edit in enumerate(view.edits):
            at, act_or_none = short_moment(edit.at, zone), None
            if place < last:
                words = "word" if edit.words == 1 else "words"
                at = f"{at} · {edit.words} {words}" if edit.words else at
            if place < last and view.edits[place + 1].body != edit.body:
                act_or_none = self._act("Compare", f"Compare before and after: {edit.what}")
                act_or_none.clicked.connect(lambda _=False, p=place: self.compare_requested.emit(p))
            icon = "pen-line" if place < last else "notebook-pen"
            self.add_row(_entry(icon, edit.what, at, act_or_none, strong=False))

    def _act(self, words: str, name: str) -> Button:
        act = Button(words, "link")
        act.setAccessibleName(name)
        return act


class SignedActs(Card):
    """Add addendum, print, copy.

    Signals:
        addendum_requested, print_requested, copy_requested: what was pressed.
    """

    addendum_requested = Signal()
    print_requested = Signal()
    copy_requested = Signal()

    def __init__(self) -> None:
        super().__init__(dense=True)
        self.setAccessibleName("What you can do with this note")
        self.addendum = Button("Add addendum", "primary", "file-plus")
        self.print_note = Button("Print", "soft", "printer")
        self.copy = Button("Copy text", "soft", "copy")
        self.addendum.clicked.connect(self.addendum_requested)
        self.print_note.clicked.connect(self.print_requested)
        self.copy.clicked.connect(self.copy_requested)
        for act in (self.addendum, self.print_note, self.copy):
            act.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        two: Box = row(gap=8)
        two.addWidget(self.print_note, 1)
        two.addWidget(self.copy, 1)
        self.body.put(self.addendum, 10, two, 12, TextBlock(ONLY_ADDENDA, "caption", "muted"))


def _entry(icon: str, title: str, at: str, act: Button | None, *, strong: bool) -> QWidget:
    line = QWidget()
    lines = column(TextBlock(title, "body", weight=600 if strong else 500), gap=1)
    lines.put(Text(at, "caption", "muted"))
    lay = row(IconLabel(icon, "accent" if strong else "text_muted", 18), gap=12, margins=(0, 8, 0, 8))
    lay.addLayout(lines, 1)
    if act is not None:
        lay.addWidget(act)
    line.setLayout(lay)
    return line


def versions(note: Note, place: int) -> tuple[str, str]:
    """The text before and after an edit of the history."""
    edits = note.view.edits
    return edits[place + 1].body if place + 1 < len(edits) else "", edits[place].body


def drafted_text(note: Note) -> str:
    """The text as its draft still holds it, to lay beside one that does not match its signature."""
    return plain_text(note.draft)
