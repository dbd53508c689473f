"""Reading beside the window, on the bench: a connection of its own, in steps that give way to every write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session as DbSession

from ketacounsel.store import engine
from ketacounsel.store.gate import Gate

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from ketacounsel.store.engine import Lock

_T = TypeVar("_T")


class Bench:
    """Open from `with` to its end, on one thread. Each step may be begun again, so it only reads."""

    def __init__(self, lock: Lock, gate: Gate | None = None) -> None:
        self._lock, self._gate = lock, gate or Gate()

    def __enter__(self) -> Self:
        self._engine = engine.open_engine(self._lock, read_only=True)
        try:
            with self._engine.connect() as connection:
                self._raw: Any = connection.connection.driver_connection
        except DBAPIError as error:
            self._engine.dispose()
            raise engine.unreadable(self._lock, engine.code_of(error)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.dispose()

    def raw(self, step: Callable[[Any], _T]) -> _T:
        """One step with the driver's connection."""
        try:
            return self._gate.run(self._raw, step)
        except engine.DriverError as error:
            raise engine.unreadable(self._lock, engine.code_of(error)) from error

    def rows(self, step: Callable[[DbSession], _T]) -> _T:
        """One step with mapped rows."""

        def mapped(_: Any) -> _T:
            try:
                with DbSession(self._engine) as db:
                    return step(db)
            except DBAPIError as error:
                if isinstance(error.orig, Exception):
                    raise error.orig from error
                raise

        return self.raw(mapped)
