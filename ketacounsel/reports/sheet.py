"""The canvas reports are drawn on: marked content, and a foot on each page that knows how many there are."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from ketacounsel.reports.parts import Filling
from ketacounsel.reports.tags import Marks, Node, write_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ketacounsel.reports.parts import Part
    from ketacounsel.reports.running import Running
    from ketacounsel.reports.style import Style

MAKER = "KetaCounsel"
VERSION = (1, 7)  # of PDF: the first that readers know all our tags from
rl_config.useA85 = 0  # streams as bytes, not as a fourth more letters


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself."""

    title: str
    author: str
    subject: str = ""
    language: str = "en"


class Sheet(Canvas):
    """Pages are held back until the last is drawn; then each gets its foot and is written."""

    _code: list[str]  # of the base class, which carries no types for them
    _doc: Any
    _startPage: Callable[[], None]  # noqa: N815

    def __init__(
        self,
        target: BinaryIO,
        style: Style,
        about: About,
        foot: Callable[[Sheet, int, int], None],
        root: Node,
    ) -> None:
        size = (style.width, style.height)
        super().__init__(
            target, pagesize=size, pageCompression=1, invariant=1, pdfVersion=VERSION, lang=about.language
        )
        self.setTitle(about.title)
        self.setAuthor(about.author)
        self.setSubject(about.subject)
        self.setCreator(MAKER)
        self.setProducer(MAKER)
        self.setViewerPreference("DisplayDocTitle", "true")
        self.about, self.foot, self.root = about, foot, root
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
        write_tree(self._doc, self.root, marks, self.about.language)
        Canvas.save(self)


def printed(
    parts: Sequence[Part],
    root: Node,
    running: Running,
    about: About,
    under: Callable[[Sheet], None] | None = None,
) -> tuple[bytes, int]:
    """The file and its number of pages; `under` draws beneath the words of each."""
    target = BytesIO()
    sheet = Sheet(target, running.style, about, running.draw_foot, root)

    def begin(sheet: Sheet, page: int) -> None:
        if under is not None:
            under(sheet)
        if page > 1:
            running.draw_head(sheet)

    filling = Filling(sheet, running.area, begin)
    filling.fill(parts)
    sheet.save()
    return target.getvalue(), filling.page
