"""Read how far those came who joined within a period, beside those of another."""

from dataclasses import dataclass
from datetime import timedelta

from core.analytics.funnel import RETURN_DAYS, Passage
from core.analytics.funnel import Step as Reached
from core.analytics.funnel import funnel as passages
from core.domain.overview import Step
from core.domain.overview_query import Cohort, CohortWanted
from core.domain.period import Period, midnight
from core.ports import Store

STEPS = ("joined", "connected", "first_tip", "first_answer", "returned")
"""The steps of the activation funnel, in order."""


@dataclass(frozen=True, slots=True)
class ReadFunnel:
    """Follow people from signing in to coming back; both cohorts are looked at when theirs ended."""

    store: Store

    async def __call__(self, period: Period, other: Period | None) -> tuple[Step, ...]:
        """Return the steps."""
        async with self.store.reading() as work:
            now = await work.overviews.cohort(_wanted(period))
            before = await work.overviews.cohort(_wanted(other)) if other else None
        return steps(now, before)


def steps(now: Cohort, before: Cohort | None) -> tuple[Step, ...]:
    """Return the steps of two cohorts."""
    found = passages(_reached(now), _reached(before or Cohort()))
    paces = (None, *now.paces_s, None)
    return tuple(
        _step(it, pace, compared=before is not None) for it, pace in zip(found, paces, strict=True)
    )


def _wanted(period: Period) -> CohortWanted:
    """Return the cohort of a period: who joined a week before its last day began is ripe."""
    today = period.end.astimezone(period.zone).date()
    ripe = midnight(today - timedelta(days=RETURN_DAYS), period.zone)
    return CohortWanted(period.start, period.end, period.end, ripe)


def _reached(cohort: Cohort) -> tuple[Reached, ...]:
    counts = (cohort.joined, cohort.connected, cohort.first_tip, cohort.first_answer)
    reached = [Reached(name, count) for name, count in zip(STEPS, counts, strict=False)]
    return (*reached, Reached(STEPS[-1], cohort.returned, cohort.ripe))


def _step(it: Passage, pace_s: float | None, *, compared: bool) -> Step:
    return Step(
        name=it.name,
        reached=it.reached,
        reached_before=it.reached_before if compared else None,
        unknown=it.unknown,
        conversion=it.conversion,
        conversion_before=it.conversion_before if compared else None,
        change=it.change if compared else None,
        pace_s=pace_s,
    )
