"""What is known of people in general, and which policies are compared on them, in every home."""

from dataclasses import replace

import pytest

from core.errors import NotFound
from tests.services.storage.things import HOUR, NOW, a_prior, an_experiment


async def test_the_newest_prior_of_a_policy_is_in_force(store):
    old, new = a_prior(at=NOW - HOUR), a_prior()
    anothers = a_prior(policy="linucb-v1", at=NOW + HOUR)
    async with store.writing() as work:
        for prior in (new, old, anothers):
            await work.priors.add(prior)

    async with store.reading() as work:
        assert await work.priors.newest("bayes-v1") == new
        assert await work.priors.newest("egreedy-v1") is None
        assert await work.priors.get(old.id) == old


async def test_a_prior_that_comes_out_as_before_is_in_force_again(store):
    first, second = a_prior(), a_prior(at=NOW + HOUR)
    again = replace(first, at=NOW + 2 * HOUR, people=15)
    async with store.writing() as work:
        for prior in (first, second, again):
            await work.priors.add(prior)

    async with store.reading() as work:
        assert await work.priors.newest("bayes-v1") == again
        assert await work.priors.get(first.id) == again


async def test_an_unknown_prior_is_not_found(store):
    async with store.reading() as work:
        with pytest.raises(NotFound):
            await work.priors.get("f" * 32)


async def test_experiments_that_run_come_oldest_first(store):
    late, early = an_experiment(), an_experiment(began_at=NOW - HOUR)
    ended = an_experiment(began_at=NOW - 2 * HOUR, ended_at=NOW)
    async with store.writing() as work:
        for experiment in (late, ended, early):
            await work.experiments.save(experiment)

    async with store.reading() as work:
        assert await work.experiments.running() == (early, late)
        assert await work.experiments.all() == (ended, early, late)


async def test_an_experiment_ends_when_it_is_saved_so(store):
    experiment = an_experiment()
    ended = replace(experiment, ended_at=NOW + HOUR)
    async with store.writing() as work:
        await work.experiments.save(experiment)
        await work.experiments.save(ended)

    async with store.reading() as work:
        assert await work.experiments.running() == ()
        assert await work.experiments.all() == (ended,)
