"""Show the receipt of a tip: why it was picked, with what chance, by what.

All of it is read from the tip as it was stored, so that its user and an admin see one record.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.card import plain
from core.domain.ids import TipId, UserId
from core.domain.integration import Provider
from core.domain.outcome_words import in_words
from core.domain.receipt import Receipt, account, lead_words, manner
from core.domain.why import reasons
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
        here, said = zone(user.timezone), tip.explanation
        learned, number = tip.policy_version > 0, tip.id.hex[-8:].upper()
        return Receipt(
            text=plain(tip.task.text),
            reasons=reasons(tip.task, tip.served_at, here, said, learned=learned),
            shown_at=tip.served_at.astimezone(here),
            chance=tip.propensity,
            manner=manner(said),
            lead=lead_words(said),
            policy=tip.policy,
            policy_version=tip.policy_version,
            number=f"{number[:4]}-{number[4:]}",
            link=self.sources[Provider.TODOIST].link(tip.task.id),
        )

    async def account(self, tip_id: TipId) -> str:
        """Return what spoke for anybody's tip, and its fate, without a word of the task.

        Raises: NotFound when there is no such tip, or its pick is no longer logged.
        """
        async with self.store.reading() as work:
            logged = await work.pick_log.find(tip_id)
            tip = await work.tips.get(logged.user_id, tip_id)
            outcomes = await work.outcomes.of_tip(logged.user_id, tip_id)
        told = account(tip.explanation, tip.propensity)
        return f"{told} {in_words(tip.served_at, outcomes)}" if outcomes else told
