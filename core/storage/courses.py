"""Read what is stored of the course of tips, many at once and without opening a word."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Row, bindparam, select

from core.domain.course import Course
from core.domain.ids import TipId, UserId
from core.domain.outcome import Outcome
from core.domain.pick import Pick
from core.domain.reaction import Reaction
from core.domain.reward import RewardState
from core.domain.tip import Surface, TipStatus
from core.storage.outcomes import outcome_in
from core.storage.pick_log import FIRST
from core.storage.picks import pick_in
from core.storage.reactions import reaction_in
from core.storage.tables import (
    TIP_FEEDBACK,
    TIP_OUTCOMES,
    TIP_REWARDS,
    TIP_SCORES,
    TIP_SHADOWS,
    TIP_VIEWS,
    USERS,
)
from core.storage.transaction import Transaction

_TIPS: BindParameter[Any] = bindparam("the_tips", expanding=True)
_PLAIN = select(
    *(column for column in TIP_VIEWS.columns if column.name not in {"body", "task_id"}),
    USERS.c.created_at.label("joined_at"),
).join(USERS, USERS.c.id == TIP_VIEWS.c.user_id)
_OF = _PLAIN.where(TIP_VIEWS.c.id.in_(_TIPS)).order_by(TIP_VIEWS.c.id)
_AFTER = (
    _PLAIN.where(TIP_VIEWS.c.id > bindparam("the_tip"))
    .order_by(TIP_VIEWS.c.id)
    .limit(bindparam("the_limit"))
)
_ANSWERS = select(TIP_FEEDBACK).where(
    TIP_FEEDBACK.c.tip_id.in_(_TIPS), TIP_FEEDBACK.c.undone_at.is_(None)
)
_OUTCOMES = (
    select(TIP_OUTCOMES)
    .where(TIP_OUTCOMES.c.tip_id.in_(_TIPS))
    .order_by(TIP_OUTCOMES.c.at, TIP_OUTCOMES.c.id)
)
_REWARDS = (
    select(TIP_REWARDS.c.tip_id, TIP_REWARDS.c.milli, TIP_REWARDS.c.state)
    .where(TIP_REWARDS.c.tip_id.in_(_TIPS))
    .order_by(TIP_REWARDS.c.id)
)
_PICKS = select(TIP_SCORES).where(TIP_SCORES.c.tip_id.in_(_TIPS))
_SHADOWS = (
    select(TIP_SHADOWS)
    .where(TIP_SHADOWS.c.tip_id.in_(_TIPS))
    .order_by(TIP_SHADOWS.c.tip_id, TIP_SHADOWS.c.place)
)


@dataclass(frozen=True, slots=True)
class SqlCourses:
    """Courses of tips in the database, four statements for as many tips as are asked for."""

    tx: Transaction

    async def of(self, tips: Collection[TipId]) -> tuple[Course, ...]:
        """Return the courses of those of these tips that are there, by id."""
        if not tips:
            return ()
        return await self._courses(await self.tx.rows(_OF, {"the_tips": list(tips)}))

    async def after(self, tip_id: TipId | None, limit: int) -> tuple[Course, ...]:
        """Return the courses of the next tips by id."""
        asked = {"the_tip": tip_id or FIRST, "the_limit": limit}
        return await self._courses(await self.tx.rows(_AFTER, asked))

    async def picks(self, tips: Collection[TipId]) -> Mapping[TipId, Pick]:
        """Return the picks of those of these tips whose picks are still kept."""
        if not tips:
            return {}
        asked = {"the_tips": list(tips)}
        beside = _by_tip(await self.tx.rows(_SHADOWS, asked))
        rows = await self.tx.rows(_PICKS, asked)
        return {TipId(row.tip_id): pick_in(row, beside[row.tip_id]) for row in rows}

    async def _courses(self, rows: Sequence[Row[Any]]) -> tuple[Course, ...]:
        """Return rows with what belongs to them. Any: a row's columns differ."""
        if not rows:
            return ()
        asked = {"the_tips": [row.id for row in rows]}
        answers = {it.tip_id: reaction_in(it) for it in await self.tx.rows(_ANSWERS, asked)}
        outcomes = _by_tip(await self.tx.rows(_OUTCOMES, asked))
        rewards = {it.tip_id: it for it in await self.tx.rows(_REWARDS, asked)}
        return tuple(
            _course(
                row,
                answers.get(row.id),
                tuple(map(outcome_in, outcomes[row.id])),
                rewards.get(row.id),
            )
            for row in rows
        )


def _by_tip(rows: Sequence[Row[Any]]) -> Mapping[UUID, list[Row[Any]]]:
    found: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[row.tip_id].append(row)
    return found


def _course(
    row: Row[Any],
    answer: Reaction | None,
    outcomes: tuple[Outcome, ...],
    reward: Row[Any] | None,
) -> Course:
    return Course(
        tip_id=TipId(row.id),
        user_id=UserId(row.user_id),
        joined_at=row.joined_at,
        served_at=row.served_at,
        surface=Surface(row.surface),
        policy=row.policy,
        policy_version=row.policy_version,
        propensity=row.propensity,
        candidates=row.candidates,
        status=TipStatus(row.status),
        answer=answer,
        outcomes=outcomes,
        reward_milli=reward.milli if reward else None,
        reward_state=RewardState(reward.state) if reward else None,
    )
