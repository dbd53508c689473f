"""The commands: what ``ketacounsel`` does when it is started from a terminal or a script."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from ketacounsel import __version__, hardening
from ketacounsel.commands.talk import WrongUse, complain
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.lock_reasons import BECAUSE

MOST_CLIENTS, MOST_YEARS = 5000, 20
OVERVIEW = """\
commands:
  ketacounsel [RECORDS]                     open the window
  ketacounsel --practice [RECORDS]          open the window on a practice set of invented people
  ketacounsel demo RECORDS [...]            make a practice set
  ketacounsel report RECORDS --client FILE_NO --out F.pdf [...]
                                            make a progress report
  ketacounsel score MEASURE ANSWER ...      add up a questionnaire (--list: which there are)
  ketacounsel check RECORDS [--deep]        read everything and say whether it is sound
  ketacounsel audit RECORDS [--verify]      what was done in the records; whether that list is whole
  ketacounsel backup RECORDS TARGET         make one checked backup in a folder
  ketacounsel restore BACKUP RECORDS        put a backup in place; what was there is kept
  ketacounsel verify BACKUP                 read a backup in full and say whether it is whole

`ketacounsel COMMAND --help` says more about one. A folder with the name of a command: ./demo

The passphrase is asked for at the terminal or read from --passphrase-file; never from an argument or the
environment. Exit codes: 0 done, 1 not possible (the reason is said), 2 not understood.
"""


class Grammar(argparse.ArgumentParser):
    """Says what is wrong in one line, and ends with 2."""

    def __init__(self, **more: Any) -> None:
        super().__init__(allow_abbrev=False, **more)

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the number is the exit code."""
    hardening.begin()
    words = list(sys.argv[1:] if argv is None else argv)
    logging.getLogger("ketacounsel").addHandler(logging.NullHandler())
    command = COMMANDS.get(words[0]) if words else None
    try:
        return command(words[1:]) if command else _window(words)
    except WrongUse as error:
        complain(str(error))
        return 2
    except KetaCounselError as error:
        complain(error.sentence)
        return 1
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        complain(f"Something unexpected happened ({type(error).__name__}, {_where(error)}).")
        return 1


def _window(words: list[str]) -> int:
    grammar = Grammar(
        prog="ketacounsel",
        usage="ketacounsel [--practice] [RECORDS]  |  ketacounsel COMMAND ...",
        description="Guided integration counseling and progress reports around ketamine infusions.",
        epilog=OVERVIEW,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    grammar.add_argument("--version", action="version", version=f"ketacounsel {__version__}")
    grammar.add_argument(
        "--practice", action="store_true", help="open the practice set, made when it is missing"
    )
    grammar.add_argument("--locked-because", default="", choices=("", *BECAUSE), help=argparse.SUPPRESS)
    for name in ("--locked-at", "--undo-restore"):
        grammar.add_argument(name, default="", help=argparse.SUPPRESS)
    grammar.add_argument("--restore", default=None, help=argparse.SUPPRESS)
    grammar.add_argument(
        "records", nargs="?", type=Path, metavar="RECORDS", help="the folder (default: your own records)"
    )
    given = grammar.parse_args(words)
    if given.records is not None and given.records.is_file():
        grammar.error(f"{given.records} is a file; RECORDS is the folder it is kept in")
    if given.records is not None and not given.practice and _is_no_place(given.records):
        grammar.error(_unknown(str(given.records)))
    from ketacounsel.commands import window

    if given.practice:
        return window.practice(given.records)
    return window.open_window(
        given.records,
        because=given.locked_because,
        locked_at=given.locked_at,
        restore=given.restore,
        undo_restore=given.undo_restore,
    )


def _is_no_place(path: Path) -> bool:
    """A bare word that names no folder: more likely a mistyped command than where new records should lie."""
    return path.name == str(path) and not path.exists()


def _unknown(word: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), COMMANDS, n=1)
    meant = f"; did you mean {near[0]}?" if near else f"; for new records in a folder here: ./{word}"
    return f"there is no command and no folder {word}{meant}"


