"""Count facts in the place of others: what the rollups and everybody's days hold of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, tzinfo

from core.analytics.actives import WEEK_D, changed_actives, changed_days, summed
from core.analytics.rollup import bucket_of, difference, together
from core.bandit.choice import choice_of
from core.domain.course import Course
from core.domain.fact import UNSEEN, Fact
from core.domain.ids import TipId, UserId
from core.domain.pick import Pick
from core.domain.user_fact import Active, UserDays
from core.ports import Work
from core.rewards.fact import fact_of

Pair = tuple[Fact | None, Fact | None]
"""What a tip's fact was, and what it is now."""


def facts_of(
    courses: Collection[Course],
    picks: Mapping[TipId, Pick],
    known: Mapping[TipId, Fact],
    zone: tzinfo,
) -> tuple[Fact, ...]:
    """Return the facts of courses; where a pick is gone, what was known of it stays."""
    found = []
    for course in courses:
        pick, before = picks.get(course.tip_id), known.get(course.tip_id)
        kept = before.choice if before else UNSEEN
        found.append(fact_of(course, choice_of(pick) if pick else kept, zone))
    return tuple(found)


async def count(work: Work, pairs: Sequence[Pair]) -> None:
    """Add what changes when each pair's new fact takes the place of its old one."""
    await work.rollups.add(together(difference(old, new) for old, new in pairs))
    of_users: dict[UserId, list[Pair]] = defaultdict(list)
    for old, new in pairs:
        fact = new or old
        if fact is not None:
            of_users[fact.user_id].append((old, new))
    days = {user_id: changed_days(theirs) for user_id, theirs in of_users.items()}
    await _live(work, {user_id: more for user_id, more in days.items() if more})


async def forget_counted(work: Work, user_id: UserId, at: datetime) -> None:
    """Take back all that is counted of a user, before they are purged: deletion is real."""
    if await work.counting.state() is None:
        return  # nothing was ever counted
    counted = await work.counting.begin(at, "")
    mine = await work.facts.of_user(user_id)
    await count(work, [(it, None) for it in mine if counted.holds(it.tip_id)])


async def _live(work: Work, more: Mapping[UserId, UserDays]) -> None:
    """Add to users' days, and to everybody's; a week around them says who is new there."""
    every = [day for days in more.values() for day in days]
    if not every:
        return
    known = await work.actives.days(more, min(every) - WEEK_D + 1, max(every) + WEEK_D)
    await work.actives.live(more)
    groups: dict[int, list[UserId]] = defaultdict(list)
    for user_id in more:
        groups[bucket_of(user_id)].append(user_id)
    for bucket, users in sorted(groups.items()):
        changes = (changed_actives(known.get(it, {}), more[it]) for it in users)
        await work.actives.add(summed(changes, Active()), bucket)
