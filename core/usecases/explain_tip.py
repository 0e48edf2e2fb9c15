"""Show the receipt of a tip: why it was picked, with what chance, by what."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.card import plain
from core.domain.ids import TipId, UserId
from core.domain.integration import Provider
from core.domain.why import Receipt, reasons
from core.ports import Store, TaskSource
from core.usecases.person import zone


@dataclass(frozen=True, slots=True)
class ExplainTip:
    """Read a tip back as its user may see it."""

    store: Store
    sources: Mapping[Provider, TaskSource]

    async def __call__(self, user_id: UserId, tip_id: TipId) -> Receipt:
        """Return the receipt. Raises: NotFound."""
        async with self.store.reading() as work:
            tip = await work.tips.get(user_id, tip_id)
            user = await work.users.get(user_id)
        here = zone(user.timezone)
        number = tip.id.hex[-8:].upper()
        return Receipt(
            text=plain(tip.task.text),
            reasons=reasons(tip.task, tip.served_at, here),
            shown_at=tip.served_at.astimezone(here),
            chance=tip.propensity,
            policy=tip.policy,
            policy_version=tip.policy_version,
            number=f"{number[:4]}-{number[4:]}",
            link=self.sources[Provider.TODOIST].link(tip.task.id),
        )
