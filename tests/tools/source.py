"""One Python file as text and as a tree, and the questions the house rules ask of it."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file: its path below the project (with slashes) and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def code_lines(self) -> frozenset[int]:
        """Numbers of the lines that hold code: no blank line, comment or docstring."""
        lines: set[int] = set()
        quiet = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
        quiet |= {tokenize.ENDMARKER, tokenize.ENCODING}
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type not in quiet:
                lines.update(range(token.start[0], token.end[0] + 1))
        return frozenset(lines) - self._docstring_lines()

    def _docstring_lines(self) -> set[int]:
        lines: set[int] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, Documented) and ast.get_docstring(node):
                text = node.body[0]
                lines.update(range(text.lineno, (text.end_lineno or text.lineno) + 1))
        return lines

    def below(self, folder: str) -> bool:
        return self.path.startswith(folder)


def strings(source: Source) -> Iterator[tuple[int, str]]:
    """Every string but the docstrings, with its line."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(source.tree)
        if isinstance(node, Documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def attributes(source: Source, names: set[str]) -> Iterator[int]:
    """Lines that use one of these names after a dot."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in names:
            yield node.lineno


def desktop_marks(tree: ast.AST) -> Iterator[int]:
    """The lines of a test's marks, where it needs a desktop that the computer may lack."""
    for node in ast.walk(tree):
        marks = node.decorator_list if isinstance(node, ast.FunctionDef) else []
        if "pytest.mark.desktop" in map(ast.unparse, marks):
            yield from (mark.lineno for mark in marks)


def names(node: ast.AST) -> set[str]:
    """Plain and dotted names in this piece of the tree."""
    found = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return found | {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}


def called(call: ast.Call) -> str:
    """The last part of the called name."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def annotation(node: ast.expr) -> ast.AST:
    """An annotation, unwrapped when it is written as a string."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return ast.parse(node.value, mode="eval")
    return node


def imported_from(source: Source, package: str) -> Iterator[str]:
    """Names this file takes from a package of ours, as it calls them."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(package):
            yield from (alias.asname or alias.name for alias in node.names)


def raises_on(handler: ast.ExceptHandler) -> bool:
    """Whether this handler always ends by raising what it caught."""
    last = handler.body[-1]
    leaves_early = any(isinstance(part, ast.Return | ast.Break | ast.Continue) for part in ast.walk(handler))
    return isinstance(last, ast.Raise) and last.exc is None and not leaves_early
