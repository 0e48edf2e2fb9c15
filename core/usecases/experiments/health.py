"""Check whether an experiment's figures may be believed: who is in it, what is missing, what was logged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.analytics.propensity_alarm import Mismatch, Propensities, mismatch
from core.analytics.rollup import HOUR_S, hour_of
from core.analytics.sample_ratio import sample_ratio
from core.domain.consent import Purpose
from core.domain.experiment_panel import Balance, Health
from core.domain.figure import TooFew
from core.domain.period import midnight
from core.domain.policy_panel import Believed
from core.domain.rollup import Dim, Grain, Sums
from core.domain.rollup_query import By, SumsRow, SumsWanted
from core.domain.user_query import UserField, UsersWanted
from core.ports import Work
from core.usecases.experiments.figures import believed
from core.usecases.experiments.ground import Ground
from core.usecases.overview.read_alarms import CHECKED, propensities

LATELY = timedelta(hours=24)
"""An experiment that served nobody for so long reaches nobody any more."""
LOOKED_BACK = timedelta(hours=48)
"""So far back its last pick is looked for."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """When an experiment last served within two days, and how often within one."""

    last_at: datetime | None
    lately: int


async def read_health(work: Work, ground: Ground, at: datetime, zone: ZoneInfo) -> Health:
    """Return every check of an experiment."""
    beat = pulse(await _hours(work, ground, at), at)
    facets = await work.user_facts.facet(UsersWanted(), UserField.CONSENTS)
    worst, arm = worst_log(ground)
    since = await _wrong_since(work, ground, arm, zone) if _doubted(worst) else None
    settled = [it for sums in ground.settled.values() for it in sums.groups.values()]
    return Health(
        last_at=beat.last_at,
        lately=beat.lately,
        allowed=sum(it.count for it in facets if Purpose.RESEARCH in it.value.split(",")),
        people=sum(it.count for it in facets),
        settled=sum(it.tips for it in settled),
        final=sum(it.final for it in settled),
        balance=balance(ground),
        crossed=crossed(ground),
        believed=worst,
        wrong=arm if _doubted(worst) else "",
        wrong_since=since,
    )


def alarms(ground: Ground) -> tuple[str, ...]:
    """Return what is red, of what sums alone can tell."""
    told = (
        ("balance", balance(ground).verdict == "alarm"),
        ("crossover", crossed(ground) > 0),
        ("propensities", worst_log(ground)[0].verdict == "alarm"),
    )
    return tuple(name for name, red in told if red)


def balance(ground: Ground) -> Balance:
    """Return whether users are split as configured: of those whom any arm has reached."""
    shares = dict(ground.experiment.shares)
    total = sum(shares.values())
    users = {arm: n for arm, n in ground.users.items() if arm}
    within = {arm: share / total for arm, share in shares.items()}
    found = sample_ratio(users, within, next(iter(within)))
    if isinstance(found, TooFew):
        due = tuple((arm, users[arm], found.count * it) for arm, it in within.items())
        return Balance(users=found.count, arms=due)
    arms = tuple((it.arm, it.users, it.due) for it in found.arms)
    return Balance(found.verdict.value, found.p, sum(users.values()), arms, found.leaks)


def crossed(ground: Ground) -> int:
    """Return how many users were given to two arms."""
    return sum(it.crossed for it in ground.exposed)


def worst_log(ground: Ground) -> tuple[Believed, str]:
    """Return the log that is furthest off, and whose it is."""
    logs = [(believed(sums), arm) for arm, sums in ground.so_far.items()]
    return max(logs, key=lambda it: (bool(it[0].verdict), abs(it[0].z)), default=(Believed(), ""))


def pulse(hours: Iterable[SumsRow], at: datetime) -> Pulse:
    """Return when it last served; rows are by hour."""
    served = {row.start or 0: row.sums.tips for row in hours if row.sums.tips}
    last = max(served, default=None)
    since = hour_of(at - LATELY)
    lately = sum(tips for hour, tips in served.items() if hour > since)
    return Pulse(datetime.fromtimestamp(last * HOUR_S, UTC) if last is not None else None, lately)


def wrong_since(rows: Iterable[SumsRow]) -> int | None:
    """Return the day from which on a log is in doubt until now; rows are of one arm, by day."""
    total, since = Sums(), None
    for row in sorted(rows, key=lambda it: it.start or 0):
        total = total.plus(row.sums)
        found = mismatch(propensities(total))
        wrong = isinstance(found, Mismatch) and found.verdict is not Propensities.OK
        since = (since or row.start) if wrong else None
    return since


async def _hours(work: Work, ground: Ground, at: datetime) -> tuple[SumsRow, ...]:
    first, end = hour_of(at - LOOKED_BACK), hour_of(at) + 1
    wanted = SumsWanted(
        Grain.HOUR,
        first,
        end,
        by=frozenset({By.START}),
        experiments=(ground.experiment.name,),
        names=("tips",),
    )
    return await work.rollups.sums(wanted)


async def _wrong_since(work: Work, ground: Ground, arm: str, zone: ZoneInfo) -> datetime | None:
    wanted = SumsWanted(
        Grain.DAY,
        ground.days.first,
        ground.days.end,
        Dim.ARM,
        frozenset({By.START}),
        experiments=(ground.experiment.name,),
        values=(arm,),
        names=CHECKED,
    )
    day = wrong_since(await work.rollups.sums(wanted))
    return midnight(date.fromordinal(day), zone) if day is not None else None


def _doubted(it: Believed) -> bool:
    return it.verdict in {Propensities.WATCH, Propensities.ALARM}
