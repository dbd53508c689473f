"""The house rules hold in every file of ours, and each rule objects to its own bad example."""

from __future__ import annotations

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

from tests.tools import rules
from tests.tools.rules import Rule
from tests.tools.source import Source

ROOT = Path(__file__).resolve().parent.parent

BAD_EXAMPLES: list[tuple[Rule, str, str]] = [
    (rules.no_process_events, "ketacounsel/ui/shell/window.py", "QApplication.processEvents()"),
    (rules.style_only_in_theme, "ketacounsel/ui/shell/window.py", "self.setStyleSheet('')"),
    (rules.colours_only_in_theme, "ketacounsel/ui/shell/window.py", "INK = '#2b2a27'"),
    (rules.colours_only_in_theme, "ketacounsel/ui/shell/window.py", "SHEET = 'QLabel { color: #fff; }'"),
    (rules.colours_only_in_theme, "ketacounsel/reports/style.py", "INK = '#2b2a27'"),
    (rules.broad_handlers_are_named, "ketacounsel/store/engine.py", "try: f()\nexcept Exception: g()"),
    (rules.broad_handlers_are_named, "ketacounsel/store/engine.py", "try: f()\nexcept: g()"),
    (rules.broad_handlers_are_named, "tests/x.py", "try: f()\nexcept (OSError, BaseException): g()"),
    (rules.bulk_writes_stay_in_the_store, "ketacounsel/services/notes.py", "db.execute(delete(Note))"),
    (
        rules.bulk_writes_stay_in_the_store,
        "ketacounsel/services/notes.py",
        "db.execute(update(Note).where(Note.id == id).values(body=''))",
    ),
    (
        rules.services_return_values,
        "ketacounsel/services/notes.py",
        "from ketacounsel.models.note import Note as Row\ndef open(id: str) -> list[Row]: ...",
    ),
    (
        rules.services_return_values,
        "ketacounsel/services/notes.py",
        "from ketacounsel import models\ndef open(id: str) -> 'models.Note | None': ...",
    ),
    (rules.files_are_short, "ketacounsel/core/x.py", "x = 1\n" * 301),
    (rules.functions_are_short, "ketacounsel/core/x.py", "def f():\n" + "    x = 1\n" * 50),
    (rules.modules_say_why, "ketacounsel/core/x.py", "x = 1"),
    (rules.never_on_the_network, "ketacounsel/core/x.py", "import urllib.request"),
    (rules.never_on_the_network, "ketacounsel/core/x.py", "from socket import create_connection"),
    (rules.never_on_the_network, "ketacounsel/ui/x.py", "from PySide6.QtNetwork import QTcpSocket"),
    (rules.never_on_the_network, "ketacounsel/ui/x.py", "from PySide6 import QtNetwork"),
    (rules.no_unlocked_copies, "ketacounsel/store/x.py", 'SQL = "ATTACH ? AS plain ' + "KEY ''\""),
    (rules.labels_show_plain_text, "ketacounsel/ui/x.py", "label.setTextFormat(Qt.TextFormat.RichText)"),
    (rules.labels_show_plain_text, "ketacounsel/ui/x.py", "label.setText('<b>Saved</b>')"),
    (rules.labels_say_that_they_are_plain, "ketacounsel/ui/x.py", "class Name(QLabel):\n    pass"),
    (rules.labels_say_that_they_are_plain, "ketacounsel/ui/x.py", "self.setToolTip(f'{client.name}')"),
    (rules.labels_say_that_they_are_plain, "ketacounsel/ui/x.py", "box = QMessageBox(self)"),
    (rules.fields_keep_words_from_the_keyboard, "ketacounsel/ui/x.py", "class Field(QLineEdit):\n    pass"),
    (rules.fields_keep_words_from_the_keyboard, "ketacounsel/ui/x.py", "line = QTextEdit(self)"),
    (rules.no_dangerous_calls, "ketacounsel/core/x.py", "eval('1')"),
    (rules.no_dangerous_calls, "ketacounsel/core/x.py", "import pickle"),
    (rules.no_dangerous_calls, "ketacounsel/core/x.py", "from yaml import load"),
    (rules.no_dangerous_calls, "ketacounsel/core/x.py", "subprocess.run('ls', shell=True)"),
    (rules.no_dangerous_calls, "ketacounsel/core/x.py", "print('here')"),
    (rules.the_records_are_opened_by_their_engine, "ketacounsel/x.py", "(folder / RECORDS).read_bytes()"),
    (rules.the_records_are_opened_by_their_engine, "ketacounsel/x.py", "open('records.db', 'rb')"),
    (rules.no_promises, "ketacounsel/core/x.py", "x = 1  # TO" + "DO: more"),
    (rules.tests_use_the_real_thing, "tests/x.py", "import pytest\npytest.skip('later')"),
    (rules.tests_use_the_real_thing, "tests/x.py", "@pytest.mark.skipif(True)\ndef test_x(): ..."),
    (rules.tests_use_the_real_thing, "tests/x.py", "def test_x(mocker): ..."),
    (rules.tests_use_the_real_thing, "tests/x.py", "monkeypatch.setattr(vault, 'unlock', f)"),
    (rules.tests_use_the_real_thing, "tests/x.py", "from unittest.mock import patch"),
    (rules.tests_use_the_real_thing, "tests/x.py", "import time\ntime.sleep(1)"),
    (rules.types_are_not_silenced, "ketacounsel/core/x.py", "# mypy" + ": ignore-errors"),
]
RULES = list(dict.fromkeys(rule for rule, _, _ in BAD_EXAMPLES))


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of ours, wherever it lives."""
    files = sorted([*ROOT.glob("ketacounsel/**/*.py"), *ROOT.glob("tests/**/*.py"), *ROOT.glob(".ci/*.py")])
    return tuple(Source(file.relative_to(ROOT).as_posix(), file.read_text("utf-8")) for file in files)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_file_keeps_the_rule(rule: Rule) -> None:
    broken = [f"{source.path}:{line}" for source in sources() for line in rule(source)]
    assert not broken, f"{rule.__doc__} Not so in: {', '.join(broken)}"


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    BAD_EXAMPLES,
    ids=[f"{rule.__name__}-{n}" for n, (rule, _, _) in enumerate(BAD_EXAMPLES)],
)
def test_the_rule_objects_to_its_bad_example(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(path, text)))


def test_no_rule_was_forgotten() -> None:
    written = {
        name for name, thing in vars(rules).items() if getattr(thing, "__module__", "") == rules.__name__
    }
    assert written == {rule.__name__ for rule in RULES}


def test_a_long_docstring_is_not_code() -> None:
    text = '"""' + "why\n" * 400 + '"""\n# a comment\nx = 1\n'
    assert Source("ketacounsel/core/x.py", text).code_lines == {403}


@cache
def tracked_texts() -> dict[str, str]:
    """Every text file under version control; without git, every file of the folders we ship."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode == 0:
        names = [name for name in listed.stdout.split("\0") if name]
    else:
        folders = ("ketacounsel", "resources", "tests", ".ci")
        names = [
            f.relative_to(ROOT).as_posix() for d in folders for f in (ROOT / d).rglob("*") if f.is_file()
        ]
    texts = {}
    for name in names:
        try:
            texts[name] = (ROOT / name).read_text("utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
    return texts


REGISTRY_ADDRESS = re.compile(
    r"https?://[^\s\"'<>)]*(?:pypi|pythonhosted|anaconda|conda\.io|npmjs|registry|/simple\b|proxy\.golang)"
    r"|(?:--|\b)(?:extra-)?(?<!emit-)(?:index|find)-(?:url|links)[ =]",
    re.IGNORECASE,
)
MACHINE_PATH = re.compile(r"(?<![\w.~])/(?:home|Users|root|work|opt)/\w")


@pytest.mark.parametrize("place", ["py" + "pi.org/simple", "files.python" + "hosted.org/a.whl"])
def test_a_download_address_is_recognised(place: str) -> None:
    assert REGISTRY_ADDRESS.search("https:" + f"//{place}")


def test_no_file_names_a_download_address() -> None:
    assert not [name for name, text in tracked_texts().items() if REGISTRY_ADDRESS.search(text)]


@pytest.mark.parametrize("folder", ["home", "Users", "root", "work", "opt"])
def test_a_folder_of_somebodys_machine_is_recognised(folder: str) -> None:
    assert MACHINE_PATH.search(f'FOLDER = "/{folder}/ann"')


def test_no_file_names_a_folder_of_the_machine_it_was_written_on() -> None:
    assert not [name for name, text in tracked_texts().items() if MACHINE_PATH.search(text)]


def test_no_lock_file_with_addresses_is_kept() -> None:
    assert not {"uv.lock", "pylock.toml", "poetry.lock"} & set(tracked_texts())


def test_every_pinned_package_carries_hashes() -> None:
    for name in ("run", "dev"):
        lines = (ROOT / ".ci" / "requirements" / f"{name}.txt").read_text("utf-8").splitlines()
        pins = [number for number, line in enumerate(lines) if "==" in line]
        assert pins
        assert all("--hash=sha256:" in lines[number + 1] for number in pins)


def test_both_pinned_files_agree() -> None:
    run, dev = (
        {
            line.split()[0]
            for line in (ROOT / ".ci/requirements" / name).read_text("utf-8").splitlines()
            if "==" in line
        }
        for name in ("run.txt", "dev.txt")
    )
    assert run < dev


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    pinned = (ROOT / ".ci" / "requirements" / "dev.txt").read_text("utf-8")
    names = [re.split(r"[<>=\[;]", requirement)[0].lower() for requirement in wanted]
    assert not [name for name in names if f"\n{name}==" not in f"\n{pinned}"]


def test_our_own_code_has_no_exemption_from_types_or_contracts() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    modules = [module for override in tools["mypy"]["overrides"] for module in override["module"]]
    assert not [module for module in modules if module.startswith(("ketacounsel", "tests", "*"))]
    assert not [
        contract["name"] for contract in tools["importlinter"]["contracts"] if "ignore_imports" in contract
    ]
