"""Users' text on its way to paper: cleaned, cut into lines, in a face that has its letters, never markup."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from ketacounsel.reports.fonts import SUBSTITUTE, face, second_face
from ketacounsel.reports.parts import Part

if TYPE_CHECKING:
    from ketacounsel.reports.fonts import Face
    from ketacounsel.reports.style import Look
    from ketacounsel.reports.tags import Node

PIECE = 3000  # characters of one paragraph; no table's row or line of a list may fill a page
LONGEST = 1_200_000  # characters of one text
SHRINKS = 0.05  # of a space, so that one more word fits a line
NEARLY_NONE = 1e-8  # points
NUMBER_GAP = 0.6  # of the type size, between a number and its words
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0e\ufe0f]"
)
BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
BLANKS = re.compile(r"[^\S\xa0]+")
MISSING = "A character that the report’s typefaces lack is printed as a box: {0}."
SHORTENED = "A text that was too long for its place is printed shortened."

Line = tuple[float, str]  # the room it leaves, and its words


class Words(Part):
    """A paragraph that knows its element of the structure, also when it runs over a page."""

    def __init__(self, text: str, look: Look, node: Node | None = None, number: str = "") -> None:
        self.text, self.look, self.node, self.number = text, look, node, number
        self.space_after = look.space_after
        self.lines: list[Line] = []
        self._broken_at = -1.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        if width != self._broken_at:
            look = self.look
            room = width - look.indent
            first = room - max(0.0, look.number_right + self._number_width() - look.indent)
            self.lines = _broken(self.text, look, first if self.number else room, room)
            self.width, self._broken_at = width, width
        self.height = len(self.lines) * self.look.leading
        return self.width, self.height

    def _number_width(self) -> float:
        return width_of(self.number, self.look) + NUMBER_GAP * self.look.size if self.number else 0.0

    def split(self, width: float, height: float) -> list[Words]:
        """At least two lines stay, and at least two go on."""
        self.wrap(width, height)
        fit, count = int(height / self.look.leading), len(self.lines)
        if fit >= count:
            return [self]
        if fit == count - 1:
            fit -= 1
        if fit < 2:
            return []
        return [self._part(self.lines[:fit], self.number), self._part(self.lines[fit:], "")]

    def _part(self, lines: list[Line], number: str) -> Words:
        part = Words("\n".join(words for _left, words in lines), self.look, self.node, number)
        part.lines, part.width, part._broken_at = lines, self.width, self._broken_at
        part.space_before, part.space_after = self.space_before, self.space_after
        return part

    def widest(self) -> float:
        """Of its lines."""
        return max((self.width - self.look.indent - left for left, _words in self.lines), default=0.0)

    def draw_on(self, canvas: Any, x: float, y: float) -> None:
        with canvas.marked(self.node):
            if self.lines:
                self.write(canvas, x, y)

    def write(self, canvas: Any, x: float, y: float) -> None:
        """Without a place in the structure."""
        look, y = self.look, y + self.height - self.look.size
        canvas.setFillColor(look.ink)
        pen = canvas.beginText(x + look.indent, y)
        pen.setFont(face(look.weight).name, look.size, look.leading)
        if self.number:
            pen.setTextOrigin(x + look.number_right - width_of(self.number, look), y)
            pen.textLine(self.number)
            pen.setTextOrigin(x + look.indent, y)
        for at, (left, words) in enumerate(self.lines):
            if look.right:
                pen.setTextOrigin(x + look.indent + max(left, 0.0), y - at * look.leading)
            spaces = words.count(" ") + words.count("\xa0") if left < -NEARLY_NONE else 0
            if spaces:
                pen.setWordSpace(left / spaces)
            _say(pen, words, look)
            if spaces:
                pen.setWordSpace(0)
        canvas.drawText(pen)


def _say(pen: Any, words: str, look: Look) -> None:
    """One line, in as many faces as it needs."""
    if face(look.weight).covers(words):
        pen.textLine(words)
        return
    for chosen, run in _runs(words, look.weight):
        pen.setFont(chosen.name, look.size, look.leading)
        pen.textOut(run)
    pen.setFont(face(look.weight).name, look.size, look.leading)
    pen.textLine("")


def width_of(text: str, look: Look) -> float:
    """In points."""
    return width_in(text, look.weight, look.size)


def width_in(text: str, weight: str, size: float) -> float:
    """In the unit of the size."""
    try:
        return 0.001 * size * sum(map(face(weight).widths.__getitem__, text))
    except KeyError:
        runs = _runs(text, weight)
        return 0.001 * size * sum(chosen.widths.get(char, 0.0) for chosen, run in runs for char in run)


def _broken(text: str, look: Look, first: float, room: float) -> list[Line]:
    """Lines as full as they get; a word longer than a line is cut."""
    if not text:
        return []
    lines: list[Line] = []
    space = width_of(" ", look)
    for paragraph in text.split("\n"):
        here: list[str] = []
        used = -space
        for word in filter(None, BLANKS.split(paragraph)):
            most = room if lines else first
            wide = width_of(word, look)
            if used + space + wide <= most + SHRINKS * space * len(here) or len(word) == 1 > len(here):
                here.append(word)
            elif wide > most:
                *whole, last = _cut(word, used + space, most, room, look)
                lines += [(0.0, " ".join([*here, whole[0]])), *((0.0, piece) for piece in whole[1:])]
                here, used, wide = [last], -space, width_of(last, look)
            else:
                lines.append((most - used, " ".join(here)))
                here, used = [word], -space
            used += space + wide
        lines.append(((room if lines else first) - used, " ".join(here)))
    return lines


def _cut(word: str, used: float, most: float, room: float, look: Look) -> list[str]:
    """A word without an end, in pieces that fill their lines; the first goes where others stand already."""
    pieces, piece = list[str](), ""
    for char in word:
        wide = width_of(char, look)
        if used + wide > most and (piece or used):
            pieces.append(piece)
            piece, used, most = "", 0.0, room
        piece += char
        used += wide
    return [*pieces, piece]


def clean(text: str) -> str:
    """One way of writing each letter, one kind of line break, and nothing that can't be seen."""
    text = unicodedata.normalize("NFC", BREAKS.sub("\n", text))
    return UNSEEN.sub("", text).replace("\t", " ")


