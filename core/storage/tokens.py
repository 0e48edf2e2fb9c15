"""Store the tokens of integrations, and who may refresh them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, or_, select, update

from core.domain.ids import IntegrationId
from core.domain.integration import Integration, Tokens
from core.errors import ReconnectNeeded, StaleWrite
from core.ports import Cell
from core.storage.encoding import pack_tokens, unpack_tokens
from core.storage.tables import TOKENS
from core.storage.transaction import Transaction

_FIND = select(TOKENS).where(TOKENS.c.integration_id == bindparam("the_id"))
_KEEP = update(TOKENS).where(
    TOKENS.c.integration_id == bindparam("the_id"), TOKENS.c.version == bindparam("the_version")
)
_CLAIM = (
    update(TOKENS)
    .where(
        TOKENS.c.integration_id == bindparam("the_id"),
        or_(TOKENS.c.claimed_until.is_(None), TOKENS.c.claimed_until <= bindparam("the_time")),
    )
    .values(claimed_until=bindparam("the_end"))
)
_RELEASE = (
    update(TOKENS).where(TOKENS.c.integration_id == bindparam("the_id")).values(claimed_until=None)
)


@dataclass(frozen=True, slots=True)
class SqlTokens:
    """Tokens in the database, sealed under their user's key (reliability T1)."""

    tx: Transaction

    async def of(self, integration: Integration) -> Tokens:
        """Return an integration's tokens, or raise ReconnectNeeded when there are none."""
        row = await self.tx.row(_FIND, {"the_id": integration.id})
        if row is None:
            raise ReconnectNeeded(integration.provider)
        return unpack_tokens(await self.tx.open(_body(integration, row.version), row.body))

    async def keep(self, integration: Integration, tokens: Tokens) -> None:
        """Put tokens in the place of earlier ones; a claim stays until it is released."""
        row = await self.tx.row(_FIND, {"the_id": integration.id})
        version = row.version + 1 if row else 1
        body = await self.tx.seal(_body(integration, version), pack_tokens(tokens))
        values = {"body": body, "version": version}
        if row is None:
            first = {"integration_id": integration.id, "claimed_until": None}
            await self.tx.write(insert(TOKENS), values | first)
        elif not await self.tx.write(
            _KEEP, values | {"the_id": integration.id, "the_version": row.version}
        ):
            raise StaleWrite("tokens")

    async def claim(self, integration_id: IntegrationId, now: datetime, until: datetime) -> bool:
        """Return whether the caller, and nobody else, may refresh until then."""
        values = {"the_id": integration_id, "the_time": now, "the_end": until}
        return bool(await self.tx.write(_CLAIM, values))

    async def release(self, integration_id: IntegrationId) -> None:
        """Let the next caller refresh."""
        await self.tx.write(_RELEASE, {"the_id": integration_id})


def _body(integration: Integration, version: int) -> Cell:
    return Cell("tokens", "body", str(integration.id), str(integration.user_id), version)
