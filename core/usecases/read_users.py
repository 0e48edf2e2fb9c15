"""Read the list of users: a page, one user between neighbours, and all of them for an export."""

from dataclasses import dataclass, replace

from core.analytics.users_rate import rate_of
from core.domain.fact_query import FactsWanted
from core.domain.pseudonym import pseudonym
from core.domain.rollup import Dim, Grain
from core.domain.rollup_query import SumsWanted
from core.domain.user_fact import Lived, UserFact
from core.domain.user_filter import narrowed
from core.domain.user_query import UsersWanted
from core.domain.users_panel import (
    Listed,
    Peeked,
    UsersAsked,
    UsersPage,
    place_of,
)
from core.ports import Store, Work

ROWS = 24
"""Users on one page."""
MOST_COUNTED = 10_000
"""Beyond so many users, a list says "more than"."""
NEWEST = 8
"""Tips that a look beside the list shows."""
MOST_EXPORTED = 50_000
"""Users in one export, at most."""
BATCH = 500
"""Users read at once for an export."""


@dataclass(frozen=True, slots=True)
class ReadUsers:
    """Answer everything that the list of users asks."""

    store: Store
    batch: int = BATCH

    async def __call__(self, asked: UsersAsked) -> UsersPage:
        """Return one page of the users asked for."""
        async with self.store.reading() as work:
            rows, later = await _rows(work, asked)
            total = await work.user_search.count(_everywhere(asked), MOST_COUNTED + 1)
            return UsersPage(
                rows=await listed(work, rows, asked),
                first=await _place(work, rows[0], asked) if rows else 0,
                total=min(total, MOST_COUNTED),
                more=total > MOST_COUNTED,
                later=later,
                base=await _base(work, asked),
            )

    async def counted(self, asked: UsersAsked) -> UsersPage:
        """Return how many users are asked for, and none of them."""
        async with self.store.reading() as work:
            total = await work.user_search.count(_everywhere(asked), MOST_COUNTED + 1)
        return UsersPage(total=min(total, MOST_COUNTED), more=total > MOST_COUNTED)

    async def peek(self, asked: UsersAsked, name: str) -> Peeked | None:
        """Return the user of that pseudonym among their neighbours; None when there is none."""
        async with self.store.reading() as work:
            fact = await called(work, name)
            if fact is None:
                return None
            here = replace(asked, after=place_of(fact, asked.order), before=None)
            back = replace(here, after=None, before=here.after)
            following = await work.user_facts.page(replace(_wanted(here), limit=1))
            preceding = await work.user_facts.page(replace(_wanted(back), limit=1))
            newest = FactsWanted(asked.period.start, asked.period.end, fact.user_id, limit=NEWEST)
            return Peeked(
                (await listed(work, (fact,), asked))[0],
                await _place(work, fact, asked),
                previous=next(iter(preceding), None),
                next=next(iter(following), None),
                newest=await work.facts.page(newest),
            )

    async def beginning(self, text: str, most: int) -> tuple[str, ...]:
        """Return the pseudonyms that begin like this, so many at most."""
        async with self.store.reading() as work:
            found = await work.user_facts.page(UsersWanted(called=text, limit=most))
        return tuple(pseudonym(it.user_id) for it in found)

    async def all(self, asked: UsersAsked) -> tuple[Listed, ...]:
        """Return every user asked for, in their order, as far as one export goes."""
        found: list[Listed] = []
        here = replace(asked, after=None, before=None)
        async with self.store.reading() as work:
            while len(found) < MOST_EXPORTED:
                rows = await work.user_facts.page(replace(_wanted(here), limit=self.batch))
                found += await listed(work, rows, asked)
                if len(rows) < self.batch:
                    break
                here = replace(here, after=place_of(rows[-1], asked.order))
        return tuple(found[:MOST_EXPORTED])


async def called(work: Work, name: str) -> UserFact | None:
    """Return the user of that whole pseudonym; None when there is none, or it could be two."""
    found = await work.user_facts.page(UsersWanted(called=name, limit=2))
    return found[0] if len(found) == 1 and pseudonym(found[0].user_id) == name else None


def _wanted(asked: UsersAsked) -> UsersWanted:
    """Return what is to be read: of a page before a place, backwards."""
    turned = asked.before is not None
    return narrowed(
        UsersWanted(
            called=asked.called,
            order=asked.order,
            descending=asked.descending is not turned,
            after=asked.before or asked.after,
        ),
        asked.filters,
        asked.now,
        period=(asked.period.start, asked.period.end),
    )


def _everywhere(asked: UsersAsked) -> UsersWanted:
    return _wanted(replace(asked, after=None, before=None))


async def _rows(work: Work, asked: UsersAsked) -> tuple[tuple[UserFact, ...], bool]:
    """Return the rows of one page, and whether more follow; a page is never begun above the top."""
    found = await work.user_facts.page(replace(_wanted(asked), limit=ROWS + 1))
    if asked.before is None:
        return found[:ROWS], len(found) > ROWS
    if len(found) < ROWS:
        return await _rows(work, replace(asked, before=None))
    return found[:ROWS][::-1], True


async def _place(work: Work, fact: UserFact, asked: UsersAsked) -> int:
    """Return a user's place in the list, from 1; 0 when it is too far down to count."""
    back = replace(asked, after=None, before=place_of(fact, asked.order))
    before = await work.user_search.count(_wanted(back), MOST_COUNTED + 1)
    return 0 if before > MOST_COUNTED else before + 1


async def listed(work: Work, facts: tuple[UserFact, ...], asked: UsersAsked) -> tuple[Listed, ...]:
    """Return users with what is counted of their tips in the period."""
    users = [it.user_id for it in facts]
    lived = await work.user_search.lived(users, asked.period.start, asked.period.end)
    pairs = ((it, lived.get(it.user_id, Lived())) for it in facts)
    return tuple(Listed(fact, its, rate_of(its)) for fact, its in pairs)


async def _base(work: Work, asked: UsersAsked) -> float | None:
    """Return which share of everybody's tips was done, on the days of the period."""
    first, last = asked.period.first.toordinal(), asked.period.last.toordinal()
    rows = await work.rollups.sums(SumsWanted(Grain.DAY, first, last + 1, Dim.ALL))
    done = sum(it.sums.done for it in rows)
    ended = sum(it.sums.done + it.sums.snooze + it.sums.dismiss + it.sums.none for it in rows)
    return done / ended if ended else None