def _demo(words: list[str]) -> int:
    grammar = Grammar(
        prog="ketacounsel demo",
        description="Make a practice set: records of invented people, the same for the same options. Its "
        "passphrase and PIN are printed. By default eleven active and 38 discharged people in every phase "
        "of a course.",
    )
    _records(grammar, "where to make it: a new or empty folder")
    grammar.add_argument("--clients", type=_count(MOST_CLIENTS), metavar="N", help="how many people instead")
    grammar.add_argument(
        "--years", type=_count(MOST_YEARS), metavar="Y", help="over how many years (default 2)"
    )
    grammar.add_argument(
        "--seed", type=int, default=1, metavar="S", help="another set of chances (default 1)"
    )
    grammar.add_argument("--today", type=_day, metavar="DATE", help="the day it stands on (default: today)")
    given = grammar.parse_args(words)
    from ketacounsel.commands.demo import demo

    return demo(given.records, given.clients, given.years, given.seed, given.today)


def _report(words: list[str]) -> int:
    grammar = Grammar(
        prog="ketacounsel report",
        description="Make a progress report as PDF. The records are only read, also while a window has them "
        "open; the report is not filed under the client.",
    )
    _records(grammar, "the folder of the records")
    grammar.add_argument("--client", required=True, metavar="FILE_NO", help="the client's file number")
    grammar.add_argument(
        "--for", dest="reader", choices=("prescriber",), default="prescriber", help="the reader"
    )
    grammar.add_argument(
        "--from", dest="from_on", type=_day, metavar="DATE", help="first day (default: the course's)"
    )
    grammar.add_argument("--to", dest="to_on", type=_day, metavar="DATE", help="last day (default: today)")
    grammar.add_argument("--paper", choices=("a4", "letter"), help="default: the practice's")
    grammar.add_argument("--out", required=True, type=Path, metavar="F.pdf", help="the file to write")
    _secret(grammar)
    given = grammar.parse_args(words)
    from ketacounsel.commands.report import Order, report

    order = Order(given.client, given.out, given.from_on, given.to_on, given.paper)
    return report(given.records, order, given.passphrase_file)


def _score(words: list[str]) -> int:
    grammar = Grammar(
        prog="ketacounsel score",
        usage="ketacounsel score MEASURE ANSWER ...  |  ketacounsel score --list",
        description="Add up a questionnaire by its published rules and print JSON: measure, edition, total, "
        "status (complete, prorated, incomplete), band, subscales, flags.",
    )
    grammar.add_argument("--list", action="store_true", help="which measures there are and what they take")
    grammar.add_argument("measure", nargs="?", metavar="MEASURE", help="for instance phq9")
    grammar.add_argument(
        "answers", nargs="*", metavar="ANSWER", help="in the order of the items; _ for a blank"
    )
    given = grammar.parse_args(words)
    from ketacounsel.commands import score

    if given.list:
        if given.measure:
            grammar.error("--list stands alone")
        return score.list_measures()
    if not given.measure:
        grammar.error("which measure? Name one, or give --list")
    return score.score(given.measure, given.answers)


def _check(words: list[str]) -> int:
    grammar = Grammar(
        prog="ketacounsel check",
        description="Read every page of the records: seals, structure, links, the audit, the signatures, and "
        "whether they are the newest that was seen. Exit 0 when they are sound; else 1, and what is wrong is "
        "said. Nothing is changed.",
    )
    _records(grammar, "the folder of the records")
    grammar.add_argument("--deep", action="store_true", help="every entry of every index as well")
    _as_json(grammar)
    _secret(grammar)
    given = grammar.parse_args(words)
    from ketacounsel.commands.check import check

    return check(given.records, given.passphrase_file, deep=given.deep, as_json=given.json)


