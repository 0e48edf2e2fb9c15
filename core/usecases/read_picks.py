"""Read the recommendation log page by page: filtered, sorted, counted as far as counting is quick."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

from core.bandit.traits import traits_of
from core.domain.fact import Fact
from core.domain.fact_query import FactsWanted, place_of
from core.domain.ids import TipId
from core.domain.pick_list import Bounded, Listed, PicksAsked, PicksPage, Standing
from core.ports import Clock, Store, Work
from core.usecases.read_users import called

WIDE = 100_000
"""A search looks through the newest so many picks of a period: its time does not grow with the log."""
COUNTED = 10_000
"""From so many on a count only says "at least"."""
BATCH = 1000
"""Picks read at once for an export."""


@dataclass(frozen=True, slots=True)
class ReadPicks:
    """Show a page of the log, where the open pick stands in it, and how long the search took."""

    store: Store
    clock: Clock
    wide: int = WIDE
    counted: int = COUNTED

    async def __call__(self, asked: PicksAsked) -> PicksPage:
        """Return the page that is asked for; an unknown user has no picks."""
        began_s = self.clock.monotonic_s()
        async with self.store.reading() as work:
            wanted = await self._wanted(work, asked)
            page = await self._page(work, wanted, asked) if wanted else PicksPage()
        return replace(page, took_ms=1000 * (self.clock.monotonic_s() - began_s))

    async def every(self, asked: PicksAsked, most: int) -> AsyncIterator[Fact]:
        """Yield all that is asked for, from the top of the list, `most` of them at most."""
        async with self.store.reading() as work:
            wanted = await self._wanted(work, asked)
            while wanted and most > 0:
                facts = await work.facts.page(replace(wanted, limit=min(BATCH, most)))
                for fact in facts:
                    yield fact
                most -= len(facts)
                more = len(facts) == BATCH
                wanted = replace(wanted, after=place_of(facts[-1], asked.order)) if more else None

    async def _wanted(self, work: Work, asked: PicksAsked) -> FactsWanted | None:
        user = await called(work, asked.user) if asked.user else None
        if asked.user and user is None:
            return None
        user_id = user.user_id if user else None
        return FactsWanted(
            asked.first,
            asked.end,
            user_id=user_id,
            only=asked.only,
            between=asked.between,
            newest_first=asked.greatest_first,
            order=asked.order,
            within=None if user_id else self.wide,
        )

    async def _page(self, work: Work, wanted: FactsWanted, asked: PicksAsked) -> PicksPage:
        known = await work.facts.get([it for it in (asked.before, asked.after, asked.peek) if it])
        before, after, peeked = (
            known.get(it) if it else None for it in (asked.before, asked.after, asked.peek)
        )
        begin = _behind(wanted, before, back=True) if before else wanted
        begin = _behind(wanted, after, back=False) if after and not before else begin
        found = await work.facts.page(replace(begin, limit=asked.limit + 1))
        rows = found[: asked.limit][:: -1 if before else 1]
        beyond, moved = len(found) > asked.limit, begin is not wanted
        look = _Look(work, wanted, self.counted)
        first = await look.number(rows[0]) if rows and moved else Bounded(1)
        whole = replace(wanted, only=(), between=())
        return PicksPage(
            rows=await _listed(work, rows),
            count=await look.tally(wanted),
            looked=_bounded(await work.facts.count(whole, self.wide), self.wide),
            first=first,
            earlier=beyond if before else moved,
            later=bool(before) or beyond,
            peek=await look.standing(peeked, rows, first) if peeked else None,
        )


@dataclass(frozen=True, slots=True)
class _Look:
    """What is asked around one list."""

    work: Work
    wanted: FactsWanted
    most: int

    async def standing(self, fact: Fact, rows: tuple[Fact, ...], first: Bounded) -> Standing:
        """Return where a pick stands; what this page shows is not asked for again."""
        at = next((n for n, it in enumerate(rows) if it.tip_id == fact.tip_id), None)
        if at is None:
            place, back, ahead = await self.number(fact), None, None
        else:
            place = Bounded(first.number + at, first.more)
            back = rows[at - 1].tip_id if at else None
            ahead = rows[at + 1].tip_id if at + 1 < len(rows) else None
        return Standing(
            place,
            back or await self.next(fact, back=True),
            ahead or await self.next(fact, back=False),
            listed=at is not None,
        )

    async def number(self, fact: Fact) -> Bounded:
        """Return which row of the whole list a pick is."""
        before = await self.tally(_behind(self.wanted, fact, back=True))
        return Bounded(before.number + 1, before.more)

    async def tally(self, wanted: FactsWanted) -> Bounded:
        """Return how many there are, as far as counting goes."""
        return _bounded(await self.work.facts.count(wanted, self.most), self.most)

    async def next(self, fact: Fact, *, back: bool) -> TipId | None:
        """Return the neighbour of a pick; None at the end of the list."""
        wanted = replace(_behind(self.wanted, fact, back=back), limit=1)
        found = await self.work.facts.page(wanted)
        return found[0].tip_id if found else None


def _bounded(number: int, most: int) -> Bounded:
    return Bounded(number, number >= most)


def _behind(wanted: FactsWanted, fact: Fact, *, back: bool) -> FactsWanted:
    """Return what stands behind a pick in the list, or before it, the nearest first."""
    turned = wanted.newest_first is not back
    return replace(wanted, after=place_of(fact, wanted.order), newest_first=turned)


async def _listed(work: Work, facts: tuple[Fact, ...]) -> tuple[Listed, ...]:
    picks = await work.courses.picks([it.tip_id for it in facts])
    return tuple(
        Listed(it, traits_of(picks[it.tip_id], picks[it.tip_id].chosen))
        if it.tip_id in picks
        else Listed(it)
        for it in facts
    )
