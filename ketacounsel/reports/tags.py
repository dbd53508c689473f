"""The report's structure for a screen reader: headings, paragraphs, tables and figures in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFObject, PDFString

Spot = tuple[int, int]  # page index, number of the marked content on it


@dataclass(slots=True, eq=False)
class Node:
    """One element; the drawing adds the places where its content stands."""

    kind: str
    kids: list[Node | Spot] = field(default_factory=list)
    alt: str = field(default="", repr=False)

    def add(self, kind: str, alt: str = "") -> Node:
        child = Node(kind, alt=alt)
        self.kids.append(child)
        return child


@dataclass(slots=True)
class Marks:
    """Which element each piece of marked content belongs to, page by page."""

    pages: list[list[Node]] = field(default_factory=lambda: [[]])

    def take(self, node: Node) -> int:
        """The number for the next piece of content of an element, on the page being drawn."""
        here = self.pages[-1]
        here.append(node)
        number = len(here) - 1
        node.kids.append((len(self.pages) - 1, number))
        return number

    def turn(self) -> None:
        self.pages.append([])


class _Written(PDFObject):
    """An object already in PDF's own words: quicker than a dictionary for each of hundreds of elements."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.words = b""

    def format(self, _document: Any) -> bytes:
        return self.words


def write_tree(document: Any, root: Node, marks: Marks, language: str) -> None:
    """Hang the tree into the catalog, and tell each page where its marks are listed."""
    pages = document.Pages.pages
    tree = _Tree(document, [_number(document, page) for page in pages])
    written = _Written()
    top = _number(document, written, "StructTree")
    first = tree.element(root, top)
    lists = [" ".join(tree.numbers[id(node)] for node in marks.pages[index]) for index in range(len(pages))]
    nums = " ".join(f"{index} [{elements}]" for index, elements in enumerate(lists))
    written.words = (
        f"<< /Type /StructTreeRoot /K {first} /ParentTree << /Nums [{nums}] >> "
        f"/ParentTreeNextKey {len(pages)} >>"
    ).encode("ascii")
    for index, page in enumerate(pages):
        page.StructParents = index
        page.Tabs = PDFName("S")
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
    document.Catalog.StructTreeRoot = written
    document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    document.Catalog.Lang = PDFString(language)


def _number(document: Any, thing: object, name: str | None = None) -> str:
    """How other objects point to this one."""
    reference = document.Reference(thing, name) if name else document.Reference(thing)
    words: bytes = reference.format(document)
    return words.decode("ascii")


class _Tree:
    """Writes elements, children before their parent is complete."""

    def __init__(self, document: Any, pages: list[str]) -> None:
        self.document, self.pages = document, pages
        self.numbers: dict[int, str] = {}

    def element(self, node: Node, parent: str) -> str:
        written = _Written()
        number = _number(self.document, written, f"Element{len(self.numbers)}")
        self.numbers[id(node)] = number
        spots = [kid for kid in node.kids if not isinstance(kid, Node)]
        page = spots[0][0] if spots else None
        kids = " ".join(part for kid in node.kids if (part := self._kid(kid, number, page)))
        words = f"<< /S /{node.kind} /P {parent} /K [{kids}]"
        if page is not None:
            words += f" /Pg {self.pages[page]}"
        if node.kind == "TH":
            words += " /A << /O /Table /Scope /Column >>"
        ending = b" /Alt " + PDFString(node.alt).format(self.document) if node.alt else b""
        written.words = words.encode("ascii") + ending + b" >>"
        return number

    def _kid(self, kid: Node | Spot, parent: str, page: int | None) -> str:
        """A mark on the element's own page is a bare number; one on another page names it."""
        if isinstance(kid, Node):
            return self.element(kid, parent) if kid.kids else ""
        there, number = kid
        return str(number) if there == page else f"<< /Type /MCR /Pg {self.pages[there]} /MCID {number} >>"
