"""Store the picks behind tips, and what other policies would have picked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, insert, select

from core.domain.assignment import AssignedBy, Assignment
from core.domain.ids import TaskId, TipId, UserId
from core.domain.pick import Barred, Pick, Scoring
from core.domain.tip import Tip
from core.errors import NotFound
from core.storage.numbers import pack_long, pack_short, unpack_long, unpack_short
from core.storage.tables import TIP_SCORES, TIP_SHADOWS
from core.storage.transaction import Transaction

_ADD = insert(TIP_SCORES)
_ADD_SHADOWS = insert(TIP_SHADOWS)
_PICK = select(TIP_SCORES).where(
    TIP_SCORES.c.tip_id == bindparam("the_tip"), TIP_SCORES.c.user_id == bindparam("the_user")
)
_SHADOWS = (
    select(TIP_SHADOWS)
    .where(TIP_SHADOWS.c.tip_id == bindparam("the_tip"))
    .order_by(TIP_SHADOWS.c.place)
)

Columns = dict[str, Any]
"""Values of a row by column: text, numbers, lists and bytes."""


@dataclass(frozen=True, slots=True)
class SqlPicks:
    """Picks in the database: ids and numbers, exact to the last bit."""

    tx: Transaction

    async def add(self, tip: Tip, pick: Pick) -> None:
        """Write the pick behind a tip, and every scoring that stood beside."""
        whose = {"tip_id": tip.id, "user_id": tip.user_id}
        served = _scoring_out(pick.served)
        await self.tx.write(_ADD, whose | served | _pick_out(pick))
        beside = [
            {**whose, "place": place, **_scoring_out(shadow)}
            for place, shadow in enumerate(pick.shadows)
        ]
        await self.tx.write_all(_ADD_SHADOWS, beside)

    async def of(self, user_id: UserId, tip_id: TipId) -> Pick:
        """Return the pick behind a tip of this user; NotFound when it is gone, or another's."""
        row = await self.tx.row(_PICK, {"the_user": user_id, "the_tip": tip_id})
        if row is None:
            raise NotFound("tip")
        return pick_in(row, await self.tx.rows(_SHADOWS, {"the_tip": tip_id}))


def pick_in(row: Row[Any], shadows: Iterable[Row[Any]]) -> Pick:
    """Return the pick that a row and its shadows' rows hold. Any: a row's columns differ."""
    return Pick(
        candidates=tuple(map(TaskId, row.candidates)),
        features_version=row.features_version,
        feature_names=tuple(row.feature_names),
        features=unpack_short(row.features, (row.candidate_count, row.feature_count)),
        seed=int(row.seed),
        served=_scoring_in(row),
        day=row.day,
        shadows=tuple(map(_scoring_in, shadows)),
        barred=tuple(Barred(TaskId(task_id), why) for task_id, why in row.barred),
        assignment=Assignment(
            policy=row.assigned_policy,
            by=AssignedBy(row.assigned_by),
            experiment=row.experiment,
            chance=row.chance,
        ),
        code=row.code,
        took_us=row.took_us,
    )


def _pick_out(pick: Pick) -> Columns:
    candidate_count, feature_count = pick.features.shape
    return {
        "day": pick.day,
        "seed": str(pick.seed),
        "assigned_policy": pick.assignment.policy,
        "assigned_by": pick.assignment.by,
        "experiment": pick.assignment.experiment,
        "chance": pick.assignment.chance,
        "code": pick.code,
        "took_us": pick.took_us,
        "features_version": pick.features_version,
        "candidate_count": candidate_count,
        "feature_count": feature_count,
        "feature_names": pick.feature_names,
        "candidates": pick.candidates,
        "barred": [(it.task_id, it.why) for it in pick.barred],
        "features": pack_short(pick.features),
    }


def _scoring_out(scoring: Scoring) -> Columns:
    return {
        "policy": scoring.policy,
        "policy_version": scoring.version,
        "state": scoring.state,
        "prior": scoring.prior,
        "chosen": scoring.chosen,
        "fallback": scoring.fallback,
        "probabilities": pack_long(scoring.probabilities),
        "scores": pack_long(scoring.scores),
    }


def _scoring_in(row: Row[Any]) -> Scoring:
    return Scoring(
        policy=row.policy,
        probabilities=unpack_long(row.probabilities),
        scores=unpack_long(row.scores),
        chosen=row.chosen,
        version=row.policy_version,
        state=row.state,
        prior=row.prior,
        fallback=row.fallback,
    )
