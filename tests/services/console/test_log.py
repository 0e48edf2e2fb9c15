"""The log that is measured: what it writes is what counting its facts comes to, cell by cell."""

from collections import defaultdict
from datetime import UTC, datetime

import pytest

from core.analytics.actives import changed_actives, changed_days
from core.analytics.rollup import counted, together
from core.domain.fact_query import FactsWanted
from core.domain.rollup import Bin, Cell, Dim, Grain, Measure, TargetCell
from core.domain.rollup_query import BinsWanted, By, SumsWanted, TargetsWanted
from core.domain.user_query import UsersWanted
from oo_app.bench.console.fill import fill_postgres, fill_sqlite
from oo_app.bench.console.invent import Size

SIZE = Size(events=12_000, users=300, days=40)
EVER = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
LONG = 10**8
EVERY = frozenset({By.START, By.POLICY, By.EXPERIMENT, By.VALUE, By.BUCKET})
OF_TARGETS = EVERY - {By.EXPERIMENT}
OF_BINS = OF_TARGETS - {By.BUCKET}


@pytest.fixture(params=["sqlite", "postgres"])
def filled(request):
    url = request.getfixturevalue(f"{request.param}_url")
    if request.param == "sqlite":
        fill_sqlite(url.partition("///")[2], SIZE)
    else:
        fill_postgres(url.replace("+psycopg", ""), SIZE)
    return url


async def cells_in(work):
    found = {}
    for grain, dim in [(Grain.HOUR, Dim.ALL), *((Grain.DAY, dim) for dim in Dim)]:
        for it in await work.rollups.sums(SumsWanted(grain, 0, LONG, dim, EVERY)):
            key = Cell(grain, dim, it.start, it.value, it.policy, it.experiment, it.bucket)
            found[key] = it.sums
    return found


async def targets_in(work):
    rows = await work.rollups.targets(TargetsWanted(0, LONG, OF_TARGETS))
    return {TargetCell(it.start, it.policy, it.value, it.bucket): it.sums for it in rows}


async def bins_in(work):
    found = {}
    for measure in Measure:
        for it in await work.rollups.bins(BinsWanted(measure, 0, LONG, OF_BINS)):
            for place, n in it.counts.items():
                found[Bin(it.start, measure, it.policy, it.value, place)] = n
    return found


async def test_its_rollups_are_what_counting_its_facts_comes_to(filled, open_store):
    async with open_store(filled).reading() as work:
        facts = await work.facts.page(FactsWanted(*EVER, limit=LONG))
        written = await cells_in(work), await targets_in(work), await bins_in(work)
        series = await work.actives.series(0, LONG)

    anew = together(map(counted, facts))

    assert len(facts) == SIZE.tips
    assert written == (anew.cells, anew.targets, anew.bins)
    actives = defaultdict(lambda: [0, 0])
    for user in {it.user_id for it in facts}:
        days = changed_days((None, it) for it in facts if it.user_id == user)
        for day, active in changed_actives({}, days).items():
            actives[day][0] += active.daily
            actives[day][1] += active.weekly
    assert {day: [it.daily, it.weekly] for day, it in series.items()} == actives


async def test_its_users_lived_what_its_facts_say(filled, open_store):
    async with open_store(filled).reading() as work:
        facts = await work.facts.page(FactsWanted(*EVER, limit=LONG))
        users = await work.user_facts.page(UsersWanted(limit=LONG))

    theirs = defaultdict(list)
    for it in facts:
        theirs[it.user_id].append(it)

    assert len(users) == SIZE.users
    for user in users:
        mine = theirs[user.user_id]
        assert user.lived.tips == len(mine)
        assert user.first_tip_at == min((it.served_at for it in mine), default=None)
        answers = [it.answered_at for it in mine if it.answered_at]
        assert user.first_answer_at == min(answers, default=None)
        again = [it.served_at for it in mine if it.week > 0]
        again += [it.answered_at for it in mine if it.answered_week and it.answered_week > 0]
        assert user.returned_at == min(again, default=None)
