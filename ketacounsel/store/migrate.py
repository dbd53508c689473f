"""Bring the tables to today's shape: all steps in one transaction, or nothing.

Foreign keys are off meanwhile: a table is rebuilt by dropping it, and the drop would take its children along.
Alembic is imported only when there is something to do.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from ketacounsel.core.errors import DamagedRecords, NewerRecords
from ketacounsel.store.engine import WRITES

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

SCRIPTS: Final = Path(__file__).with_name("migrations")
VERSIONS: Final = SCRIPTS / "versions"
_NAME: Final = re.compile(r"(\d{4})_\w+\.pyc?")


def revisions(versions: Path = VERSIONS) -> tuple[str, ...]:
    """The steps there are, oldest first: each file is `0001_words.py` and its revision `0001`."""
    return tuple(sorted({m[1] for file in versions.iterdir() if (m := _NAME.fullmatch(file.name))}))


def revision(connection: Connection) -> str | None:
    """The step these tables are at; None before the first."""
    tables = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    if not connection.exec_driver_sql(tables).scalar_one():
        return None
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


def is_current(engine: Engine, versions: Path = VERSIONS) -> bool:
    """True when the tables need no step. Raises NewerRecords, having only looked."""
    known = revisions(versions)
    with engine.connect() as connection:
        found = revision(connection)
    if found is not None and found not in known:
        raise NewerRecords
    return found == (known[-1] if known else None)


def upgrade(engine: Engine, versions: Path = VERSIONS) -> None:
    """Take every missing step. Raises NewerRecords, or whatever a step raised, with the tables unchanged."""
    if is_current(engine, versions):
        return
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        driver = cast("Any", connection.connection.driver_connection)
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                _run_steps(connection, versions)
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise DamagedRecords("The records don’t hold together after the update.")
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def _run_steps(connection: Connection, versions: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("version_locations", str(versions).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
