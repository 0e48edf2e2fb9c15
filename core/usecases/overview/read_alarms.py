"""Read what harms users or figures now, the worst first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.analytics.propensity_alarm import Mismatch, Propensities, PropensitySums, mismatch
from core.domain.overview import Alarm
from core.domain.overview_query import Failing
from core.domain.period import midnight
from core.domain.rollup import Grain, Sums
from core.domain.rollup_query import By, SumsRow, SumsWanted
from core.ports import Clock, Store
from core.usecases.overview.guards import lost_links
from core.usecases.overview.read_overview import read_links
from core.usecases.read_lag import Lag, ReadLag

LOOKED_BACK_D = 28
"""Logged propensities are checked over as many days, whatever period is on the screen."""
LATE_S, STUCK_S = 60.0, 600.0
"""An event that waits so long is late; so long, nothing goes any more."""
FAILING_FOR = timedelta(hours=1)
"""A link that has not synced for so long does not merely have a bad minute."""
LOST, LOST_GRAVELY = 0.03, 0.10
"""Shares of links lost from which on it is said, and cannot wait."""
FAILED, FAILED_GRAVELY = 0.02, 0.10
"""The same of links that do not sync."""
MOST = 5
"""Alarms shown, at most."""
MICRO = 1e6
"""Millionths."""

CHECKED = (
    *("known", "greedy", "greedy_p_micro", "greedy_v_micro"),
    *("chosen_p_micro", "expected_p_micro", "variance_p_micro"),
)
"""What the check of logged propensities adds up."""


@dataclass(frozen=True, slots=True)
class ReadAlarms:
    """Look at everything that may be wrong now, whatever period is on the screen."""

    store: Store
    clock: Clock
    lag: ReadLag
    zone: ZoneInfo

    async def __call__(self) -> tuple[Alarm, ...]:
        """Return at most five alarms, sorted by harm."""
        now = self.clock.now()
        today = now.astimezone(self.zone).toordinal()
        by = frozenset({By.START, By.POLICY})
        wanted = SumsWanted(Grain.DAY, today + 1 - LOOKED_BACK_D, today + 1, by=by, names=CHECKED)
        async with self.store.reading() as work:
            picks = await work.rollups.sums(wanted)
            links = await read_links(work)
            failing = await work.overviews.failing(now - FAILING_FOR)
            letters = await work.letters.dead(1)
        dead_at = min((it.dead_at for it in letters if it.dead_at), default=None)
        found = (
            *wrong_propensities(picks, self.zone),
            *of_links(links, failing),
            *of_signals(await self.lag(), dead_at),
        )
        return tuple(sorted(found, key=lambda it: (not it.grave, -it.harm))[:MOST])


def wrong_propensities(rows: Iterable[SumsRow], zone: ZoneInfo) -> tuple[Alarm, ...]:
    """Return an alarm for each policy whose logged propensities did not choose, since the day it showed."""
    days: dict[str, list[tuple[int, Sums]]] = {}
    for row in rows:
        days.setdefault(row.policy or "", []).append((row.start or 0, row.sums))
    found = (
        _wrong(policy, sorted(them, key=lambda it: it[0]), zone) for policy, them in days.items()
    )
    return tuple(it for it in found if it is not None)


def of_links(links: Mapping[str, int], failing: Failing) -> tuple[Alarm, ...]:
    """Return alarms for links that are lost, and for those that do not sync."""
    lost, of = lost_links(links)
    told = (
        ("lost", lost, LOST, LOST_GRAVELY, None),
        ("sync", failing.links, FAILED, FAILED_GRAVELY, failing.since),
    )
    return tuple(
        Alarm(kind, count / of > gravely, count=count, of=of, since=since, harm=count / of)
        for kind, count, share, gravely, since in told
        if of and count / of > share
    )


def of_signals(lag: Lag, dead_at: datetime | None) -> tuple[Alarm, ...]:
    """Return alarms for events that wait, and for those that died."""
    found = []
    if lag.dead:
        found.append(Alarm("dead", True, count=lag.dead, since=dead_at, harm=0.5))
    if lag.age_s > LATE_S:
        since, grave = lag.backlog.oldest_at, lag.age_s > STUCK_S
        found.append(Alarm("late", grave, count=lag.backlog.depth, since=since, harm=0.4))
    return tuple(found)


def _wrong(policy: str, days: list[tuple[int, Sums]], zone: ZoneInfo) -> Alarm | None:
    total, since, last = Sums(), None, None
    for day, sums in days:
        total = total.plus(sums)
        found = mismatch(propensities(total))
        wrong = isinstance(found, Mismatch) and found.verdict is not Propensities.OK
        since = (since or midnight(date.fromordinal(day), zone)) if wrong else None
        last = found
    if since is None or not isinstance(last, Mismatch):
        return None
    grave = last.verdict is Propensities.ALARM
    return Alarm("propensity", grave, policy, last.picks, z=last.z, since=since, harm=1.0)


def propensities(sums: Sums) -> PropensitySums:
    """Return what the check of logged propensities needs of sums."""
    return PropensitySums(
        picks=sums.known,
        greedy=sums.greedy,
        greedy_p=sums.greedy_p_micro / MICRO,
        greedy_variance=sums.greedy_v_micro / MICRO,
        chosen_p=sums.chosen_p_micro / MICRO,
        expected_p=sums.expected_p_micro / MICRO,
        chosen_variance=sums.variance_p_micro / MICRO,
    )
