"""Read what the settled picks of one policy say of others."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.analytics.bins import largest
from core.analytics.judged import Worth
from core.analytics.policy_sums import Judgement, PolicySums, by_policy, by_target
from core.analytics.propensity_alarm import Mismatch
from core.analytics.targets import MILLI
from core.domain.deployment import Live
from core.domain.figure import TooFew
from core.domain.reward_panel import Estimates, OtherPolicies, Rated, RewardsAsked
from core.domain.rollup import Grain, Measure
from core.domain.rollup_query import BinsWanted, By, SumsWanted, TargetsWanted
from core.domain.support import NotEnoughSupport
from core.ports import Store, Work
from core.usecases.read_live import ReadLive
from core.usecases.read_policies import believed, standing_of
from core.usecases.rewards.live_then import live_then
from core.usecases.rewards.settled import Days, settled


@dataclass(frozen=True, slots=True)
class ReadOtherPolicies:
    """Judge policies by the picks of another: from sums alone, and only of settled days."""

    store: Store
    read_live: ReadLive

    async def __call__(self, asked: RewardsAsked) -> OtherPolicies:
        """Return it, by the picks of the one policy that is looked at, else of the champion."""
        live = await live_then(self.read_live, asked.period)
        log, days = _log(asked, live), settled(asked.period, asked.now)
        async with self.store.reading() as work:
            own = await _own(work, log, days)
            judged = await _judged(work, log, days)
            weights = await _weights(work, log, days)
        log_is_right = own.propensities
        rated = (
            _rated(it, judged[it], log_is_right, live=live, heaviest=weights.get(it))
            for it in judged
        )
        return OtherPolicies(
            log=log,
            standing=standing_of(log, live),
            picks=sum(it.rewarded for it in own.groups.values()),
            earned=own.reward,
            believed=believed(log_is_right),
            until=days.last,
            rated=tuple(sorted(rated, key=_place)),
        )


def _log(asked: RewardsAsked, live: Live | None) -> str:
    """Return whose picks judge: the champion's, unless the page looks at others."""
    champion = live.policies.served if live else ""
    kept = asked.whose.among((champion, *asked.whose.only))
    return kept[0] if kept else ""


async def _own(work: Work, log: str, days: Days) -> PolicySums:
    by = frozenset({By.POLICY, By.BUCKET})
    wanted = SumsWanted(Grain.DAY, days.first, days.end, by=by, policies=(log,))
    return by_policy(await work.rollups.sums(wanted)).get(log, PolicySums())


async def _judged(work: Work, log: str, days: Days) -> Mapping[str, Judgement]:
    by = frozenset({By.VALUE, By.BUCKET})
    wanted = TargetsWanted(days.first, days.end, by, policies=(log,))
    return by_target(await work.rollups.targets(wanted))


async def _weights(work: Work, log: str, days: Days) -> Mapping[str, float | None]:
    """Return about the largest weight that any pick has for each target."""
    by = frozenset({By.VALUE})
    wanted = BinsWanted(Measure.WEIGHT, days.first, days.end, by, policies=(log,))
    rows = await work.rollups.bins(wanted)
    found = {it.value or "": largest(it.counts) for it in rows}
    return {name: None if it is None else it / MILLI for name, it in found.items()}


def _rated(
    name: str,
    judged: Judgement,
    log_is_right: Mismatch | TooFew,
    *,
    live: Live | None,
    heaviest: float | None,
) -> Rated:
    sums, worth = judged.sums, judged.worth(log_is_right)
    return Rated(
        policy=name,
        standing=standing_of(name, live),
        picks=round(float(sums.picks.sum())),
        worth=_estimates(worth),
        effective=sums.effective,
        heaviest=heaviest,
        outside=sums.outside,
        agrees=judged.agrees,
    )


def _estimates(worth: Worth | NotEnoughSupport | TooFew) -> Estimates | NotEnoughSupport | TooFew:
    if isinstance(worth, Worth):
        return Estimates(worth.ips, worth.snips, worth.dr, worth.lift, worth.at_odds)
    return worth


def _place(it: Rated) -> tuple[bool, float, str]:
    """Return where a row stands: the best first, those that may not be told last."""
    told = isinstance(it.worth, Estimates)
    return not told, -it.worth.dr.value if isinstance(it.worth, Estimates) else 0.0, it.policy
