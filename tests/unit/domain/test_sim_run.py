"""A run's plan has an end, and its shards begin in order, claimed by nobody."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.ids import RunId, new_id
from core.domain.sim_run import PLAN_BYTES, Progress, SimRun, SimShard, shards_of
from core.errors import Malformed, OurFault
from tests.fakes.clock import NOON

RUN = SimRun(RunId(new_id()), "{}", "sheet-1", NOON, 2)
SECOND = timedelta(seconds=1)
COUNTS = st.integers(0, 10**6)


@pytest.mark.parametrize("plan", ["x" * (PLAN_BYTES + 1), "é" * (PLAN_BYTES // 2 + 1)])
def test_a_plan_has_an_end(plan):
    with pytest.raises(Malformed):
        replace(RUN, plan=plan)


def test_the_longest_plan_is_taken():
    assert replace(RUN, plan="é" * (PLAN_BYTES // 2)).plan


def test_shards_begin_in_order_and_claimed_by_nobody():
    shards = shards_of(RUN, ("linear/mira/0", "linear/mira/1"))

    assert shards == (SimShard(RUN.id, 0, "linear/mira/0"), SimShard(RUN.id, 1, "linear/mira/1"))
    assert all(it.free(NOON) and it.tries == 0 for it in shards)


def test_a_run_that_counts_wrongly_has_no_shards():
    with pytest.raises(OurFault):
        shards_of(RUN, ("linear/mira/0",))


def test_a_claim_ends_at_its_last_moment():
    shard = SimShard(RUN.id, 0, "linear/mira/0", "host-1", NOON, tries=1)

    assert not shard.free(NOON - SECOND)
    assert shard.free(NOON)
    assert not replace(shard, done_at=NOON).free(NOON)


def test_a_claim_stands_until_it_is_finished_released_or_overtaken():
    claim = SimShard(RUN.id, 0, "linear/mira/0", "host-1", NOON, tries=1)

    assert claim.held_as(claim)
    assert not replace(claim, tries=2).held_as(claim)
    assert not replace(claim, done_at=NOON).held_as(claim)
    assert not replace(claim, claimed_until=None).held_as(claim)


@given(COUNTS, COUNTS, COUNTS)
def test_every_shard_is_done_claimed_or_free(done, claimed, waiting):
    assert Progress(done, claimed, waiting).total == done + claimed + waiting
