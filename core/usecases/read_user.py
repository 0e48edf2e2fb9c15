"""Read everything the console shows of one user beside their days; no name, no text of theirs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.consent import Consent, Purpose
from core.domain.fact import Fact
from core.domain.fact_query import FactsWanted
from core.domain.ids import UserId
from core.domain.pick import Floats, Pick
from core.domain.reasons import meaning
from core.domain.user_filter import BEGIN, NEVER
from core.domain.user_panel import Device, Logged, LoggedFeatures, UserPanel
from core.domain.users_panel import UsersAsked
from core.errors import NotFound
from core.ports import Store, Work
from core.usecases.last_tip import last_tip
from core.usecases.learned_view import learned_view
from core.usecases.read_users import called, listed
from core.usecases.reveal_identity import looks_at

POINTS = 300
"""Tips that one reward chart draws, the newest."""
LOOKS = timedelta(days=90)
"""How far back it is told who looked."""


@dataclass(frozen=True, slots=True)
class ReadUser:
    """Read one user, by pseudonym."""

    store: Store

    async def __call__(self, name: str, asked: UsersAsked) -> UserPanel:
        """Return the user. Raises: NotFound."""
        now, period = asked.now, asked.period
        async with self.store.reading() as work:
            fact = await called(work, name)
            if fact is None:
                raise NotFound("user")
            user = await work.users.get(fact.user_id)
            wanted = FactsWanted(period.start, period.end, user.id, limit=POINTS)
            identities = await work.history.identities(user.id)
            return UserPanel(
                user=user,
                listed=(await listed(work, (fact,), asked))[0],
                issuers=tuple(it.issuer for it in identities),
                consents=_newest(await work.consents.of(user.id)),
                integrations=await work.integrations.of(user.id),
                devices=await _devices(work, user.id, now),
                looks=await looks_at(work, user.id, now - LOOKS),
                last=await last_tip(work, user),
                learned=await learned_view(work, fact, now),
                tips=await work.facts.page(wanted),
            )

    async def features(self, name: str) -> LoggedFeatures | None:
        """Return what is logged of the user's newest pick; None when nothing is, any more.

        Raises: NotFound when there is no such user.
        """
        async with self.store.reading() as work:
            fact = await called(work, name)
            if fact is None:
                raise NotFound("user")
            newest = await work.facts.page(FactsWanted(BEGIN, NEVER, fact.user_id, limit=1))
            picks = await work.courses.picks([it.tip_id for it in newest])
        kept = [_logged(it, picks[it.tip_id]) for it in newest if it.tip_id in picks]
        return kept[0] if kept else None


def _logged(fact: Fact, pick: Pick) -> LoggedFeatures:
    columns = zip(pick.feature_names, pick.features.T, strict=True)
    return LoggedFeatures(
        tip_id=fact.tip_id,
        served_at=fact.served_at,
        sheet=pick.features_version,
        candidates=len(pick.candidates),
        rows=tuple(_column(name, column, pick.chosen) for name, column in columns),
    )


def _column(name: str, column: Floats, chosen: int) -> Logged:
    meant = meaning(name)
    label = meant.label if meant else name
    return Logged(name, label, float(column[chosen]), float(column.min()), float(column.max()))


def _newest(history: tuple[Consent, ...]) -> tuple[Consent, ...]:
    """Return the answer that stands to each purpose that was ever asked for."""
    found = {it.purpose: it for it in sorted(history, key=lambda it: (it.at, it.id))}
    return tuple(found[it] for it in Purpose if it in found)


async def _devices(work: Work, user_id: UserId, now: datetime) -> tuple[Device, ...]:
    living = [it for it in await work.sessions.of(user_id) if it.alive(now)]
    newest_first = sorted(living, key=lambda it: it.seen_at, reverse=True)
    return tuple(Device(it.agent or "A browser", it.seen_at) for it in newest_first)