def _audit(words: list[str]) -> int:
    grammar = Grammar(
        prog="ketacounsel audit",
        description="Print what was done in the records: when, by whom, what. Only read, also beside "
        "a window.",
    )
    _records(grammar, "the folder of the records")
    grammar.add_argument(
        "--verify", action="store_true", help="instead, see whether every line fits to the one before"
    )
    grammar.add_argument("--client", default="", metavar="FILE_NO", help="only what is about this client")
    grammar.add_argument("--from", dest="from_on", type=_day, metavar="DATE", help="first day")
    grammar.add_argument("--to", dest="to_on", type=_day, metavar="DATE", help="last day")
    _as_json(grammar)
    _secret(grammar)
    given = grammar.parse_args(words)
    from ketacounsel.commands import audit

    if given.verify:
        return audit.verify(given.records, given.passphrase_file, as_json=given.json)
    order = audit.Order(given.client, given.from_on, given.to_on, given.json)
    return audit.show(given.records, given.passphrase_file, order)


def _backup(words: list[str]) -> int:
    grammar = Grammar(
        prog="ketacounsel backup",
        description="Make one backup, encrypted with the records' own key: copied, opened again, checked and "
        "only then named. Also while a window has the records open. Older backups there are left alone.",
    )
    _records(grammar, "the folder of the records")
    grammar.add_argument("target", type=Path, metavar="TARGET", help="a folder, or a new file F.kibak")
    _secret(grammar)
    given = grammar.parse_args(words)
    from ketacounsel.commands.backup import backup

    return backup(given.records, given.target, given.passphrase_file)


def _restore(words: list[str]) -> int:
    grammar = Grammar(
        prog="ketacounsel restore",
        description="Put the records of a backup in place. The backup is only read, and checked first; "
        "records that are there are moved aside and kept for 30 days.",
    )
    _a_backup(grammar)
    _records(grammar, "the folder they are put in, new or with older records of the same practice")
    given = grammar.parse_args(words)
    from ketacounsel.commands.restore import restore

    return restore(given.backup, given.records, given.passphrase_file, given.recovery_key_file)


def _verify(words: list[str]) -> int:
    grammar = Grammar(
        prog="ketacounsel verify",
        description="Restore a backup into a private folder that goes away again, and read all of it. Exit 0 "
        "when it is whole; else 1, and what is wrong is said. The backup is only read.",
    )
    _a_backup(grammar)
    given = grammar.parse_args(words)
    from ketacounsel.commands.verify import verify

    return verify(given.backup, given.passphrase_file, given.recovery_key_file)


COMMANDS = {
    "demo": _demo,
    "report": _report,
    "score": _score,
    "check": _check,
    "audit": _audit,
    "backup": _backup,
    "restore": _restore,
    "verify": _verify,
}


def _a_backup(grammar: argparse.ArgumentParser) -> None:
    grammar.add_argument("backup", type=Path, metavar="BACKUP", help="a file that ends with .kibak")
    secret = grammar.add_mutually_exclusive_group()
    _secret(secret)
    words = "read the recovery key from the first line of F (- for standard input) and use it instead"
    secret.add_argument("--recovery-key-file", metavar="F", help=words)


def _as_json(grammar: argparse.ArgumentParser) -> None:
    grammar.add_argument("--json", action="store_true", help="print it for a script")


def _records(grammar: argparse.ArgumentParser, words: str) -> None:
    grammar.add_argument("records", type=Path, metavar="RECORDS", help=words)


def _secret(grammar: argparse._ActionsContainer) -> None:
    words = "read the passphrase from the first line of F (- for standard input) instead of asking"
    grammar.add_argument("--passphrase-file", metavar="F", help=words)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date such as 2026-10-15") from None


def _count(most: int) -> Callable[[str], int]:
    def count(text: str) -> int:
        if not text.isdecimal() or not 1 <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to {most}")
        return int(text)

    return count


def _where(error: BaseException) -> str:
    """File and line of the innermost step: nothing a client said can stand there."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "unknown place"
