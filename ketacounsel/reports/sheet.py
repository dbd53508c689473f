"""The canvas reports are drawn on: marked content, and a foot on each page that knows how many there are."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from ketacounsel.reports.tags import Marks, Node, write_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


VERSION = (1, 7)  # of PDF: the first that readers know all our tags from
rl_config.useA85 = 0  # streams as bytes, not as a fourth more letters


class Sheet(Canvas):
    """Pages are held back until the last is drawn; then each gets its foot and is written."""

    foot: Callable[[Sheet, int, int], None]
    root: Node
    _code: list[str]  # of the base class, which carries no types for them
    _doc: Any
    _startPage: Callable[[], None]  # noqa: N815
    language: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "pdfVersion": VERSION})
        self.marks = Marks()
        self._held: list[dict[str, Any]] = []

    @contextmanager
    def marked(self, node: Node | None) -> Iterator[None]:
        """Content of an element of the structure; of none, it is decoration that is not read aloud."""
        code: list[str] = self._code
        if node is None:
            code.append("/Artifact BMC")
        else:
            code.append(f"/{node.kind} <</MCID {self.marks.take(node)}>> BDC")
        yield
        self._code.append("EMC")

    def showPage(self) -> None:  # noqa: N802 - the name reportlab calls
        self._held.append(dict(self.__dict__))
        self.marks.turn()
        self._startPage()

    def save(self) -> None:
        held, marks = self._held, self.marks
        for index, state in enumerate(held):
            self.__dict__.update(state)
            self.foot(self, index + 1, len(held))
            Canvas.showPage(self)
        write_tree(self._doc, self.root, marks, self.language)
        Canvas.save(self)
