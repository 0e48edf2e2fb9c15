"""What only PostgreSQL must prove: its settings, and two transactions really at once."""

import asyncio
from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import text

from core.errors import SettingsWrong, StaleWrite
from core.storage import postgres
from core.storage.engine import open_engine
from tests.services.storage.places import SERVER
from tests.services.storage.things import (
    NOW,
    a_command,
    a_posterior,
    a_prior,
    an_experiment,
    signed_up,
)

WANTED = {
    "synchronous_commit": "on",
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "10s",
    "TimeZone": "UTC",
}


async def test_every_connection_has_every_setting(postgres_url):
    """Reliability B1."""
    engine = open_engine(postgres_url)
    async with engine.connect() as connection:
        found = {name: (await connection.execute(text(f"SHOW {name}"))).scalar() for name in WANTED}
    await engine.dispose()

    assert found == WANTED


def test_a_setting_that_does_not_take_is_refused(postgres_database):
    """Reliability B1: a pooler in between may ignore what was asked for."""
    options = postgres.start_options().replace("synchronous_commit=on", "synchronous_commit=off")

    with (
        psycopg.connect(f"{SERVER} dbname={postgres_database}", options=options) as connection,
        pytest.raises(SettingsWrong, match="synchronous_commit"),
    ):
        postgres.read_back(connection)


async def test_a_claimer_passes_over_what_another_is_claiming(postgres_url, open_store):
    """Reliability E1: FOR UPDATE SKIP LOCKED, without waiting."""
    store = open_store(postgres_url)
    user = await signed_up(store)
    commands = [a_command(user) for _ in range(4)]
    async with store.writing() as work:
        for command in commands:
            await work.commands.add(command)

    async with store.writing() as one, store.writing() as other, asyncio.timeout(1):
        first = await one.commands.claim(NOW, NOW, 2)
        second = await other.commands.claim(NOW, NOW, 2)

    assert (*first, *second) == tuple(commands)


async def test_those_who_are_served_at_once_do_not_wait_for_what_is_everybodys(
    postgres_url, open_store
):
    store = open_store(postgres_url)
    prior, experiment = a_prior(), an_experiment()
    async with store.writing() as work:
        await work.priors.add(prior)
        await work.experiments.save(experiment)

    async with store.writing() as one, store.writing() as other, asyncio.timeout(1):
        for work in (one, other):
            assert await work.priors.newest(prior.policy) == prior
            assert await work.priors.get(prior.id) == prior
            assert await work.experiments.running() == (experiment,)


async def test_of_two_who_learn_at_once_the_second_is_told(postgres_url, open_store):
    store = open_store(postgres_url)
    first = a_posterior(await signed_up(store))
    async with store.writing() as work:
        await work.posteriors.keep(first)

    async with store.writing() as slow:
        assert await slow.posteriors.of(first.user_id) == {first.policy: first}
        async with store.writing() as quick:
            await quick.posteriors.keep(replace(first, version=2, blob=b"quick"))
        with pytest.raises(StaleWrite):
            await slow.posteriors.keep(replace(first, version=2, blob=b"slow"))


async def test_who_waits_for_a_lock_too_long_is_told(postgres_url, open_store):
    store = open_store(postgres_url)
    user = await signed_up(store)

    async with store.writing() as one:
        await one.users.get(user.id)
        with pytest.raises(StaleWrite):
            async with store.writing() as other:
                await other.users.save(replace(user, letters=False))
