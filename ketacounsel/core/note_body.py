"""A note's text taken apart again into its sections, as a signed note holds it."""

from __future__ import annotations

from ketacounsel.core.templates import FORMATS


def sections(body: str, fmt: str) -> tuple[tuple[str, str], ...]:
    """Title and text of each section in order; text before the first title stands under no title."""
    titles = [title for _, title in FORMATS[fmt]]
    found: list[tuple[str, list[str]]] = []
    for chunk in body.strip("\n").split("\n\n"):
        first, _, rest = chunk.partition("\n")
        if first in titles:
            del titles[: titles.index(first) + 1]
            found.append((first, [rest]))
        elif found:
            found[-1][1].append(chunk)
        else:
            found.append(("", [chunk]))
    return tuple((title, "\n\n".join(texts)) for title, texts in found if title or any(texts))
