"""Users' text on its way to paper: cleaned, split, given a face that has its letters, and never markup."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reportlab.platypus import Paragraph

from ketacounsel.reports.fonts import SUBSTITUTE, face, second_face

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from ketacounsel.reports.tags import Node

PIECE = 3000  # characters; a paragraph is set in time that grows with its square
LONGEST = 1_200_000  # characters of one text
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0e\ufe0f]"
)
BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
MISSING = "A character that the report's typefaces lack is printed as a box: {0}."
SHORTENED = "A text that was too long for its place is printed shortened."


class Words(Paragraph):
    """A paragraph that knows its element of the structure, also when it runs over a page."""

    node: Node | None = None

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - the names reportlab gives them
        parts = super().split(aW, aH)
        for part in parts:
            if isinstance(part, Words):
                part.node = self.node
        return parts

    def draw(self) -> None:
        canvas: Any = self.canv
        with canvas.marked(self.node):
            super().draw()


def clean(text: str) -> str:
    """One way of writing each letter, one kind of line break, and nothing that can't be seen."""
    text = unicodedata.normalize("NFC", BREAKS.sub("\n", text))
    return UNSEEN.sub("", text).replace("\t", " ")


def pieces(text: str) -> list[list[str]]:
    """Paragraphs, parted by blank lines, each as lines short enough to set quickly."""
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


def markup(text: str, weight: str, warnings: list[str]) -> str:
    """Cleaned text with reportlab's own signs made harmless; a missing letter comes from the second face."""
    if face(weight).covered.issuperset(map(ord, text)):
        return escape(text)
    runs: list[tuple[str, str]] = []
    for cluster in _clusters(text):
        name, shown = _faced(cluster, weight, warnings)
        if runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1] + shown)
        else:
            runs.append((name, shown))
    first = face(weight).name
    return "".join(
        escape(run) if name == first else f'<font name="{name}">{escape(run)}</font>' for name, run in runs
    )


def _clusters(text: str) -> list[str]:
    """Letters with the marks that stand on them."""
    found: list[str] = []
    for char in text:
        if found and unicodedata.combining(char):
            found[-1] += char
        else:
            found.append(char)
    return found


def _faced(cluster: str, weight: str, warnings: list[str]) -> tuple[str, str]:
    codes = set(map(ord, cluster)) - {ord("\n")}
    first = face(weight)
    if codes <= first.covered:
        return first.name, cluster
    second = second_face(weight)
    if codes <= second.covered:
        return second.name, cluster
    shown = ""
    for char in cluster:
        if ord(char) in first.covered:
            shown += char
            continue
        warning = MISSING.format(f"U+{ord(char):04X}")
        if warning not in warnings:
            warnings.append(warning)
        shown += "" if unicodedata.combining(char) else SUBSTITUTE
    return first.name, shown


def shortened(text: str, most: int, warnings: list[str]) -> str:
    """For a table's cell, which can't run over a page."""
    text = clean(text)
    if len(text) <= most:
        return text
    if SHORTENED not in warnings:
        warnings.append(SHORTENED)
    return text[:most].rstrip() + " …"
