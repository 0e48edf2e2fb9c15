"""Give these tests a database of each kind, as the storage tests have it."""

from tests.services.storage.conftest import (
    open_store,
    postgres_database,
    postgres_server,
    postgres_url,
    sql_store,
    sql_url,
    sqlite_template,
    sqlite_url,
    vault,
)

__all__ = [
    "open_store",
    "postgres_database",
    "postgres_server",
    "postgres_url",
    "sql_store",
    "sql_url",
    "sqlite_template",
    "sqlite_url",
    "vault",
]
