"""The mark in vectors: a drop with a water line on a teal tile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ketacounsel.reports.style import Style

SIDE = 28.5  # points


def draw_mark(canvas: Any, x: float, y: float, style: Style) -> None:
    """The tile's lower left corner stands at x, y. The drawing is on a grid of 36, y downwards."""
    canvas.saveState()
    canvas.translate(x, y + SIDE)
    canvas.scale(SIDE / 36, SIDE / 36)
    canvas.setFillColor(style.ink["accent"])
    canvas.roundRect(0, -36, 36, 36, 9, stroke=0, fill=1)
    canvas.setStrokeColor(style.ink["paper"])
    canvas.setLineWidth(2.1)
    canvas.setLineJoin(1)
    canvas.setLineCap(1)
    drop = canvas.beginPath()
    drop.moveTo(18, -7.5)
    drop.curveTo(22.6, -12.7, 25.6, -16.5, 25.6, -20.5)
    drop.curveTo(25.6, -24.7, 22.2, -28.1, 18, -28.1)
    drop.curveTo(13.8, -28.1, 10.4, -24.7, 10.4, -20.5)
    drop.curveTo(10.4, -16.5, 13.4, -12.7, 18, -7.5)
    drop.close()
    canvas.drawPath(drop, stroke=1, fill=0)
    water = canvas.beginPath()
    water.moveTo(10.9, -20.6)
    water.curveTo(13.3, -18.9, 15.6, -18.9, 18, -20.6)
    water.curveTo(20.4, -22.3, 22.7, -22.3, 25.1, -20.6)
    canvas.drawPath(water, stroke=1, fill=0)
    canvas.restoreState()
