"""What the console says of experiments is the same in every home."""

import pytest

from core.memory.store import MemoryStore
from core.usecases.experiments.read_experiment import ReadExperiment
from core.usecases.experiments.read_experiments import ReadExperiments
from tests.fakes.clock import NOON
from tests.fakes.experiment_lived import NAME, POOR, UTC_ZONE, an_experiment, begun, lived


async def told(store):
    """Return the page and the list of an experiment that was lived through in a store."""
    await begun(store, an_experiment(NOON, days=9))
    await lived(store, "bayes-v1", 24, 6)
    await lived(store, "rule-v1", 24, 6, cycle=POOR)
    page = await ReadExperiment(store, UTC_ZONE)(NAME, NOON, "due")
    return page, await ReadExperiments(store, UTC_ZONE)(NOON)


async def test_every_home_tells_the_same(sql_store):
    page, lines = await told(sql_store)

    expected, listed = await told(MemoryStore())

    assert (page.arms, page.contrast, page.lead) == (
        expected.arms,
        expected.contrast,
        expected.lead,
    )
    assert (page.health, page.guards) == (expected.health, expected.guards)
    assert (page.course, page.slices) == (expected.course, expected.slices)
    assert lines == listed
    assert page.arms[1].reward.value == pytest.approx(0.325, abs=0.02)
