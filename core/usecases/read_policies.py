"""Read all policies as they stood at a moment, with what a period says of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from core.analytics.judged import Worth
from core.analytics.policy_sums import Judgement, PolicySums, by_policy, by_target
from core.analytics.propensity_alarm import Mismatch
from core.analytics.rollup import hour_of
from core.bandit import catalogue
from core.domain.assignment import Experiment
from core.domain.deployment import Deployment, Live, Standing, before_that, reigns
from core.domain.figure import TooFew
from core.domain.period import INSTANT, Period, midnight
from core.domain.policy_panel import Believed, Beside, PoliciesSeen, PolicySeen
from core.domain.rollup import Grain
from core.domain.rollup_query import By, SumsWanted, TargetsWanted
from core.ports import Store
from core.usecases.read_live import ReadLive

ORDER = {Standing.CHAMPION: 0, Standing.SHADOW: 1, None: 2}
"""Who stands comes before who does not."""


@dataclass(frozen=True, slots=True)
class ReadPolicies:
    """Read the list of policies from deployments and rollups."""

    store: Store
    read_live: ReadLive

    async def __call__(self, period: Period, at: datetime | None = None) -> PoliciesSeen:
        """Return who stood at a moment, or stands now, and what the period says of every policy."""
        live = await self.read_live(at)
        rows, changes = await self.read_live.timeline()
        champion = live.policies.served if live else ""
        sums, judged, experiments = await self._counted(period, champion)
        log = sums.get(champion, PolicySums()).propensities
        beside = {name: _beside(it, log) for name, it in judged.items()}
        return PoliciesSeen(
            live=live,
            policies=tuple(
                sorted(
                    (
                        _seen(it, live, rows, own=sums.get(it, PolicySums()), beside=beside.get(it))
                        for it in _names(rows, experiments, sums)
                    ),
                    key=lambda it: ORDER[it.standing],
                )
            ),
            deployments=tuple(it for it in rows if at is None or it.at <= at),
            changes=tuple(it for it in changes if at is None or it.asked_at <= at),
            before=before_that(rows, changes) if at is None else None,
        )

    async def _counted(
        self, period: Period, champion: str
    ) -> tuple[Mapping[str, PolicySums], Mapping[str, Judgement], tuple[Experiment, ...]]:
        grain, first, end = span(period)
        by = frozenset({By.POLICY, By.BUCKET})
        days = (period.first.toordinal(), period.last.toordinal() + 1)
        async with self.store.reading() as work:
            sums = await work.rollups.sums(SumsWanted(grain, first, end, by=by))
            apart = frozenset({By.VALUE, By.BUCKET})
            judged = await work.rollups.targets(TargetsWanted(*days, apart, policies=(champion,)))
            experiments = await work.experiments.all()
        return by_policy(sums), by_target(judged), experiments


def span(period: Period) -> tuple[Grain, int, int]:
    """Return the cells of a period: whole days, or the hours that a rolling one touches."""
    if period.start == midnight(period.first, period.zone):
        return Grain.DAY, period.first.toordinal(), period.last.toordinal() + 1
    return Grain.HOUR, hour_of(period.start), hour_of(period.end - INSTANT) + 1


def standing_of(name: str, live: Live | None) -> Standing | None:
    """Return what a policy did at a moment; None when nothing."""
    if live is None:
        return None
    if name == live.policies.served:
        return Standing.CHAMPION
    return Standing.SHADOW if name in live.policies.shadows else None


def _names(
    rows: Iterable[Deployment], experiments: Iterable[Experiment], sums: Iterable[str]
) -> tuple[str, ...]:
    """Return every policy that exists or has ever been heard of, each once."""
    arms = (policy for it in experiments for policy, _ in it.shares)
    every = (*catalogue.names(), *(it.policy for it in rows), *arms, *sums)
    return tuple(dict.fromkeys(it for it in every if it))


def _seen(
    name: str,
    live: Live | None,
    rows: Iterable[Deployment],
    *,
    own: PolicySums,
    beside: Beside | None,
) -> PolicySeen:
    standing = standing_of(name, live)
    return PolicySeen(
        name=name,
        standing=standing,
        since=_since(name, standing, live, rows),
        picks=own.picks,
        done=own.done,
        reward=own.reward,
        beside=None if standing is Standing.CHAMPION else beside,
        believed=believed(own.propensities),
    )


def _since(
    name: str, standing: Standing | None, live: Live | None, rows: Iterable[Deployment]
) -> datetime | None:
    """Return since when a policy stood as it did; of one that is off, when it last ended."""
    mine = [it for it in rows if it.policy == name and live is not None and it.at <= live.at]
    if standing is None or live is None:
        return max((it.until for it in mine if it.until), default=None)
    stood = reigns(it for it in mine if it.role is standing)
    held = (it.since for it in stood if it.until is None or live.at < it.until)
    return max(held, default=None)


def _beside(judged: Judgement, log: Mismatch | TooFew) -> Beside:
    worth, sums = judged.worth(log), judged.sums
    return Beside(
        worth=worth.dr if isinstance(worth, Worth) else worth,
        lead=worth.lift if isinstance(worth, Worth) else None,
        agrees=judged.agrees,
        effective=sums.effective,
        outside=sums.outside,
    )


def believed(found: Mismatch | TooFew) -> Believed:
    """Return whether the chances that a policy logged are those that chose."""
    if isinstance(found, TooFew):
        return Believed(picks=found.count)
    return Believed(found.verdict.value, found.z, found.picks)
