"""Store what policies have learned about users, and the states that kept picks refer to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, bindparam, delete, insert, select, text, update

from core.domain.ids import UserId
from core.domain.posterior import Posterior
from core.errors import NotFound, StaleWrite
from core.storage.posterior_memo import PosteriorMemo
from core.storage.tables import POLICY_STATES, POSTERIORS, TIP_SCORES, TIP_SHADOWS
from core.storage.transaction import Transaction

_OF_USER = POSTERIORS.c.user_id == bindparam("the_user")
_VERSIONS = (
    select(POSTERIORS.c.policy, POSTERIORS.c.version, POSTERIORS.c.state, POSTERIORS.c.at)
    .where(_OF_USER)
    .order_by(POSTERIORS.c.policy)
)
_BLOBS = _VERSIONS.add_columns(POSTERIORS.c.blob)
_REPLACE = update(POSTERIORS).where(
    _OF_USER,
    POSTERIORS.c.policy == bindparam("the_policy"),
    POSTERIORS.c.version == bindparam("the_version"),
)
_DROP = delete(POSTERIORS).where(_OF_USER, POSTERIORS.c.policy == bindparam("the_policy"))
_STATE = select(POLICY_STATES.c.blob).where(
    POLICY_STATES.c.user_id == bindparam("the_user"),
    POLICY_STATES.c.state == bindparam("the_state"),
)
_KNOWN_STATE = update(POLICY_STATES).where(
    POLICY_STATES.c.user_id == bindparam("the_user"),
    POLICY_STATES.c.state == bindparam("the_state"),
)


def _refers(table: Table) -> ColumnElement[bool]:
    """Return whether a row of this table refers to a state; the last part lets an index be found."""
    return (
        select(text("1"))
        .select_from(table)
        .where(
            table.c.user_id == POLICY_STATES.c.user_id,
            table.c.state == POLICY_STATES.c.state,
            text(f"{table.name}.state <> ''"),
        )
        .exists()
    )


_SWEEP = delete(POLICY_STATES).where(
    POLICY_STATES.c.at < bindparam("the_time"),
    ~_refers(TIP_SCORES),
    ~_refers(TIP_SHADOWS),
    ~_refers(POSTERIORS),
)


@dataclass(frozen=True, slots=True)
class SqlPosteriors:
    """Posteriors in the database: one row per user and policy, and every state they were in."""

    tx: Transaction
    memo: PosteriorMemo

    async def of(self, user_id: UserId) -> Mapping[str, Posterior]:
        """Return what each policy has learned; bytes that have not changed are not read again."""
        whose = {"the_user": user_id}
        found = {}
        for row in await self.tx.rows(_VERSIONS, whose):
            blob = self.memo.find(user_id, row.policy, row.state)
            if blob is None:
                return await self._read(user_id)
            found[row.policy] = _posterior(user_id, row, blob)
        return found

    async def keep(self, posterior: Posterior) -> None:
        """Write version 1 as a new row, a later one over exactly the one before, or StaleWrite."""
        state, user_id, policy = posterior.state, posterior.user_id, posterior.policy
        values = {
            "version": posterior.version,
            "state": state,
            "at": posterior.at,
            "blob": posterior.blob,
        }
        place = {"the_user": user_id, "the_policy": policy, "the_version": posterior.version - 1}
        if posterior.version == 1:
            first = {"user_id": user_id, "policy": policy}
            await self.tx.write(insert(POSTERIORS), values | first)
        elif not await self.tx.write(_REPLACE, values | place):
            raise StaleWrite("posterior")
        await self._keep_state(posterior, state)
        self._remember(posterior, state)

    async def drop(self, user_id: UserId, policy: str) -> None:
        """Forget what a policy has learned now; the states that picks refer to stay."""
        await self.tx.write(_DROP, {"the_user": user_id, "the_policy": policy})

    async def state(self, user_id: UserId, state: str) -> bytes:
        """Return the bytes of a state of this user, or raise NotFound."""
        rows = await self.tx.rows(_STATE, {"the_user": user_id, "the_state": state})
        if not rows:
            raise NotFound("state")
        return bytes(rows[0].blob)

    async def sweep(self, before: datetime) -> int:
        """Delete states from before a time that nothing refers to, and return how many."""
        return await self.tx.write(_SWEEP, {"the_time": before})

    async def _read(self, user_id: UserId) -> Mapping[str, Posterior]:
        found = {}
        for row in await self.tx.rows(_BLOBS, {"the_user": user_id}):
            found[row.policy] = posterior = _posterior(user_id, row, bytes(row.blob))
            self._remember(posterior, row.state)
        return found

    async def _keep_state(self, posterior: Posterior, state: str) -> None:
        """Write a state down; one that has been before, as after an undo, is as new as ever."""
        user_id, at = posterior.user_id, posterior.at
        known = {"the_user": user_id, "the_state": state, "at": at}
        if await self.tx.write(_KNOWN_STATE, known):
            return
        values = {
            "user_id": user_id,
            "state": state,
            "policy": posterior.policy,
            "at": at,
            "blob": posterior.blob,
        }
        await self.tx.write(insert(POLICY_STATES), values)

    def _remember(self, it: Posterior, state: str) -> None:
        """Remember after the commit: what is rolled back was never so."""
        self.tx.after_commit.append(lambda: self.memo.keep(it.user_id, it.policy, state, it.blob))


def _posterior(user_id: UserId, row: Row[Any], blob: bytes) -> Posterior:
    return Posterior(user_id, row.policy, row.version, blob, row.at)
