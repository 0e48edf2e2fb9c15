"""Store links to outside services."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update

from core.domain.command import LONGEST_HOLD
from core.domain.ids import IntegrationId, UserId
from core.domain.integration import Integration, IntegrationState, Provider
from core.errors import StaleWrite
from core.ports import Cell, Vault
from core.storage.encoding import from_bytes, to_bytes
from core.storage.opened import opened
from core.storage.tables import INTEGRATIONS, TASK_LISTS, TASK_RESTS
from core.storage.task_memo import TaskMemo
from core.storage.transaction import Transaction

_OF = (
    select(INTEGRATIONS)
    .where(INTEGRATIONS.c.user_id == bindparam("the_user"))
    .order_by(INTEGRATIONS.c.id)
)
_GET = _OF.where(INTEGRATIONS.c.provider == bindparam("the_provider"))
_DUE = (
    select(INTEGRATIONS)
    .where(
        (INTEGRATIONS.c.next_sync_at <= bindparam("the_time"))
        | (INTEGRATIONS.c.next_sync_at > bindparam("the_horizon")),
        INTEGRATIONS.c.state != IntegrationState.RECONNECT,
    )
    .order_by(INTEGRATIONS.c.next_sync_at, INTEGRATIONS.c.id)
    .limit(bindparam("the_limit"))
)
_SAVE = update(INTEGRATIONS).where(
    INTEGRATIONS.c.id == bindparam("the_id"),
    INTEGRATIONS.c.user_id == bindparam("the_user"),
    INTEGRATIONS.c.version == bindparam("the_version"),
)
_FORGET = delete(INTEGRATIONS).where(
    INTEGRATIONS.c.id == bindparam("the_id"), INTEGRATIONS.c.user_id == bindparam("the_user")
)
_FORGET_TASKS = delete(TASK_LISTS).where(
    TASK_LISTS.c.user_id == bindparam("the_user"),
    TASK_LISTS.c.provider == bindparam("the_provider"),
)
_FORGET_RESTS = delete(TASK_RESTS).where(TASK_RESTS.c.user_id == bindparam("the_user"))


@dataclass(frozen=True, slots=True)
class SqlIntegrations:
    """Integrations in the database; who the user is over there is sealed."""

    tx: Transaction
    memo: TaskMemo

    async def save(self, integration: Integration) -> None:
        """Insert at version 1, else update the row that still has this version."""
        version = integration.version + 1
        cell = _external_id(integration, version)
        values = asdict(integration) | {
            "external_id": await self.tx.seal(cell, to_bytes(integration.external_id)),
            "external_key": external_key(
                self.tx.vault, integration.provider, integration.external_id
            ),
            "version": version,
        }
        if integration.version == 1:
            await self.tx.write(insert(INTEGRATIONS), values)
            return
        known = {
            "the_id": integration.id,
            "the_user": integration.user_id,
            "the_version": integration.version,
        }
        if not await self.tx.write(_SAVE, values | known):
            raise StaleWrite("integration")

    async def get(self, user_id: UserId, provider: Provider) -> Integration | None:
        """Return a user's link to one service."""
        row = await self.tx.row(_GET, {"the_user": user_id, "the_provider": provider})
        return await self._integration(row) if row else None

    async def of(self, user_id: UserId) -> tuple[Integration, ...]:
        """Return a user's links."""
        rows = await self.tx.rows(_OF, {"the_user": user_id})
        return tuple([await self._integration(row) for row in rows])

    async def forget(self, integration: Integration) -> None:
        """Delete a link, its tokens, the tasks seen through it and what rested among them."""
        user = {"the_user": integration.user_id}
        await self.tx.write(_FORGET, user | {"the_id": integration.id})
        await self.tx.write(_FORGET_TASKS, user | {"the_provider": integration.provider})
        await self.tx.write(_FORGET_RESTS, user)
        self.tx.after_commit.append(lambda: self.memo.forget(integration.user_id))

    async def due(self, now: datetime, limit: int) -> tuple[Integration, ...]:
        """Return the links to be synced by now, longest overdue first; dead ones are left alone.

        Due is also what seems to be due in ages: it was planned before the clock was set back.
        """
        times = {"the_time": now, "the_horizon": now + LONGEST_HOLD}
        rows = await self.tx.rows(_DUE, times | {"the_limit": limit})
        return await opened(rows, self._integration)

    async def _integration(self, row: Row[Any]) -> Integration:
        link = Integration(
            id=IntegrationId(row.id),
            user_id=UserId(row.user_id),
            provider=Provider(row.provider),
            state=IntegrationState(row.state),
            external_id="",
            connected_at=row.connected_at,
            personal=row.personal,
            synced_at=row.synced_at,
            next_sync_at=row.next_sync_at,
            task_count=row.task_count,
            failing_since=row.failing_since,
            failures=row.failures,
            version=row.version,
        )
        external_id = await self.tx.open(_external_id(link, row.version), row.external_id)
        return replace(link, external_id=from_bytes(external_id))


def external_key(vault: Vault, provider: Provider, external_id: str) -> str:
    """Return the digest by which the service's own id for a user is found."""
    return vault.digest(f"integration:{provider}:{external_id}")


def _external_id(link: Integration, version: int) -> Cell:
    return Cell("integrations", "external_id", str(link.id), str(link.user_id), version)
