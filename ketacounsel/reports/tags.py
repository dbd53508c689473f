"""The report's structure for a screen reader: headings, paragraphs, tables and figures in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObjectReference, PDFString

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


def write_tree(document: Any, root: Node, marks: Marks, language: str) -> None:
    """Hang the tree into the catalog, and tell each page where its marks are listed."""
    pages = document.Pages.pages
    references = [document.Reference(page) for page in pages]
    names: dict[int, str] = {}
    tree = PDFDictionary({"Type": PDFName("StructTreeRoot")})
    top = document.Reference(tree, "StructTree")
    tree["K"] = _element(document, root, top, references, names)
    numbers: list[Any] = []
    for index, page in enumerate(pages):
        page.StructParents = index
        page.Tabs = PDFName("S")
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        elements = [PDFObjectReference(names[id(node)]) for node in marks.pages[index]]
        numbers += [index, PDFArray(elements)]
    tree["ParentTree"] = PDFDictionary({"Nums": PDFArray(numbers)})
    tree["ParentTreeNextKey"] = len(pages)
    document.Catalog.StructTreeRoot = tree
    document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    document.Catalog.Lang = PDFString(language)


def _element(document: Any, node: Node, parent: Any, pages: list[Any], names: dict[int, str]) -> Any:
    name = f"Element{len(names)}"
    names[id(node)] = name
    content = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(node.kind), "P": parent})
    reference = document.Reference(content, name)
    kids: list[Any] = []
    for kid in node.kids:
        if isinstance(kid, Node):
            if kid.kids:
                kids.append(_element(document, kid, reference, pages, names))
        else:
            page, number = kid
            kids.append(PDFDictionary({"Type": PDFName("MCR"), "Pg": pages[page], "MCID": number}))
    content["K"] = PDFArray(kids)
    if node.alt:
        content["Alt"] = PDFString(node.alt)
    if node.kind == "TH":
        content["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName("Column")})
    return reference
