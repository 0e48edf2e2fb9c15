"""Connecting Todoist, by OAuth and by a pasted token (reliability A1, T4)."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from core.domain.consent import Purpose
from core.domain.events import IntegrationConnected
from core.domain.integration import IntegrationState, Provider
from core.errors import (
    IntegrationDown,
    Malformed,
    NotFound,
    ReconnectNeeded,
    Refusal,
    SignInRefused,
)
from core.ports import Owner
from tests.fakes.builders import an_identity
from tests.fakes.providers import down
from tests.fakes.world import a_world

TOKEN = "0123456789abcdef0123456789abcdef01234567"  # noqa: S105 — opens a fake


async def refusal(world, user_id, answer):
    with pytest.raises(SignInRefused) as refused:
        await world.core.finish_connect(user_id, answer)
    return refused.value.why


def paste(world, token=TOKEN):
    """Let the fake Todoist take a personal token."""
    world.todoist.access[token] = world.clock.now().replace(year=9999)
    return token


async def test_a_connected_todoist_is_read_next(world):
    ada = await world.a_person()

    await world.connect(ada)

    link = await world.link(ada)
    assert (link.state, link.external_id) == (IntegrationState.SYNCING, "todoist-1")
    assert link.next_sync_at == world.clock.now()
    assert not link.personal
    assert len(await world.events(IntegrationConnected)) == 1


async def test_beginning_to_connect_records_the_yes(world):
    ada = await world.a_person()

    await world.core.begin_connect(ada, Provider.TODOIST)

    assert Purpose.TIPS in (await world.core.read_person(ada)).consents


async def test_a_user_without_a_zone_adopts_that_of_todoist(world):
    ada = await world.a_person()

    await world.connect(ada)

    assert (await world.core.read_person(ada)).user.timezone == "Europe/Paris"


async def test_a_zone_that_the_user_chose_is_kept(world):
    ada = await world.a_person()
    await world.core.save_preferences(ada, timezone="Asia/Tokyo")

    await world.connect(ada)

    assert (await world.core.read_person(ada)).user.timezone == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"state": "x" * 43}, Refusal.EXPIRED),
        ({"cookie": "c" * 43}, Refusal.PROOF),
        ({"cookie": ""}, Refusal.COOKIES),
        ({"provider": "google"}, Refusal.PROOF),
        ({"code": "", "error": "access_denied"}, Refusal.CANCELLED),
        ({"code": "", "error": "invalid_scope"}, Refusal.PROVIDER),
        ({"code": "forged"}, Refusal.PROVIDER),
    ],
)
async def test_an_answer_that_does_not_hold_connects_nothing(world, change, why):
    ada = await world.a_person()
    answer = await world.consent_url(ada)

    assert await refusal(world, ada, replace(answer, **change)) is why
    assert await world.link(ada) is None


async def test_an_attempt_belongs_to_the_user_who_began_it(world):
    ada, eve = await world.a_person(), await world.a_person(an_identity("eve"))
    answer = await world.consent_url(eve)

    assert await refusal(world, ada, answer) is Refusal.PROOF
    assert await world.link(ada) is None


async def test_an_attempt_to_sign_in_does_not_connect(world):
    ada = await world.a_person()
    answer = replace(await world.begin(), provider=Provider.TODOIST, code="yes")

    assert await refusal(world, ada, answer) is Refusal.PROOF


async def test_a_state_connects_once(world):
    ada = await world.a_person()
    answer = await world.consent_url(ada)
    await world.core.finish_connect(ada, answer)

    assert await refusal(world, ada, answer) is Refusal.EXPIRED


async def test_another_account_does_not_take_the_place_of_the_first(world):
    ada = await world.a_reader()
    world.todoist.owner = Owner("todoist-2", "UTC")

    assert await refusal(world, ada, await world.consent_url(ada)) is Refusal.OTHER_ACCOUNT
    assert (await world.link(ada)).external_id == "todoist-1"


async def test_after_disconnecting_another_account_may_be_connected(world):
    ada = await world.a_reader()
    await world.core.disconnect(ada, Provider.TODOIST)
    world.todoist.owner = Owner("todoist-2", "UTC")

    await world.connect(ada)

    assert (await world.link(ada)).external_id == "todoist-2"


async def test_tokens_that_open_nothing_are_a_kind_refusal(world):
    ada = await world.a_person()
    answer = await world.consent_url(ada)
    world.todoist.codes["yes"] = frozenset()
    world.todoist.issue = lambda scopes: replace(
        type(world.todoist).issue(world.todoist, scopes), access="dead"
    )

    assert await refusal(world, ada, answer) is Refusal.PROVIDER


async def test_a_todoist_that_is_down_connects_nothing(world):
    ada = await world.a_person()
    answer = await world.consent_url(ada)
    world.todoist.failure = down()

    with pytest.raises(IntegrationDown):
        await world.core.finish_connect(ada, answer)

    assert await world.link(ada) is None


@pytest.mark.parametrize(
    ("scopes", "state"),
    [
        ({"data:read"}, IntegrationState.PARTIAL),
        ({"data:read", "task:add"}, IntegrationState.PARTIAL),
        ({"data:read_write"}, IntegrationState.CONNECTED),
        ({"data:read_write", "data:delete"}, IntegrationState.CONNECTED),
    ],
)
async def test_fewer_scopes_than_asked_for_make_a_partial_link(world, scopes, state):
    world.todoist.codes["yes"] = frozenset(scopes)
    ada = await world.a_reader()

    assert (await world.link(ada)).state is state


async def test_a_pasted_token_connects(world):
    ada = await world.a_person()

    await world.core.connect_with_token(ada, Provider.TODOIST, f" {paste(world)}\n")

    await world.core.sync_tasks(ada, Provider.TODOIST)
    link = await world.link(ada)
    assert (link.personal, link.state) == (True, IntegrationState.CONNECTED)
    assert Purpose.TIPS in (await world.core.read_person(ada)).consents


@pytest.mark.parametrize(
    "token", ["", " ", "a b", "a\nb", "a" * 257, "tökén", "x;y", "\0", "\ud800", "Bearer%20x"]
)
async def test_what_cannot_be_a_token_is_not_tried(world, token):
    ada = await world.a_person()

    with pytest.raises(Malformed):
        await world.core.connect_with_token(ada, Provider.TODOIST, token)

    assert await world.link(ada) is None


async def test_a_token_that_opens_nothing_is_said_to_be_dead(world):
    ada = await world.a_person()

    with pytest.raises(ReconnectNeeded):
        await world.core.connect_with_token(ada, Provider.TODOIST, TOKEN)

    assert await world.link(ada) is None


async def test_pasted_tokens_can_be_switched_off():
    world = a_world(todoist_personal_tokens=False)
    ada = await world.a_person()

    with pytest.raises(Malformed):
        await world.core.connect_with_token(ada, Provider.TODOIST, paste(world))


async def test_reconnecting_keeps_the_link_and_mends_it(world):
    ada = await world.a_reader()
    before = await world.link(ada)
    world.todoist.access.clear()
    world.todoist.refresh_failure = ReconnectNeeded(Provider.TODOIST)
    with pytest.raises(ReconnectNeeded):
        await world.core.sync_tasks(ada, Provider.TODOIST)
    assert (await world.link(ada)).state is IntegrationState.RECONNECT

    await world.connect(ada)
    count = await world.core.sync_tasks(ada, Provider.TODOIST)

    link = await world.link(ada)
    assert (link.id, link.state, link.failing_since) == (
        before.id,
        IntegrationState.CONNECTED,
        None,
    )
    assert count == 3


async def test_every_service_is_listed_linked_or_not(world):
    ada, eve = await world.a_reader(), await world.a_person(an_identity("eve"))

    mine = await world.core.read_integrations(ada)
    hers = await world.core.read_integrations(eve)

    assert [(it.provider, it.state, it.task_count) for it in mine] == [
        (Provider.TODOIST, IntegrationState.CONNECTED, 3)
    ]
    assert [(it.provider, it.state) for it in hers] == [(Provider.TODOIST, None)]


async def test_disconnecting_forgets_here_and_revokes_there(world):
    ada = await world.a_reader()
    await world.tip(ada)
    token = world.todoist.newest

    await world.core.disconnect(ada, Provider.TODOIST)
    await world.core.send_revocations()

    assert await world.link(ada) is None
    assert await world.look(lambda work: work.tasks.of(ada, Provider.TODOIST)) is None
    assert await world.look(lambda work: work.tips.open_of(ada)) is None
    assert Purpose.TIPS not in (await world.core.read_person(ada)).consents
    assert world.todoist.revoked == [token]


async def test_a_personal_token_is_forgotten_and_not_revoked(world):
    ada = await world.a_person()
    await world.core.connect_with_token(ada, Provider.TODOIST, paste(world))

    await world.core.disconnect(ada, Provider.TODOIST)

    assert await world.waiting_revocations() == ()


async def test_nothing_connected_is_nothing_to_disconnect(world):
    ada, eve = await world.a_reader(), await world.a_person(an_identity("eve"))

    with pytest.raises(NotFound):
        await world.core.disconnect(eve, Provider.TODOIST)

    assert await world.link(ada) is not None


async def test_tokens_that_no_longer_open_keep_nobody_from_disconnecting(world):
    ada = await world.a_reader()
    world.store.break_tokens()

    await world.core.disconnect(ada, Provider.TODOIST)

    assert await world.link(ada) is None


async def test_the_address_carries_a_challenge_and_no_verifier(world):
    ada = await world.a_person()

    begun = await world.core.begin_connect(ada, Provider.TODOIST)

    sent = parse_qs(urlsplit(begun.url).query)
    assert sorted(sent) == ["challenge", "state"]
