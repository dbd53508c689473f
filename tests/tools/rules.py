"""Rules about our code that no linter knows. Each reads one file and says where it breaks.

A rule is a function from a Source to the lines it objects to; test_architecture.py runs every rule over
every file, and over a bad example of its own, so that a rule that sees nothing is found out.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

from tests.tools.source import (
    Source,
    annotation,
    attributes,
    called,
    desktop_marks,
    imported_from,
    names,
    raises_on,
    strings,
)

FILE_LINES = 300
FUNCTION_LINES = 50
MAY_CATCH_ANYTHING = {"ketacounsel/ui/errors.py", "ketacounsel/cli.py"}
NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "webbrowser", "websockets", "xmlrpc",
}  # fmt: skip
RUN_CODE = {"faulthandler", "marshal", "pickle", "shelve", "yaml"}
LOCAL_ONLY = {"QLocalServer", "QLocalSocket"}
HEX_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b")
FONT_OR_MARKUP = re.compile(r"<(?:b|i|p|a|br|font|span|html)\b[^>]*>", re.IGNORECASE)


Rule = Callable[[Source], Iterator[int]]


def no_process_events(source: Source) -> Iterator[int]:
    """It replays typing in the middle of a save."""
    yield from attributes(source, {"processEvents"})


def style_only_in_theme(source: Source) -> Iterator[int]:
    """setStyleSheet stands in ui/theme/ only."""
    if not source.below("ketacounsel/ui/theme/") and source.below("ketacounsel/"):
        yield from attributes(source, {"setStyleSheet"})


def colours_only_in_theme(source: Source) -> Iterator[int]:
    """A hex colour stands in ui/theme/ only; elsewhere colours have names."""
    if not source.below("ketacounsel/") or source.below("ketacounsel/ui/theme/"):
        return
    for line, text in strings(source):
        if HEX_COLOUR.fullmatch(text) or re.search(rf"[:\s]{HEX_COLOUR.pattern}\s*[;}}]", text):
            yield line


def broad_handlers_are_named(source: Source) -> Iterator[int]:
    """Only the last resorts catch anything; tidying up and raising on is no catching."""
    if source.path in MAY_CATCH_ANYTHING:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and not raises_on(node):
            caught = {"BaseException"} if node.type is None else names(node.type)
            if caught & {"Exception", "BaseException"}:
                yield node.lineno


def bulk_writes_stay_in_the_store(source: Source) -> Iterator[int]:
    """execute(update(...)) and execute(delete(...)) elsewhere would pass by undo and audit."""
    if not source.below("ketacounsel/") or source.below("ketacounsel/store/"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and called(node) in {"execute", "scalars", "scalar"}:
            inner = {called(call) for call in ast.walk(node) if isinstance(call, ast.Call)}
            if inner & {"update", "delete", "insert", "text"}:
                yield node.lineno


def services_return_values(source: Source) -> Iterator[int]:
    """No public service function says that it returns a mapped class.

    One that is handed the open transaction (db) is a part of another and may: no screen can call it.
    """
    if not source.below("ketacounsel/services/"):
        return
    mapped = set(imported_from(source, "ketacounsel.models"))
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.returns is not None:
            inside = any(argument.arg == "db" for argument in node.args.args)
            returned = annotation(node.returns)
            if not inside and (names(returned) & mapped or "models" in names(returned)):
                yield node.lineno


def files_are_short(source: Source) -> Iterator[int]:
    """At most 300 lines of code."""
    if len(source.code_lines) > FILE_LINES:
        yield sorted(source.code_lines)[FILE_LINES]


def functions_are_short(source: Source) -> Iterator[int]:
    """At most 50 lines of code."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            span = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            if len(source.code_lines.intersection(span)) > FUNCTION_LINES:
                yield node.lineno


def modules_say_why(source: Source) -> Iterator[int]:
    """Every file begins with the reason it exists."""
    if not ast.get_docstring(source.tree):
        yield 1


