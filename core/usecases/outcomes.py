"""Write down what became of a tip: one row a fact, in the transaction in which it happens."""

from datetime import datetime

from core.domain.completion import Noticed
from core.domain.events import TipVanished, TipWithdrawn
from core.domain.ids import OutcomeId, new_id
from core.domain.outcome import Outcome, OutcomeKind, OutcomeSource
from core.domain.reaction import Reaction
from core.domain.tip import Tip, TipStatus
from core.ports import Work

SOURCES = {
    OutcomeKind.VANISHED: OutcomeSource.SYNC,
    OutcomeKind.IGNORED: OutcomeSource.WINDOW,
    OutcomeKind.REOPENED: OutcomeSource.SYNC,
}
"""How an outcome is known, where no user said it."""


async def answered(work: Work, reaction: Reaction) -> None:
    """Write down an answer, and how long the card was looked at."""
    kind, source = OutcomeKind(reaction.kind.value), OutcomeSource.USER
    new = OutcomeId(new_id())
    await work.outcomes.add(
        Outcome(
            new, reaction.user_id, reaction.tip_id, kind, reaction.at, source, reaction.dwell_ms
        )
    )


async def came_to(work: Work, tip: Tip, kind: OutcomeKind, at: datetime) -> None:
    """Write down what else happened to a tip."""
    source = SOURCES.get(kind, OutcomeSource.USER)
    await work.outcomes.add(Outcome(OutcomeId(new_id()), tip.user_id, tip.id, kind, at, source))


async def completed(work: Work, tip: Tip, at: datetime, noticed: Noticed) -> None:
    """Write down that the task of a tip was completed elsewhere, and how that is known."""
    hinted = noticed is Noticed.INTENT
    source = OutcomeSource.WEBHOOK if hinted else OutcomeSource.SYNC
    new, kind = OutcomeId(new_id()), OutcomeKind.COMPLETED
    await work.outcomes.add(Outcome(new, tip.user_id, tip.id, kind, at, source, rule=noticed.value))


async def vanish(work: Work, tip: Tip, at: datetime) -> None:
    """Close an open tip whose task went away elsewhere."""
    await work.tips.mark(tip.id, TipStatus.VANISHED)
    await came_to(work, tip, OutcomeKind.VANISHED, at)
    await work.outbox.tell(TipVanished(at, tip.user_id, tip.id))


async def withdraw_open(work: Work, tip: Tip | None, at: datetime) -> None:
    """Take back a tip that was shown and not answered; nothing when there is none."""
    if tip is not None:
        await work.tips.mark(tip.id, TipStatus.WITHDRAWN)
        await came_to(work, tip, OutcomeKind.WITHDRAWN, at)
        await work.outbox.tell(TipWithdrawn(at, tip.user_id, tip.id))
