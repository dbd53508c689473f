"""A signed note on paper: text to read, who signed, and what was added since."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from ketacounsel.core.note_body import sections
from ketacounsel.core.notes import Addendum
from ketacounsel.ui.screens.note.line import Line
from ketacounsel.ui.screens.note.viewmodel import Note
from ketacounsel.ui.screens.note.words import long_moment
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.accessible import named
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card, empty
from ketacounsel.ui.widgets.chip import IconLabel, StatusChip
from ketacounsel.ui.widgets.layout import Box, column, row, rule
from ketacounsel.ui.widgets.long_text import LongText
from ketacounsel.ui.widgets.paint import painter_on
from ketacounsel.ui.widgets.text import HeadingLabel, Text, TextBlock

INCOMPLETE = "Signed without some required fields: "
BROKEN = "This addendum does not match its signature. Nothing was changed."


class _Indented(QWidget):
    """What was added later stands behind a line at its left."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px = painter_on(self), theme().px
        painter.fillRect(QRectF(0, 0, px(3), self.height()), theme().color("accent_line"))


class SignedPaper(Card):
    """Reads only.

    Signals:
        addendum_edited: the unsigned addendum was typed in.
        addendum_left: its field lost the keyboard.
        discard_requested: throw the unsigned addendum away.
    """

    addendum_edited = Signal()
    addendum_left = Signal()
    discard_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title, self._subtitle = HeadingLabel("", "page"), TextBlock("", "body", "muted")
        self._chip = StatusChip("Signed, version 1", "calm", "signature")
        head: Box = row(gap=16)
        head.addLayout(column(self._title, self._subtitle, gap=4), 1)
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        self._rest: Box = column(gap=0)
        self.body.put(column(head, 18, self._rest, gap=0, margins=(16, 8, 16, 8)))
        self.addendum: LongText | None = None
        self.signature: QWidget = QWidget(self)
        self.parts: dict[str, QWidget] = {}
        self._first: QWidget = self

    def show_note(self, note: Note) -> None:
        """Lay the note out anew."""
        view, zone = note.view, note.desk.zone
        self._title.setText(view.head.title)
        self._subtitle.setText(view.header_words)
        self.addendum, self.parts = None, {}
        empty(self._rest)
        for number, (title, text) in enumerate(sections(view.body, view.format)):
            if number:
                self._rest.put(16)
            line = _reading(title or "Note", text)
            self._first = line if number == 0 else self._first
            self._rest.put(Text(title, "small", "accent", 600), 6, line)
        self._rest.put(18, rule(), 14)
        self._add_signature(note)
        for addendum in view.addenda:
            self._rest.put(18, self._addendum(addendum, zone))

    def focus_first(self) -> None:
        self._first.setFocus()

    def _add_signature(self, note: Note) -> None:
        view = note.view
        at = view.head.signed_at
        when = f"Signed {long_moment(at, note.desk.zone)}" if at is not None else ""
        licence = f"license {view.licence}" if view.licence else ""
        lines = column(Text(view.author, "body", weight=500), gap=0)
        lines.put(TextBlock(" · ".join(one for one in (when, licence) if one), "caption", "muted"))
        if view.incomplete_reason:
            lines.put(4, TextBlock(f"{INCOMPLETE}{view.incomplete_reason}", "caption", "muted"))
        self.signature = QWidget()
        lay = row(IconLabel("signature", "accent", 22), gap=12)
        lay.addLayout(lines, 1)
        self.signature.setLayout(lay)
        named(self.signature, f"{view.author}. {when}")
        self._rest.put(self.signature)

    def _addendum(self, one: Addendum, zone: str) -> QWidget:
        part = _Indented()
        title = Text(f"Addendum {one.number}", "small", "accent", 600)
        body = column(title, gap=4, margins=(21, 2, 0, 2))
        if one.signed_at is None:
            self._add_field(one, body)
        else:
            body.put(_reading(f"Addendum {one.number}", one.body))
            signed = f"{one.author} · signed {long_moment(one.signed_at, zone)}"
            body.put(TextBlock(signed, "caption", "muted"))
            if not one.intact:
                body.put(TextBlock(BROKEN, "small", "danger"))
        part.setLayout(body)
        self.parts[one.id] = part
        return part

    def _add_field(self, one: Addendum, body: Box) -> None:
        field = LongText(f"Addendum {one.number}", placeholder="What is to be added or corrected")
        field.set_text(one.body)
        field.text_edited.connect(self.addendum_edited)
        field.left.connect(self.addendum_left)
        discard = Button("Discard", "muted")
        discard.clicked.connect(self.discard_requested)
        body.put(field, row(Text("Not signed yet", "caption", "warning"), None, discard))
        self.addendum = field


def _reading(name: str, text: str) -> Line:
    line = Line(name)
    line.set_read_only()
    line.setMaximumWidth(theme().px(720))
    line.set_paragraphs(text)
    return line
