"""Pages that only tell: all keys, and what this program is and carries."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ketacounsel import __version__
from ketacounsel.paths import resource_root
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.key_list import KEYS
from ketacounsel.ui.keys_sheet import key_rows
from ketacounsel.ui.screens.settings.rows import SettingsPage
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.layout import column, rule
from ketacounsel.ui.widgets.text import Text, TextBlock

TERMS = "THIRD-PARTY.md"
SELF = (
    "Guided integration counseling and progress reports around ketamine infusions. "
    "It works on this computer only and makes no network connections. MIT licence."
)


class KeyboardPage(SettingsPage):
    """Every key, by where it works."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        for where in dict.fromkeys(key.where for key in KEYS):
            card = Card(where)
            card.body.put(key_rows([key for key in KEYS if key.where == where]))
            self.body.put(card)


class AboutPage(SettingsPage):
    """Version, the instruments' terms, the terms of others' work."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        about = Card(f"KetaCounsel {__version__}")
        about.body.put(TextBlock(SELF, "body", "muted"))
        self._instruments = Card("Questionnaires")
        others = Card("Work by others")
        for heading, lines in sections((resource_root() / TERMS).read_text(encoding="utf-8")):
            if heading == "Instruments":
                continue
            if heading:
                others.body.put(12, Text(heading, "body", "text", 600), 4)
            for line in lines:
                others.body.put(TextBlock(line, "small", "muted"), 6)
        self.body.put(about, self._instruments, others)
        self._filled = False

    def reread(self) -> None:
        """The catalogue of measures is read when somebody looks here."""
        if self._filled:
            return
        self._filled = True
        for place, measure in enumerate(self.desk.measures.measures().values()):
            if place:
                self._instruments.body.put(10, rule(), 10)
            self._instruments.body.put(_terms_of(measure.long_title, measure.licence, measure.attribution))


def _terms_of(title: str, licence: str, attribution: str) -> QWidget:
    block = QWidget()
    lines = column(TextBlock(title, "body", "text", 600), TextBlock(licence, "small", "muted"), gap=2)
    if attribution:
        lines.put(TextBlock(attribution, "small", "muted"))
    block.setLayout(lines)
    return block


def sections(text: str) -> list[tuple[str, list[str]]]:
    """The plain words of a small Markdown file: headings, paragraphs, and tables as "first: last"."""
    found: list[tuple[str, list[str]]] = [("", [])]
    open_paragraph = False
    for raw in text.splitlines():
        line = raw.replace("`", "").strip()
        if line.startswith("#"):
            if line.startswith("##"):
                found.append((line.lstrip("# "), []))
            open_paragraph = False
        elif line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if set(line) - set("|- :") and cells[0] not in ("what", "measure"):
                found[-1][1].append(f"{cells[0]}: {cells[-1]}")
            open_paragraph = False
        elif not line:
            open_paragraph = False
        elif open_paragraph:
            found[-1][1][-1] += f" {line}"
        else:
            found[-1][1].append(line)
            open_paragraph = True
    return found
