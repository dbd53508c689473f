"""The commands: what ``ketacounsel`` does when it is started from a terminal or a script."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from ketacounsel import __version__


def parser() -> argparse.ArgumentParser:
    """The whole grammar of the command line."""
    grammar = argparse.ArgumentParser(
        prog="ketacounsel",
        description="Guided integration counseling and progress reports around ketamine infusions.",
    )
    grammar.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    return grammar


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the number is the exit code."""
    parser().parse_args(argv)
    return 0
