"""Give a user everything kept about them, as one JSON text that a machine or a person can read."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from core.domain.ids import UserId
from core.domain.integration import Provider
from core.domain.tip import Tip
from core.ports import Clock, Store, Work

SCHEMA = "oo-export-1"
"""Version of the export's shape."""


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
            "picks": [await _pick(work, item) for item in tips],
            "reactions": [asdict(item) for item in await work.history.reactions(user_id)],
        }


async def _pick(work: Work, tip: Tip) -> dict[str, Any]:
    """Return what was weighed for a tip: the numbers of the task that was picked, by name."""
    pick = await work.tips.pick_of(tip.user_id, tip.id)
    return {
        "tip_id": tip.id,
        "features_version": pick.features_version,
        "features": dict(zip(pick.feature_names, pick.features[pick.chosen].tolist(), strict=True)),
        "candidates": pick.candidates,
        "seed": pick.seed,
        "fallback": pick.fallback,
    }


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID | StrEnum):
        return str(value)
    raise TypeError(type(value).__name__)
