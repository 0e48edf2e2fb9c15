"""Run migrations on the connection that core.storage.migrate opened, or on `-x url=…`."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from core.storage.migrate import connected
from core.storage.tables import METADATA

PLAIN = {AutoString: "sa.String()", UTCDateTime: "sa.DateTime(timezone=True)"}
"""How a migration writes SQLModel's types, so that it outlives them."""


def plain_type(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Return a column type in SQLAlchemy's own words, or False to let Alembic choose."""
    return PLAIN.get(type(item), False) if kind == "type" else False


def migrate(connection: Connection) -> None:
    """Run what was asked for inside the connection's transaction."""
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        compare_type=True,
        render_as_batch=True,
        render_item=plain_type,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    with connected(context.get_x_argument(as_dictionary=True)["url"]) as opened:
        migrate(opened)
