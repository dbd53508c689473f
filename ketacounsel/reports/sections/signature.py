"""The signature: two lines for wet ink, or the sentence that says it was signed in the app."""

from __future__ import annotations

from typing import Any

from ketacounsel.core.report import Signature
from ketacounsel.reports.parts import Part
from ketacounsel.reports.sections.flow import flow
from ketacounsel.reports.typesetter import Typesetter

ROOM, BELOW, COLUMN_GAP, BEFORE = 31.2, 4.5, 28.3, 19.8


@flow.register
def _(block: Signature, setter: Typesetter) -> list[Part]:
    return [SignatureLines(block, setter)]


class SignatureLines(Part):
    """Never parted: a name without its line is no signature."""

    def __init__(self, block: Signature, setter: Typesetter) -> None:
        self.space_before = BEFORE
        self.signed = bool(block.signed)
        self.ink = setter.style.ink["text"]
        node = setter.root.add("P")
        check = f"Check {block.check}." if block.check else ""
        first = " ".join(part for part in (block.signed, check) if part) if self.signed else block.name
        self.name = setter.words(first, "body" if self.signed else "signer", node)
        self.license = setter.words(block.license, "caption", setter.root.add("P"))
        self.date = setter.words("" if self.signed else "Date", "body", setter.root.add("P"))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.column = width if self.signed else (width - COLUMN_GAP) / 2
        above = 0.0 if self.signed else ROOM + BELOW
        name, license_line = self.name.wrap(self.column, 1e6)[1], self.license.wrap(self.column, 1e6)[1]
        self.date.wrap(self.column, 1e6)
        self.width, self.height = width, above + name + license_line
        return self.width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        top = self.height
        if not self.signed:
            top -= ROOM
            with canvas.marked(None):
                canvas.setStrokeColor(self.ink)
                canvas.setLineWidth(0.85)
                canvas.line(0, top, self.column, top)
                canvas.line(self.column + COLUMN_GAP, top, self.width, top)
            top -= BELOW
            self.date.draw_on(canvas, self.column + COLUMN_GAP, top - self.date.height)
        self.name.draw_on(canvas, 0, top - self.name.height)
        self.license.draw_on(canvas, 0, top - self.name.height - self.license.height)
