"""The faces a report is set in, registered once: figures of equal width, and a second face for gaps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from struct import unpack_from
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ketacounsel.paths import resource_root

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FILES = {
    "regular": "Inter_400Regular.ttf",
    "medium": "Inter_500Medium.ttf",
    "semibold": "Inter_600SemiBold.ttf",
}
SECOND_FILES = {
    "regular": "SourceSans3_400Regular.ttf",
    "medium": "SourceSans3_400Regular.ttf",
    "semibold": "SourceSans3_600SemiBold.ttf",
}
SUBSTITUTE = "\u25a1"  # a hollow box: visible, and not mistaken for a letter


@dataclass(frozen=True, slots=True)
class Face:
    """A registered font, and how wide each character is that it can print, in thousandths of its size."""

    name: str
    widths: Mapping[str, float]
    covered: frozenset[str]

    def covers(self, text: str) -> bool:
        """Whether it can print all of it; a line break needs no letter."""
        return self.covered.issuperset(text)


@cache
def face(weight: str) -> Face:
    return _register(f"Keta-{weight}", FILES[weight])


@cache
def second_face(weight: str) -> Face:
    """For a character that the first face lacks; read only when one turns up."""
    return _register(f"KetaSecond-{weight}", SECOND_FILES[weight])


def _register(name: str, file: str) -> Face:
    font = TTFont(name, str(resource_root() / "fonts" / file))
    pdfmetrics.registerFont(font)
    parsed: Any = font.face
    _set_tabular_figures(parsed)
    widths = {chr(code): width for code, width in parsed.charWidths.items()}
    return Face(name, widths, frozenset((*map(chr, parsed.charToGlyph), "\n")))


def _set_tabular_figures(parsed: Any) -> None:
    """Reportlab can't switch font features on, so digits are led to the glyphs that `tnum` names."""
    if "GSUB" not in parsed.table:
        return
    tabular = dict(_tabular_glyphs(parsed.get_table("GSUB")))
    counted = unpack_from(">H", parsed.get_table("hhea"), 34)[0]
    advances = parsed.get_table("hmtx")
    for code in range(ord("0"), ord("9") + 1):
        glyph = tabular.get(parsed.charToGlyph[code])
        if glyph is None:
            continue
        advance = unpack_from(">H", advances, 4 * min(glyph, counted - 1))[0]
        parsed.charToGlyph[code] = glyph
        parsed.charWidths[code] = advance * 1000.0 / parsed.unitsPerEm


def _tabular_glyphs(table: bytes) -> Iterator[tuple[int, int]]:
    """Pairs of glyph and equal-width glyph, out of an OpenType substitution table."""
    features, lookups = unpack_from(">HH", table, 6)
    wanted: set[int] = set()
    for index in range(unpack_from(">H", table, features)[0]):
        tag, offset = unpack_from(">4sH", table, features + 2 + 6 * index)
        if tag == b"tnum":
            count = unpack_from(">H", table, features + offset + 2)[0]
            wanted.update(unpack_from(f">{count}H", table, features + offset + 4))
    for index in sorted(wanted):
        lookup = lookups + unpack_from(">H", table, lookups + 2 + 2 * index)[0]
        kind, _flags, count = unpack_from(">HHH", table, lookup)
        for offset in unpack_from(f">{count}H", table, lookup + 6):
            at = lookup + offset
            if kind == 7:  # an extension: the substitution itself is further on
                kind_inside, far = unpack_from(">HI", table, at + 2)
                if kind_inside == 1:
                    yield from _substitutions(table, at + far)
            elif kind == 1:
                yield from _substitutions(table, at)


def _substitutions(table: bytes, at: int) -> Iterator[tuple[int, int]]:
    form, offset, last = unpack_from(">HHH", table, at)
    covered = _coverage(table, at + offset)
    if form == 1:
        yield from ((glyph, (glyph + last) & 0xFFFF) for glyph in covered)
    else:
        yield from zip(covered, unpack_from(f">{last}H", table, at + 6), strict=False)


def _coverage(table: bytes, at: int) -> list[int]:
    form, count = unpack_from(">HH", table, at)
    if form == 1:
        return list(unpack_from(f">{count}H", table, at + 4))
    glyphs: list[int] = []
    for index in range(count):
        begin, end, _first = unpack_from(">HHH", table, at + 4 + 6 * index)
        glyphs.extend(range(begin, end + 1))
    return glyphs
