"""Ask what panels ask: each a name and what it reads in one transaction. Panels add theirs here."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from core.domain.fact_query import Amount, Between, FactsWanted, Field, Only, Place
from core.domain.rollup import Dim, Grain, Measure
from core.domain.rollup_query import BinsWanted, By, SumsWanted, TargetsWanted
from core.domain.user_query import FunnelWanted, UserField, UserOrder, UsersOnly, UsersWanted
from core.ports import Work
from oo_app.bench.console.invent import Size
from oo_app.bench.console.log import POLICIES

PERIOD_D = 28
"""Days of a period, and of the one that it is compared with."""
SLICED = (Dim.HOUR, Dim.PRIORITY, Dim.DUE, Dim.TENURE, Dim.MINUTES, Dim.SIZE, Dim.SURFACE)
"""What changes of a rate are laid to."""
DAILY, HELD = frozenset({By.START, By.POLICY, By.EXPERIMENT}), frozenset({By.BUCKET})
"""Sums day by day for charts; sums by groups of users for intervals."""


@dataclass(frozen=True, slots=True)
class Spans:
    """A period, and the one before it: days as ordinals, moments in UTC."""

    size: Size

    @property
    def days(self) -> tuple[tuple[int, int], ...]:
        """Return first days and ends, the newer period first."""
        end = self.size.last_day + 1
        return (end - PERIOD_D, end), (end - 2 * PERIOD_D, end - PERIOD_D)

    @property
    def moments(self) -> tuple[tuple[datetime, datetime], ...]:
        """Return the same as moments."""
        end = datetime.fromtimestamp(self.size.end_s, UTC)
        period = timedelta(days=PERIOD_D)
        return (end - period, end), (end - 2 * period, end - period)


@dataclass(frozen=True, slots=True)
class Question:
    """What a panel asks; `limit_ms` is how long the answer may take. Any: each has its own answer."""

    name: str
    ask: Callable[[Work, Spans], Awaitable[Any]] = field(repr=False)
    limit_ms: float = 500.0


async def overview(work: Work, spans: Spans) -> Sequence[Any]:
    """Return what figures, mix, guardrails and funnel are made of, for both periods."""
    found: list[Any] = []
    for (first, end), joined in zip(spans.days, spans.moments, strict=True):
        found += [
            await work.rollups.sums(SumsWanted(Grain.DAY, first, end, by=DAILY)),
            await work.rollups.sums(SumsWanted(Grain.DAY, first, end, by=HELD)),
            await work.rollups.bins(BinsWanted(Measure.ANSWERED_MS, first, end)),
            await work.rollups.bins(BinsWanted(Measure.TOOK_US, first, end)),
            await work.actives.series(first, end),
            await work.user_facts.funnel(FunnelWanted(*joined)),
        ]
    return found


async def changed(work: Work, spans: Spans) -> Sequence[Any]:
    """Return every slice of both periods, by groups of users."""
    by = frozenset({By.VALUE, By.BUCKET})
    return [
        await work.rollups.sums(SumsWanted(Grain.DAY, first, end, dim, by))
        for first, end in spans.days
        for dim in SLICED
    ]


async def rewards(work: Work, spans: Spans) -> Sequence[Any]:
    """Return rewards by day, slices of one dimension, and what judges policies."""
    first, end = spans.days[0]
    by = frozenset({By.VALUE, By.BUCKET})
    return [
        await work.rollups.sums(SumsWanted(Grain.DAY, first, end, by=DAILY)),
        await work.rollups.sums(SumsWanted(Grain.DAY, first, end, Dim.PRIORITY, by)),
        await work.rollups.targets(TargetsWanted(first, end, by)),
        await work.rollups.bins(BinsWanted(Measure.WEIGHT, first, end, frozenset({By.VALUE}))),
    ]


async def experiment(work: Work, spans: Spans) -> Sequence[Any]:
    """Return the arms of an experiment day by day, and by groups of users."""
    first, end = spans.days[0]
    arms = ("bandit-or-rule",)
    return [
        await work.rollups.sums(
            SumsWanted(Grain.DAY, first, end, Dim.ARM, by | {By.VALUE}, experiments=arms)
        )
        for by in (frozenset({By.START}), HELD)
    ]


async def last_days(work: Work, spans: Spans) -> Sequence[Any]:
    """Return two days hour by hour."""
    end = spans.size.end_s // 3600
    return [await work.rollups.sums(SumsWanted(Grain.HOUR, end - 48, end, by=DAILY))]


async def users(work: Work, spans: Spans) -> Sequence[Any]:
    """Return a page of users with every facet."""
    wanted = UsersWanted(only=(UsersOnly(UserField.LINK, ("todoist",)),), order=UserOrder.TIPS)
    facets = [
        await work.user_facts.facet(UsersWanted(seen=spans.moments[0]), it) for it in UserField
    ]
    return [await work.user_facts.page(wanted), *facets]


async def user(work: Work, spans: Spans) -> Sequence[Any]:
    """Return all facts of one user who is here often."""
    (often,) = await work.user_facts.page(UsersWanted(order=UserOrder.TIPS, limit=1))
    del spans
    return [await work.facts.of_user(often.user_id)]


PANELS = (
    Question("overview with compare", overview, limit_ms=150.0),
    Question("what changed, seven dimensions", changed),
    Question("rewards", rewards),
    Question("experiment", experiment),
    Question("two days by the hour", last_days),
    Question("users with facets", users),
    Question("one user", user),
)
"""What is measured of panels."""


def picks(name: str, **asked: Any) -> Question:
    """Return a question to the recommendation log over its whole length. Any: parts of FactsWanted."""

    async def ask(work: Work, spans: Spans) -> Sequence[Any]:
        first = datetime.fromtimestamp(spans.size.start_s, UTC)
        end = datetime.fromtimestamp(spans.size.end_s, UTC)
        return await work.facts.page(FactsWanted(first, end, **asked))

    return Question(f"picks: {name}", ask)


async def second_page(work: Work, spans: Spans) -> Sequence[Any]:
    """Return the page of picks that follows the first one."""
    span = spans.moments[0]
    last = (await work.facts.page(FactsWanted(*span)))[-1]
    return await work.facts.page(FactsWanted(*span, after=Place(last.served_at, last.tip_id)))


def only(field_: Field, *values: str) -> Only:
    """Return a filter."""
    return Only(field_, values)


LOG = (
    picks("newest"),
    Question("picks: first and second page", second_page),
    picks("of a policy", only=(only(Field.POLICY, POLICIES[3]),)),
    picks("dismissed", only=(only(Field.ENDING, "dismiss"),)),
    picks("withdrawn", only=(only(Field.ENDING, "withdrawn"),)),
    picks("fallbacks", only=(Only(Field.FALLBACK, ("",), but=True),)),
    picks(
        "explored, dismissed, at seven",
        only=(
            only(Field.EXPLORED, "1"),
            only(Field.ENDING, "dismiss"),
            only(Field.HOUR, "7"),
        ),
    ),
    picks("shadows disagree", between=(Between(Amount.DISAGREEING, least=2),)),
    picks("improbable", between=(Between(Amount.PROPENSITY, most=0.0002),)),
    picks("undone four times", between=(Between(Amount.UNDONE, least=4),)),
    picks(
        "by API, new users, overdue",
        only=(
            only(Field.SURFACE, "api"),
            only(Field.TENURE, "under_14d"),
            only(Field.DUE, "overdue_more"),
        ),
    ),
    picks(
        "of an experiment's arm",
        only=(
            only(Field.EXPERIMENT, "bandit-or-rule"),
            only(Field.ASSIGNED, POLICIES[2]),
        ),
    ),
    picks("done elsewhere, done", only=(only(Field.ELSEWHERE, "1"), only(Field.ENDING, "done"))),
)
"""What is measured of the recommendation log; some ask for what hardly ever, or never, happened."""
