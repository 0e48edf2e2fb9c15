"""Store what picks were worth: rows are only added, the newest of a tip stands."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from core.domain.ids import RewardId, TipId, UserId
from core.domain.reward import Reward, RewardState
from core.storage.numbers import from_shortest, shortest
from core.storage.tables import TIP_REWARDS, TIP_VIEWS
from core.storage.transaction import Transaction

_OF = (
    select(TIP_REWARDS)
    .where(TIP_REWARDS.c.user_id == bindparam("the_user"))
    .order_by(TIP_REWARDS.c.id)
)
_OF_TIP = (
    select(TIP_REWARDS)
    .where(
        TIP_REWARDS.c.tip_id == bindparam("the_tip"),
        TIP_REWARDS.c.user_id == bindparam("the_user"),
    )
    .order_by(TIP_REWARDS.c.id.desc())
    .limit(1)
)
_NEWER = TIP_REWARDS.alias("newer")
_NEWEST = (
    select(TIP_REWARDS)
    .join(TIP_VIEWS, TIP_VIEWS.c.id == TIP_REWARDS.c.tip_id)
    .where(
        ~select(_NEWER.c.id)
        .where(_NEWER.c.tip_id == TIP_REWARDS.c.tip_id, _NEWER.c.id > TIP_REWARDS.c.id)
        .exists()
    )
    .order_by(TIP_VIEWS.c.served_at, TIP_VIEWS.c.id)
)
_STANDING = _NEWEST.where(
    TIP_REWARDS.c.user_id == bindparam("the_user"), TIP_REWARDS.c.milli.is_not(None)
)
_STANDING_SINCE = _STANDING.where(TIP_VIEWS.c.served_at >= bindparam("the_time"))
_PROVISIONAL = _NEWEST.where(
    TIP_VIEWS.c.window_open, TIP_VIEWS.c.served_at < bindparam("the_time")
).limit(bindparam("the_limit"))
_WINDOW = (
    update(TIP_VIEWS)
    .where(TIP_VIEWS.c.id == bindparam("the_tip"))
    .values(window_open=bindparam("is_open"))
)


@dataclass(frozen=True, slots=True)
class SqlRewards:
    """Rewards in the database; nothing here changes one."""

    tx: Transaction

    async def add(self, reward: Reward) -> None:
        """Write down what the pick behind the user's own tip was worth."""
        packed = {"vector": shortest(reward.vector)}
        await self.tx.write(insert(TIP_REWARDS), asdict(reward) | packed)
        is_open = reward.state is RewardState.PROVISIONAL
        await self.tx.write(_WINDOW, {"the_tip": reward.tip_id, "is_open": is_open})

    async def of_tip(self, user_id: UserId, tip_id: TipId) -> Reward | None:
        """Return the reward that stands for a tip, also one that was taken back."""
        row = await self.tx.row(_OF_TIP, {"the_user": user_id, "the_tip": tip_id})
        return _reward(row) if row else None

    async def standing(self, user_id: UserId, since: datetime | None = None) -> tuple[Reward, ...]:
        """Return the rewards that stand, oldest tip first; of all tips, or those since a time."""
        asked = {"the_user": user_id}
        if since is None:
            rows = await self.tx.rows(_STANDING, asked)
        else:
            rows = await self.tx.rows(_STANDING_SINCE, asked | {"the_time": since})
        return tuple(map(_reward, rows))

    async def of(self, user_id: UserId) -> tuple[Reward, ...]:
        """Return every reward of a user's, also those that do not stand any more, oldest first."""
        return tuple(map(_reward, await self.tx.rows(_OF, {"the_user": user_id})))

    async def provisional(self, before: datetime, limit: int) -> tuple[Reward, ...]:
        """Return rewards that may still change although their window has closed, oldest tip first."""
        asked = {"the_time": before, "the_limit": limit}
        return tuple(map(_reward, await self.tx.rows(_PROVISIONAL, asked)))


def _reward(row: Row[Any]) -> Reward:
    names = tuple(row.feature_names)
    return Reward(
        id=RewardId(row.id),
        user_id=UserId(row.user_id),
        tip_id=TipId(row.tip_id),
        at=row.at,
        spec=row.spec,
        milli=row.milli,
        state=RewardState(row.state),
        day=row.day,
        features_version=row.features_version,
        feature_names=names,
        vector=from_shortest(row.vector, len(names)),
    )
