"""Give a user everything kept about them, as one JSON text that a machine or a person can read."""

import json
from base64 import b64encode
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from core.domain.ids import UserId
from core.domain.integration import Provider
from core.domain.pick import Pick, Scoring
from core.domain.posterior import Posterior
from core.domain.reward import Reward
from core.domain.tip import Tip
from core.errors import NotFound
from core.ports import Clock, Store, Work
from core.usecases.reveal_identity import looks_at

SCHEMA = "oo-export-1"
"""Version of the export's shape."""
ALWAYS = (date.min.toordinal(), date.max.toordinal())
"""Every day there is."""


@dataclass(frozen=True, slots=True)
class ExportUser:
    """Read all of one user's rows, tokens and keys excepted (reliability D4)."""

    store: Store
    clock: Clock

    async def __call__(self, user_id: UserId) -> str:
        """Return the export. Raises: NotFound when there is no such user."""
        async with self.store.reading() as work:
            kept = await self._kept(work, user_id)
        head = {"schema": SCHEMA, "made_at": self.clock.now()}
        return json.dumps(head | kept, default=_plain, ensure_ascii=False, indent=2)

    async def _kept(self, work: Work, user_id: UserId) -> dict[str, Any]:
        tasks = await work.tasks.of(user_id, Provider.TODOIST)
        tips = await work.history.tips(user_id)
        return {
            "user": asdict(await work.users.get(user_id)),
            "identities": [asdict(item) for item in await work.history.identities(user_id)],
            "consents": [asdict(item) for item in await work.consents.of(user_id)],
            "devices": [
                {"agent": item.agent, "since": item.created_at, "seen_at": item.seen_at}
                for item in await work.sessions.of(user_id)
            ],
            "integrations": [asdict(item) for item in await work.integrations.of(user_id)],
            "tasks": [asdict(item) for item in (tasks.tasks if tasks else ())],
            "resting": [asdict(item) for item in await work.tasks.rests(user_id, self.clock.now())],
            "tips": [asdict(item) for item in tips],
            "picks": [_pick(tip, pick) for tip, pick in await _picks(work, tips)],
            "reactions": [asdict(item) for item in await work.history.reactions(user_id)],
            "looked_at": [asdict(item) for item in await looks_at(work, user_id)],
            **await self._learned(work, user_id),
            "counted": await _counted(work, user_id),
        }

    async def _learned(self, work: Work, user_id: UserId) -> dict[str, Any]:
        posteriors = await work.posteriors.of(user_id)
        return {
            "outcomes": [asdict(item) for item in await work.outcomes.of(user_id)],
            "rewards": [_reward(item) for item in await work.rewards.of(user_id)],
            "posteriors": [_posterior(item) for item in posteriors.values()],
        }


async def _counted(work: Work, user_id: UserId) -> dict[str, Any]:
    """Return what the console counts of a user: it outlives the picks."""
    days = (await work.actives.days([user_id], *ALWAYS)).get(user_id, {})
    return {
        "tips": [asdict(item) for item in await work.facts.of_user(user_id)],
        "user": [asdict(item) for item in await work.user_facts.gather([user_id])],
        "days": {
            date.fromordinal(day).isoformat(): asdict(item) for day, item in sorted(days.items())
        },
    }


async def _picks(work: Work, tips: tuple[Tip, ...]) -> list[tuple[Tip, Pick]]:
    """Return tips with their picks, without those whose numbers are no longer kept."""
    found = []
    for tip in tips:
        try:
            found.append((tip, await work.tips.pick_of(tip.user_id, tip.id)))
        except NotFound:
            continue
    return found


def _pick(tip: Tip, pick: Pick) -> dict[str, Any]:
    """Return what was weighed for a tip: the numbers of the task that was picked, by name."""
    return {
        "tip_id": tip.id,
        "assignment": asdict(pick.assignment),
        **_scoring(pick, pick.served),
        "features_version": pick.features_version,
        "features": _by_name(pick.feature_names, pick.vector.tolist()),
        "candidates": pick.candidates,
        "barred": [asdict(item) for item in pick.barred],
        "seed": pick.seed,
        "code": pick.code,
        "took_us": pick.took_us,
        "shadows": [_scoring(pick, item) for item in pick.shadows],
    }


def _scoring(pick: Pick, scoring: Scoring) -> dict[str, Any]:
    """Return what one policy would pick, how likely that was and what it expected of it."""
    return {
        "policy": scoring.policy,
        "policy_version": scoring.version,
        "picked": pick.candidates[scoring.chosen],
        "propensity": scoring.propensity,
        "score": float(scoring.scores[scoring.chosen]),
        "fallback": scoring.fallback,
    }


def _reward(reward: Reward) -> dict[str, Any]:
    """Return what a pick was worth, and the numbers of the task that was picked, by name."""
    return {
        "tip_id": reward.tip_id,
        "at": reward.at,
        "spec": reward.spec,
        "reward": reward.value,
        "state": reward.state,
        "features_version": reward.features_version,
        "features": _by_name(reward.feature_names, reward.vector.tolist()),
    }


def _posterior(posterior: Posterior) -> dict[str, Any]:
    """Return what a policy has learned: its bytes, as text."""
    return {
        "policy": posterior.policy,
        "version": posterior.version,
        "at": posterior.at,
        "blob": b64encode(posterior.blob).decode("ascii"),
    }


def _by_name(names: tuple[str, ...], numbers: list[float]) -> dict[str, float]:
    return dict(zip(names, numbers, strict=True))


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID | StrEnum):
        return str(value)
    raise TypeError(type(value).__name__)
