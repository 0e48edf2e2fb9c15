"""A database of before opens after its migration, and the way back loses nothing it knew."""

import json
from datetime import date

import numpy as np
import pytest
from alembic import command
from sqlalchemy import text

from core.domain.assignment import AssignedBy, Assignment
from core.domain.explanation import UNEXPLAINED
from core.domain.ids import TipId, UserId, new_id
from core.domain.pick import Pick, Scoring
from core.ports import Cell
from core.storage import migrate
from tests.services.storage.same import bits
from tests.services.storage.things import NOW, a_pick, a_tip, signed_up

X = np.array([[0.1, np.pi], [1e-300, -0.0], [3.0, 1 / 3]])
P = np.array([0.1, 0.2, 0.7])
SERVED_AT = "2026-11-22 23:59:15.123456"
USER = {
    "created_at": SERVED_AT,
    "role": "user",
    "timezone": "UTC",
    "letters": True,
    "welcomed": True,
    "disabled": False,
}
VIEW = {
    "task_id": "b",
    "served_at": SERVED_AT,
    "surface": "page",
    "propensity": 0.2,
    "candidates": 3,
    "status": "open",
}
SCORES = {
    "features_version": "1",
    "feature_names": '["age", "due"]',
    "candidates": '["a", "b", "c"]',
    "candidate_count": 3,
    "feature_count": 2,
    "features": X.tobytes(),
    "probabilities": P.tobytes(),
    "chosen": 1,
    "seed": str(2**64 - 1),
    "fallback": "slow",
}
TASK = {
    "id": "b",
    "text": "Water the plants",
    "priority": 1,
    "due": None,
    "added_at": None,
    "project": "",
    "labels": [],
    "duration_min": None,
}


def put(connection, table, **values):
    marks = ", ".join(f":{name}" for name in values)
    insert = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})"  # noqa: S608 - our own names
    connection.execute(text(insert), values)


def back(url):
    with migrate.connected(url) as connection:
        command.downgrade(migrate.config_on(connection), "0001")


@pytest.fixture
def before(empty_url, vault):
    """Give a database at the first migration with one pick in it, and whose it is."""
    with migrate.connected(empty_url) as connection:
        command.upgrade(migrate.config_on(connection), "0001")
    user_id, tip_id = UserId(new_id()), TipId(new_id())
    key = vault.make_key(user_id)
    cell = Cell("tip_views", "body", str(tip_id), str(user_id))
    body = vault.seal(key, cell, json.dumps([TASK, "It is due today."]).encode())
    own = {"user_id": user_id.hex}
    known = {"policy": "random", "policy_version": 0}
    with migrate.connected(empty_url) as connection:
        put(connection, "users", id=user_id.hex, **USER)
        put(connection, "user_keys", **own, key_id=key.key_id, blob=key.blob)
        put(connection, "tip_views", id=tip_id.hex, **own, **known, body=body, **VIEW)
        put(connection, "tip_scores", tip_id=tip_id.hex, **own, **known, **SCORES)
    return empty_url, user_id, tip_id


def rows(url):
    with migrate.connected(url) as connection:
        return connection.execute(text("SELECT * FROM tip_scores")).mappings().all()


async def test_a_pick_of_before_is_read_back_to_the_last_bit(before, open_store):
    url, user_id, tip_id = before

    migrate.upgrade(url)

    async with open_store(url).reading() as work:
        found = await work.tips.pick_of(user_id, tip_id)
        (logged,) = await work.pick_log.page(None, 9)
    assert bits(found) == bits(
        Pick(
            candidates=("a", "b", "c"),
            features_version="1",
            feature_names=("age", "due"),
            features=X,
            seed=2**64 - 1,
            served=Scoring("random", P, np.zeros(3), 1, fallback="slow"),
            day=date(2026, 11, 22).toordinal(),
            assignment=Assignment("random", AssignedBy.DEPLOYMENT),
        )
    )
    assert bits(logged.pick) == bits(found)


async def test_a_tip_of_before_opens(before, open_store):
    url, user_id, tip_id = before

    migrate.upgrade(url)

    async with open_store(url).reading() as work:
        tip = await work.tips.open_of(user_id)
        user = await work.users.get(user_id)
    assert (tip.id, tip.task.text, tip.why) == (tip_id, "Water the plants", "It is due today.")
    assert (tip.explanation, tip.task.described, user.policy) == (UNEXPLAINED, False, "")


async def test_a_pick_of_before_is_swept_in_its_turn(before, open_store):
    url, *_ = before
    migrate.upgrade(url)

    async with open_store(url).writing() as work:
        assert await work.pick_log.sweep(NOW.replace(day=23)) == 1


def test_there_and_back_a_pick_is_what_it_was(before):
    url, *_ = before
    was = rows(url)

    migrate.upgrade(url)
    back(url)

    assert rows(url) == was


async def test_a_pick_of_now_can_go_back(empty_url, open_store):
    migrate.upgrade(empty_url)
    store = open_store(empty_url)
    user = await signed_up(store)
    pick = a_pick()
    async with store.writing() as work:
        await work.tips.add(a_tip(user), pick)
    await store.close()

    back(empty_url)

    (row,) = rows(empty_url)
    assert bytes(row["features"]) == pick.features.tobytes()
    assert bytes(row["probabilities"]) == pick.probabilities.tobytes()
    assert (row["chosen"], row["policy"], row["seed"]) == (2, "random", str(pick.seed))