def pieces(text: str) -> list[list[str]]:
    """Paragraphs, parted by blank lines, each as lines of a length that a page can take."""
    found: list[list[str]] = []
    for paragraph in re.split(r"\n\s*\n", clean(text[:LONGEST])):
        lines = [piece for line in paragraph.split("\n") if line.strip() for piece in _shorter(line.strip())]
        if lines:
            found.append(lines)
    return found


def _shorter(line: str) -> list[str]:
    parts: list[str] = []
    while len(line) > PIECE:
        at = line.rfind(" ", PIECE // 2, PIECE)
        at = PIECE if at < 0 else at
        parts.append(line[:at])
        line = line[at:].lstrip()
    return [*parts, line]


def printable(text: str, weight: str, warnings: list[str]) -> str:
    """Cleaned text without the letters that neither face has."""
    if face(weight).covers(text):
        return text
    return "".join(_shown(cluster, weight, warnings) for cluster in _clusters(text))


def _runs(text: str, weight: str) -> list[tuple[Face, str]]:
    """A missing letter comes from the second face, with the marks that stand on it."""
    runs: list[tuple[Face, str]] = []
    for cluster in _clusters(text):
        chosen = face(weight) if face(weight).covers(cluster) else second_face(weight)
        if runs and runs[-1][0] is chosen:
            runs[-1] = (chosen, runs[-1][1] + cluster)
        else:
            runs.append((chosen, cluster))
    return runs


def _clusters(text: str) -> list[str]:
    """Letters with the marks that stand on them."""
    found: list[str] = []
    for char in text:
        if found and unicodedata.combining(char):
            found[-1] += char
        else:
            found.append(char)
    return found


def _shown(cluster: str, weight: str, warnings: list[str]) -> str:
    first = face(weight)
    if first.covers(cluster) or second_face(weight).covers(cluster):
        return cluster
    shown = ""
    for char in cluster:
        if first.covers(char):
            shown += char
            continue
        warning = MISSING.format(f"U+{ord(char):04X}")
        if warning not in warnings:
            warnings.append(warning)
        shown += "" if unicodedata.combining(char) else SUBSTITUTE
    return shown


def shortened(text: str, most: int, warnings: list[str]) -> str:
    """For a table's cell, which can't run over a page."""
    text = clean(text)
    if len(text) <= most:
        return text
    if SHORTENED not in warnings:
        warnings.append(SHORTENED)
    return text[:most].rstrip() + " …"
