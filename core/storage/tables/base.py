"""Set what all tables share: names for constraints, and how a foreign key follows its user."""

from typing import Any

from sqlalchemy import MetaData, Table
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
"""Every constraint has a name that both engines agree on, so that a migration can drop it."""

METADATA = MetaData(naming_convention=NAMES)
"""All tables of oO, and nothing else's."""


class Row(SQLModel, registry=registry(metadata=METADATA)):
    """A row of one of oO's tables; it never leaves core.storage."""


def table_of(row: type[Row]) -> Table:
    """Return the table behind a row class, for statements in SQLAlchemy Core."""
    return METADATA.tables[str(row.__tablename__)]


def of_living_user(*, index: bool = False, primary_key: bool = False, null: bool = False) -> Any:
    """Return a user id column that dies with the user's key.

    Rows hang on `user_keys`, not on `users`: destroying the key takes them along, and nothing can
    be written for a user who has left (reliability D2). Any: SQLModel's `Field` is typed so.
    """
    return Field(
        foreign_key="user_keys.user_id",
        ondelete="CASCADE",
        index=index,
        primary_key=primary_key,
        nullable=null,
    )
