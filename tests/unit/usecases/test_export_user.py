"""Everything kept about a user, for them alone (reliability D4)."""

import json
from base64 import b64decode
from dataclasses import fields

import pytest

from core.domain.audit import SYSTEM
from core.domain.reaction import ReactionKind
from core.domain.user import User
from core.errors import NotFound
from tests.fakes.builders import a_task, an_identity, daily
from tests.fakes.counted import settle_down
from tests.fakes.world import a_world, hash_of

PARTS = {
    "schema",
    "made_at",
    "user",
    "identities",
    "consents",
    "devices",
    "integrations",
    "tasks",
    "resting",
    "tips",
    "picks",
    "reactions",
    "looked_at",
    "outcomes",
    "rewards",
    "posteriors",
    "counted",
}


@pytest.fixture
def world():
    tasks = (a_task("t1", "אבג secret-task 🌱", due=daily()), a_task("t2", "Other"))
    return a_world(*tasks, shadows="egreedy-v1")


@pytest.fixture
async def ada(world):
    user_id = await world.a_reader()
    await world.answer(user_id, ReactionKind.SNOOZE)
    await world.carry()
    await world.tip(user_id)
    await world.core.reveal_identity(SYSTEM, user_id, "access request 31")
    return user_id


async def exported(world, user_id):
    return json.loads(await world.core.export_user(user_id))


async def test_every_part_is_there(world, ada):
    export = await exported(world, ada)

    assert set(export) == PARTS
    assert {name for name, part in export.items() if not part} == set()
    assert len(export["tasks"]) == len(export["tips"]) == len(export["picks"]) == 2
    assert len(export["reactions"]) == len(export["resting"]) == 1


async def test_a_user_is_told_whole(world, ada):
    export = await exported(world, ada)

    assert set(export["user"]) == {field.name for field in fields(User)}
    assert export["user"]["id"] == str(ada)
    assert export["identities"][0]["email"] == "ada@mail.example"


async def test_what_was_weighed_is_told_by_name(world, ada):
    pick = (await exported(world, ada))["picks"][0]

    assert pick["features"]["hour_of_day"] == 13.0
    assert pick["candidates"] == ["t1", "t2"]


async def test_how_likely_the_pick_was_is_told(world, ada):
    pick = (await exported(world, ada))["picks"][0]

    assert (pick["policy"], pick["picked"]) in {("random", "t1"), ("random", "t2")}
    assert (pick["propensity"], pick["score"]) == (0.5, 0.0)
    assert pick["assignment"]["by"] == "deployment"


async def test_what_other_policies_would_have_picked_is_told(world, ada):
    (shadow,) = (await exported(world, ada))["picks"][0]["shadows"]

    assert shadow["policy"] == "egreedy-v1"
    assert shadow["picked"] in {"t1", "t2"}
    assert 0 < shadow["propensity"] <= 1


async def test_what_became_of_tips_and_what_they_were_worth_is_told(world, ada):
    export = await exported(world, ada)

    (outcome,), (reward,) = export["outcomes"], export["rewards"]
    assert (outcome["kind"], outcome["source"]) == ("snooze", "user")
    assert (reward["reward"], reward["state"]) == (0.1, "provisional")
    assert reward["tip_id"] == outcome["tip_id"] == export["tips"][0]["id"]
    assert reward["features"] == export["picks"][0]["features"]


async def test_what_the_console_counts_is_told(world, ada):
    await settle_down(world)

    counted = (await exported(world, ada))["counted"]

    (tip, _), (user,) = counted["tips"], counted["user"]
    assert (tip["ending"], tip["choice"]["known"]) == ("snooze", True)
    assert user["user_id"] == str(ada)
    assert list(counted["days"].values()) == [{"tips": 2, "answers": 1, "done": 0}]


async def test_what_was_learned_is_told_byte_by_byte(world, ada):
    (told,) = (await exported(world, ada))["posteriors"]

    kept = (await world.look(lambda work: work.posteriors.of(ada)))["egreedy-v1"]
    assert (told["policy"], told["version"]) == ("egreedy-v1", 1)
    assert b64decode(told["blob"]) == kept.blob


async def test_a_tip_whose_numbers_are_gone_is_told_without_them(world, ada):
    world.clock.advance(hours=24 * 31)
    await world.core.sweep()

    export = await exported(world, ada)

    assert (len(export["tips"]), export["picks"]) == (2, [])
    assert len(export["rewards"]) == len(export["posteriors"]) == 1


async def test_words_are_written_as_they_are(world, ada):
    text = await world.core.export_user(ada)

    assert "אבג secret-task 🌱" in text


async def test_nobody_elses_rows_are_in_it(world, ada):
    eve = await world.a_reader(an_identity("eve"))
    await world.answer(eve)

    text = await world.core.export_user(ada)

    assert str(eve) not in text
    assert "eve" not in json.loads(text)["identities"][0].values()


async def test_no_token_and_no_session_is_in_it(world, ada):
    arrival = await world.sign_in()

    text = await world.core.export_user(ada)

    for secret in (*world.todoist.access, arrival.session_id, hash_of(arrival)):
        assert secret not in text


async def test_a_user_without_anything_gets_an_export_too(world):
    eve = await world.a_person(an_identity("eve"))

    export = await exported(world, eve)

    assert (export["tasks"], export["tips"]) == ([], [])


async def test_a_user_who_left_has_none(world, ada):
    await world.core.erase_user(ada)

    with pytest.raises(NotFound):
        await world.core.export_user(ada)
