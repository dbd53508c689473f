"""The look: tokens from resources/themes, one style sheet, fonts and icons.

apply_theme(app, "light", 1.15)      put in force, again at any time
theme().color("accent")              a QColor         theme().px(40)      scaled pixels
theme().font("section")              a QFont          theme().line("body") its line height
pixmap("infusion", "infusion", 18)   an icon          hub().changed        after every switch
"""

from __future__ import annotations

from ketacounsel.ui.theme.apply import STYLE, apply_theme
from ketacounsel.ui.theme.files import resource_folder
from ketacounsel.ui.theme.hub import ThemeHub, hub, theme
from ketacounsel.ui.theme.icons import icon, pixmap
from ketacounsel.ui.theme.tokens import SCALES, THEMES, Theme, load_theme

__all__ = [
    "SCALES",
    "STYLE",
    "THEMES",
    "Theme",
    "ThemeHub",
    "apply_theme",
    "hub",
    "icon",
    "load_theme",
    "pixmap",
    "resource_folder",
    "theme",
]
