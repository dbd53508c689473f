"""The summary: a tinted box with an edge, three to five sentences long."""

from __future__ import annotations

from typing import Any

from ketacounsel.core.report import Summary
from ketacounsel.reports.parts import Part
from ketacounsel.reports.sections.flow import flow
from ketacounsel.reports.typesetter import Typesetter

PAD_X, PAD_TOP, PAD_FOOT, EDGE = 16.7, 10.2, 10.8, 2.55


@flow.register
def _(block: Summary, setter: Typesetter) -> list[Part]:
    content = setter.body(block.text)
    return [Box(content, setter)] if content else []


class Box(Part):
    """Paragraphs on a tint; a long one goes on in another box on the next page."""

    def __init__(self, content: list[Part], setter: Typesetter) -> None:
        self.content, self.setter = content, setter
        self.space_before = setter.style.gaps["summary_gap"]

    def _inside(self, width: float) -> float:
        return sum(item.wrap(width - 2 * PAD_X - EDGE, 1e6)[1] for item in self.content)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, self._inside(width) + PAD_TOP + PAD_FOOT
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Part]:
        room = height - PAD_TOP - PAD_FOOT
        fitting: list[Part] = []
        rest = list(self.content)
        while rest:
            tall = rest[0].wrap(width - 2 * PAD_X - EDGE, 1e6)[1]
            if tall > room:
                break
            fitting.append(rest.pop(0))
            room -= tall
        if rest:
            parts = rest[0].split(width - 2 * PAD_X - EDGE, room)
            if len(parts) == 2:
                fitting.append(parts[0])
                rest[0] = parts[1]
        return [Box(fitting, self.setter), Box(rest, self.setter)] if fitting and rest else []

    def draw(self) -> None:
        canvas: Any = self.canv
        ink = self.setter.style.ink
        with canvas.marked(None):
            canvas.setFillColor(ink["tint"])
            canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
            canvas.setFillColor(ink["accent"])
            canvas.rect(0, 0, EDGE, self.height, stroke=0, fill=1)
        y = self.height - PAD_TOP
        for item in self.content:
            y -= item.wrap(self.width - 2 * PAD_X - EDGE, 1e6)[1]
            item.draw_on(canvas, PAD_X, y)
