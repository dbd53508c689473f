"""Lucide icons in the colours of the theme, drawn once per name, colour, size and screen density."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from ketacounsel.core.errors import BadDataFile
from ketacounsel.ui.theme.files import resource_folder
from ketacounsel.ui.theme.hub import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

NAMES = {
    "today": "sun",
    "clients": "users-round",
    "calendar": "calendar-days",
    "templates": "layout-list",
    "reports": "file-chart-column",
    "client_view": "eye-off",
    "shared_screen": "users-round",
    "infusion": "droplet",
    "session": "notebook-pen",
    "booked": "calendar-check",
    "sign": "signature",
    "measure": "clipboard-list",
    "goal": "target",
    "theme": "tag",
    "safety": "shield-alert",
    "safety_ok": "shield-check",
    "time_limit": "clock-alert",
    "private": "lock-keyhole",
    "backup": "hard-drive",
    "saved": "check",
    "not_saved": "triangle-alert",
    "print": "printer",
    "call": "phone",
    "undo": "undo-2",
}


def icon(name: str, role: str = "text_muted", size: int = 18) -> QIcon:
    """A QIcon for Qt's own widgets; `name` is ours ("infusion") or Lucide's ("droplet")."""
    from PySide6.QtGui import QIcon

    return QIcon(pixmap(name, role, size))


def pixmap(name: str, role: str = "text_muted", size: int = 18, dpr: float = 0.0) -> QPixmap:
    """An icon in the colour of a token, `size` pixels at 100 %."""
    now = theme()
    app = QApplication.instance()
    ratio = dpr or (app.devicePixelRatio() if isinstance(app, QApplication) else 1.0)
    return _draw(
        NAMES.get(name, name), now.color(role).name(), now.px(size), now.strokes.get(size, 1.75), ratio
    )


@lru_cache(maxsize=512)
def _draw(file_name: str, colour: str, px: int, stroke: float, dpr: float) -> QPixmap:
    svg = (
        _svg(file_name)
        .replace("currentColor", colour)
        .replace('stroke-width="2"', f'stroke-width="{stroke}"')
    )
    picture = QPixmap(round(px * dpr), round(px * dpr))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, px * dpr, px * dpr))
    painter.end()
    picture.setDevicePixelRatio(dpr)
    return picture


@lru_cache(maxsize=128)
def _svg(file_name: str) -> str:
    try:
        return (resource_folder("icons") / f"{file_name}.svg").read_text(encoding="utf-8")
    except OSError as problem:
        raise BadDataFile(f"{file_name}.svg", "whole file", "no such icon") from problem
