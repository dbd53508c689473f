"""Puts a theme in force: fonts, one palette and one style sheet for the whole app."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from ketacounsel.core.errors import BadDataFile
from ketacounsel.ui.theme.files import resource_folder
from ketacounsel.ui.theme.hub import hub
from ketacounsel.ui.theme.tokens import Theme, load_theme

_FACES = (
    "Inter_400Regular",
    "Inter_400Regular_Italic",
    "Inter_500Medium",
    "Inter_600SemiBold",
    "Inter_700Bold",
)
STYLE = ("-style", "Fusion")
"""Words for QApplication. Set later, it makes Python know all of a style's parts, which takes 7 ms."""

_PLACEHOLDER = re.compile(r"\$(?:(?P<size>\d+(?:\.\d+)?)(?:-(?P<less>\d+))?|(?P<token>[a-z]\w*))")
_PALETTE = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "hover",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "surface",
    QPalette.ColorRole.PlaceholderText: "text_faint",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Mid: "border_strong",
    QPalette.ColorRole.Midlight: "border",
    QPalette.ColorRole.Dark: "border_strong",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Shadow: "border_strong",
    QPalette.ColorRole.Accent: "accent",
}


def apply_theme(app: QApplication, theme: Theme | str = "light", scale: float = 1.0) -> Theme:
    """Put a theme in force, at start or while running. A name reads the file of that name."""
    if isinstance(theme, str):
        theme = load_theme(resource_folder("themes"), theme, scale)
    load_fonts()
    hub().put(theme)
    app.setFont(theme.font("body"))
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))
    hub().changed.emit()
    return theme


@lru_cache(maxsize=1)
def load_fonts() -> None:
    """Register the bundled faces; an installed Inter is never relied on."""
    for face in _FACES:
        file = resource_folder("fonts") / f"{face}.ttf"
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise BadDataFile(file.name, "whole file", "not a font that can be used")


def palette(theme: Theme) -> QPalette:
    """The palette behind everything the style sheet does not name."""
    result = QPalette()
    for role, token in _PALETTE.items():
        result.setColor(role, theme.color(token))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, theme.color("text_faint"))
    return result


def style_sheet(theme: Theme) -> str:
    """app.qss with `$token` put in as a colour and `$40-2` as the pixels of 40 at this size, less 2."""
    file = resource_folder("themes") / "app.qss"

    def put_in(match: re.Match[str]) -> str:
        if size := match["size"]:
            return f"{theme.px(float(size)) - int(match['less'] or 0)}px"
        if match["token"] not in theme.colors:
            raise BadDataFile(file.name, match[0], "no such colour")
        return theme.color(match["token"]).name()

    return _PLACEHOLDER.sub(put_in, _template(file))


@lru_cache(maxsize=1)
def _template(file: Path) -> str:
    return file.read_text(encoding="utf-8")