def never_on_the_network(source: Source) -> Iterator[int]:
    """No network module; of Qt's, only the local socket by which a second start raises the first."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            if any(alias.name.split(".")[0] in NETWORK or "QtNetwork" in alias.name for alias in node.names):
                yield node.lineno
        elif isinstance(node, ast.ImportFrom):
            names = {alias.name for alias in node.names}
            module = node.module or ""
            outside = module.split(".")[0] in NETWORK
            if outside or ("QtNetwork" in module and names - LOCAL_ONLY) or "QtNetwork" in names:
                yield node.lineno


def no_unlocked_copies(source: Source) -> Iterator[int]:
    """ATTACH ... KEY '' writes the records out in the clear."""
    pattern = re.compile(r"attach\b.*\bkey\s+(''|\"\")", re.IGNORECASE | re.DOTALL)
    for line, text in strings(source):
        if pattern.search(text):
            yield line


def labels_show_plain_text(source: Source) -> Iterator[int]:
    """No rich text: a client's "<b>" is printed as typed."""
    if source.below("ketacounsel/ui/"):
        yield from attributes(source, {"setHtml", "insertHtml", "appendHtml", "RichText", "MarkdownText"})
        for line, text in strings(source):
            if FONT_OR_MARKUP.search(text):
                yield line


def labels_say_that_they_are_plain(source: Source) -> Iterator[int]:
    """A label of ours sets its text format, and a tip or message box that would guess is not used."""
    if not source.below("ketacounsel/ui/"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and any("QLabel" in names(base) for base in node.bases):
            if "setTextFormat" not in names(node):
                yield node.lineno
        elif isinstance(node, ast.Call):
            guesses = called(node) == "setToolTip" and not source.path.endswith("widgets/tip.py")
            words = node.args[0] if node.args else None
            if guesses and not isinstance(words, ast.Constant | ast.IfExp | ast.Name):
                yield node.lineno
            if called(node) in {"QLabel", "QMessageBox"}:
                yield node.lineno


def fields_keep_words_from_the_keyboard(source: Source) -> Iterator[int]:
    """Every field for text asks the system's keyboard to learn nothing from it."""
    if not source.below("ketacounsel/ui/"):
        return
    fields = {"QLineEdit", "QTextEdit", "QPlainTextEdit"}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and any(names(base) & fields for base in node.bases):
            if "PRIVATE_INPUT" not in names(node):
                yield node.lineno
        elif isinstance(node, ast.Call) and called(node) in fields:
            yield node.lineno


def no_dangerous_calls(source: Source) -> Iterator[int]:
    """Nothing from a file is run as code, nothing goes through a shell, nothing is printed by the way."""
    if not source.below("ketacounsel/"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            modules = {module, *(alias.name for alias in node.names)} if module == "" else {module}
            if {name.split(".")[0] for name in modules} & RUN_CODE:
                yield node.lineno
        elif isinstance(node, ast.Call):
            bare = isinstance(node.func, ast.Name) and node.func.id in {"eval", "exec", "compile", "print"}
            through = ast.unparse(node.func) in {"os.system", "os.popen", "faulthandler.enable"}
            shell = any(word.arg == "shell" for word in node.keywords)
            if bare or through or shell:
                yield node.lineno


def the_records_are_opened_by_their_engine(source: Source) -> Iterator[int]:
    """Reading the open file in another way would let go of the engine's locks on it."""
    if not source.below("ketacounsel/"):
        return
    ways = {"open", "read_bytes", "read_text", "write_bytes", "write_text"}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and called(node) in ways:
            told = ast.unparse(node)
            if re.search(r"\bRECORDS\b|records\.db\b", told):
                yield node.lineno


def no_promises(source: Source) -> Iterator[int]:
    """What is not done is an issue, not a comment."""
    word = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
    for number, line in enumerate(source.text.splitlines(), start=1):
        if word.search(line):
            yield number


def tests_use_the_real_thing(source: Source) -> Iterator[int]:
    """No test is skipped (but for want of a desktop), patched, mocked or made to wait by the clock."""
    if not source.below("tests/"):
        return
    excused = set(desktop_marks(source.tree))
    yield from attributes(source, {"sleep", "qSleep", "MagicMock", "importorskip", "setattr", "delattr"})
    for node in ast.walk(source.tree):
        match node:
            case ast.Attribute(attr="skip" | "skipif") if "pytest" in names(node):
                if node.lineno not in excused:
                    yield node.lineno
            case ast.arg(arg="mocker"):
                yield node.lineno
            case ast.ImportFrom(module="unittest" | "unittest.mock" | "mock"):
                yield node.lineno
            case ast.Import() if {"mock", "unittest.mock"} & {alias.name for alias in node.names}:
                yield node.lineno


def types_are_not_silenced(source: Source) -> Iterator[int]:
    """No exemption from mypy or ruff for a whole file."""
    for number, line in enumerate(source.text.splitlines(), start=1):
        if re.match(r"\s*#\s*(?:mypy:|ruff:\s*noqa|flake8:\s*noqa|type:\s*ignore\s*$)", line):
            yield number
