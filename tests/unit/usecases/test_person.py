"""What users may set about themselves."""

import pytest

from core.domain.consent import Purpose
from core.domain.reaction import ReactionKind
from core.domain.snooze import Snooze
from core.errors import Malformed, NotFound
from tests.fakes.builders import an_identity


async def test_consents_are_added_and_the_newest_counts(world):
    ada = await world.a_person()

    await world.allow(ada, nudges=True, research=False)
    world.clock.advance(minutes=1)
    await world.allow(ada, nudges=False, research=True)

    person = await world.core.read_person(ada)
    history = await world.look(lambda work: work.consents.of(ada))
    assert person.consents == {Purpose.TERMS, Purpose.RESEARCH}
    assert len(history) == 5


async def test_answering_the_purposes_welcomes_the_user(world):
    ada = await world.a_person()

    await world.allow(ada)

    assert (await world.core.read_person(ada)).user.welcomed


async def test_a_person_sees_their_living_devices_only(world):
    await world.sign_in()
    world.clock.advance(days=15)
    arrival = await world.sign_in()
    await world.sign_in(an_identity("eve"))
    who = await world.principal(arrival)

    person = await world.core.read_person(who.user_id)

    assert [device.hash for device in person.devices] == [who.session]
    assert person.devices[0].agent == "Firefox on Linux"


async def test_a_zone_and_the_keys_can_be_set_each_alone(world):
    ada = await world.a_person()

    await world.core.save_preferences(ada, timezone="Asia/Tokyo")
    user = await world.core.save_preferences(ada, letters=False)

    assert (user.timezone, user.letters) == ("Asia/Tokyo", False)
    assert (await world.core.read_person(ada)).user == user


@pytest.mark.parametrize(
    "zone", ["", "Mars/Olympus", "../etc/passwd", "/etc/passwd", "UTC\0", "\ud800", "A" * 65, "."]
)
async def test_what_is_no_zone_changes_nothing(world, zone):
    ada = await world.a_person()

    with pytest.raises(Malformed):
        await world.core.save_preferences(ada, timezone=zone, letters=False)

    assert (await world.core.read_person(ada)).user.letters


async def test_a_user_who_is_not_there_is_not_found(world):
    ada = await world.a_person()
    await world.core.erase_user(ada)

    with pytest.raises(NotFound):
        await world.core.read_person(ada)


async def test_silence_can_be_ended_early(world):
    ada = await world.a_reader()
    shown, _ = await world.answer(ada, ReactionKind.SNOOZE)
    await world.core.change_snooze(ada, shown.tip_id, Snooze.NOT_TODAY)

    await world.core.lift_quiet(ada)

    user = (await world.core.read_person(ada)).user
    assert user.quiet_until is None
    assert (await world.tip(ada)).card.text
