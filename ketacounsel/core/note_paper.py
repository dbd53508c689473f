"""A note as it goes on paper."""

from __future__ import annotations

from dataclasses import dataclass, field

from ketacounsel.core.report import Paper


@dataclass(frozen=True, slots=True)
class AddendumPaper:
    """Words added after signing, with who signed them and when."""

    title: str
    text: str = field(repr=False)
    byline: str = ""


@dataclass(frozen=True, slots=True)
class NotePaper:
    """Everything the page shows. Without a signature it is a draft and says so across the page."""

    paper: Paper
    practice: str
    title: str
    head: tuple[tuple[str, str], ...] = field(repr=False)
    sections: tuple[tuple[str, str], ...] = field(repr=False)
    footer: str = field(default="", repr=False)
    signed: str = ""
    licence: str = ""
    check: str = ""
    incomplete_reason: str = field(default="", repr=False)
    addenda: tuple[AddendumPaper, ...] = field(default=(), repr=False)

    @property
    def is_draft(self) -> bool:
        return not self.signed
