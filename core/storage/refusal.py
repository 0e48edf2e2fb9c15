"""Say in core's words why a database said no."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, StatementError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from core.errors import Malformed, NotFound, OoError, StaleWrite
from core.storage.errors import DatabaseDown, Trouble

FOREIGN_KEY = frozenset({"23503", "SQLITE_CONSTRAINT_FOREIGNKEY"})
"""What it hangs on is not there, or is somebody else's."""
OVERTAKEN = frozenset({"40001", "40P01", "55P03", "SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT"})
"""Another transaction was in the way."""


@contextmanager
def translated() -> Iterator[None]:
    """Raise what the database refuses as one of core's errors, never with the values it was sent."""
    try:
        yield
    except StatementError as error:
        raise refusal(error) from error
    except (OverflowError, UnicodeError) as error:
        raise Malformed("value") from error
    except PoolExhausted as error:
        raise DatabaseDown(Trouble.BUSY) from error


def refusal(error: StatementError) -> OoError:
    """Return the error that tells a caller what to do about it."""
    if not isinstance(error, DBAPIError) or isinstance(error, DataError):
        return Malformed("value")
    code = _code(error)
    if code in FOREIGN_KEY:
        return NotFound("owner")
    if isinstance(error, IntegrityError) or code in OVERTAKEN:
        return StaleWrite("row")
    return DatabaseDown(Trouble.REFUSED, f"{type(error).__name__} {code}")


def _code(error: DBAPIError) -> str:
    """Return SQLite's name or PostgreSQL's number for what happened."""
    cause = error.orig
    return str(getattr(cause, "sqlite_errorname", "") or getattr(cause, "sqlstate", "") or "")
