"""Both grounds can be read: every token is there, words reach 4.5:1 and marks 3:1."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketacounsel.core.errors import BadDataFile
from ketacounsel.ui.theme import SCALES, THEMES, apply_theme, hub, load_theme, pixmap, resource_folder, theme
from ketacounsel.ui.theme.apply import style_sheet
from ketacounsel.ui.theme.icons import NAMES

FOLDER = resource_folder("themes")


def _light(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("kind", "least"), [("text", 4.5), ("mark", 3.0)])
def test_every_pair_can_be_read(name: str, kind: str, least: float) -> None:
    look = load_theme(FOLDER, name)
    low = {pair: contrast(look.color(pair[0]), look.color(pair[1])) for pair in look.pairs[kind]}
    assert {pair: ratio for pair, ratio in low.items() if ratio < least} == {}


@pytest.mark.parametrize("name", THEMES)
def test_more_contrast_keeps_every_word_readable(name: str) -> None:
    look = load_theme(FOLDER, name, more_contrast=True)
    assert look.color("text_faint") == look.color("text")
    assert all(contrast(look.color(a), look.color(b)) >= 4.5 for a, b in look.pairs["text"])


def test_both_grounds_have_the_same_tokens() -> None:
    light, dark = (load_theme(FOLDER, name) for name in THEMES)
    assert set(light.colors) == set(dark.colors)


def test_no_violet_outside_infusions() -> None:
    """One meaning per colour: the three violets are the only ones."""
    for name in THEMES:
        colours = load_theme(FOLDER, name).colors
        violet = {
            key
            for key, colour in colours.items()
            if 255 <= colour.hslHue() <= 285 and colour.hslSaturation() > 60
        }
        assert all(key.startswith("infusion") for key in violet)


@pytest.mark.parametrize("scale", SCALES)
def test_sizes_follow_the_interface_size(scale: float) -> None:
    look = load_theme(FOLDER, "light", scale)
    assert look.size("target", "min") == round(40 * scale)
    assert look.font("body").pixelSize() == round(14 * scale)
    assert look.line("reading") == round(26 * scale)


def test_a_misspelt_colour_is_named(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "themes")
    file = tmp_path / "themes" / "light.toml"
    file.write_text(file.read_text().replace('bg = "#F4F5F2"', 'bg = "#F4F5FX"'))
    with pytest.raises(BadDataFile, match=r"light\.toml: color\.bg"):
        load_theme(tmp_path / "themes", "light")


def test_the_bundled_face_is_used(qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    for weight in (400, 500, 600, 700):
        found = QFontInfo(theme().font("body", weight))
        assert (found.family(), found.weight()) == ("Inter", weight)
    assert theme().font().hintingPreference() == QFont.HintingPreference.PreferNoHinting
    assert theme().font("body", figures=True).featureTags() == [QFont.Tag("tnum")]


def test_light_and_dark_switch_while_running(qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp, "light")
    with qtbot.waitSignal(hub().changed):
        apply_theme(qapp, "dark", 2.0)
    assert theme().dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme().color("bg")
    apply_theme(qapp, "light")


@pytest.mark.parametrize("name", THEMES)
def test_the_sheet_leaves_no_placeholder(name: str) -> None:
    text = style_sheet(load_theme(FOLDER, name, 1.5))
    assert "$" not in text
    assert text.count("{") == text.count("}")


def test_every_named_icon_is_there(qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    for name in NAMES:
        picture = pixmap(name, "accent", 18, 2.0)
        assert (picture.width(), picture.devicePixelRatio()) == (36, 2.0)
