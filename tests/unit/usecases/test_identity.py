"""A person is (issuer, subject), and nothing else (reliability A4)."""

from dataclasses import replace

import pytest

from core.domain.access import Right
from core.domain.events import SignedIn
from core.domain.user import Role
from core.errors import Refusal, SignInRefused
from tests.fakes.builders import an_identity
from tests.fakes.world import a_world

ADA = an_identity("ada", issuer="https://google.example", email="ada@mail.example")
SEED = "Boss@Mail.example"

OTHERS = {
    "the same e-mail at another provider": replace(
        ADA, issuer="https://apple.example", subject="x"
    ),
    "the same subject at another provider": replace(ADA, issuer="https://apple.example"),
    "the same e-mail with a new subject": replace(ADA, subject="ada-2"),
    "the subject in other case": replace(ADA, subject="Ada"),
    "the subject with a space": replace(ADA, subject="ada "),
    "the issuer with a slash": replace(ADA, issuer="https://google.example/"),
    "the issuer in other case": replace(ADA, issuer="https://Google.example"),
    "issuer and subject run together": replace(ADA, issuer="https://google.exampleada", subject=""),
}
SAME = {
    "another e-mail": replace(ADA, email="ada@new.example"),
    "no e-mail": replace(ADA, email="", email_verified=False),
    "an unverified e-mail": replace(ADA, email_verified=False),
    "somebody else's e-mail": replace(ADA, email="bob@mail.example"),
    "another name": replace(ADA, name="Countess"),
}


@pytest.mark.parametrize("who", OTHERS)
async def test_whoever_differs_in_issuer_or_subject_is_somebody_else(world, who):
    ada = await world.a_person(ADA)

    assert await world.a_person(OTHERS[who]) != ada


@pytest.mark.parametrize("who", SAME)
async def test_whoever_has_the_same_issuer_and_subject_is_the_same(world, who):
    await world.a_person(an_identity("bob", email="bob@mail.example"))
    ada = await world.a_person(ADA)

    assert await world.a_person(SAME[who]) == ada


async def test_a_disabled_user_stays_out(world):
    ada = await world.a_person(ADA)
    user = await world.look(lambda work: work.users.get(ada))
    await world.do(lambda work: work.users.save(replace(user, disabled=True)))
    before = len(await world.events(SignedIn))

    with pytest.raises(SignInRefused) as refused:
        await world.sign_in(ADA)

    assert refused.value.why is Refusal.DISABLED
    assert len(await world.events(SignedIn)) == before


async def role_of(world, identity):
    user_id = await world.a_person(identity)
    return (await world.look(lambda work: work.users.get(user_id))).role


@pytest.mark.parametrize(
    ("email", "verified", "role"),
    [
        ("boss@mail.example", True, Role.OWNER),
        ("BOSS@MAIL.EXAMPLE", True, Role.OWNER),
        ("boss@mail.example", False, Role.USER),
        ("other@mail.example", True, Role.USER),
        ("boss@mail.example.evil", True, Role.USER),
        ("", True, Role.USER),
    ],
)
async def test_the_first_owner_is_who_was_named_and_verified(email, verified, role):
    world = a_world(admin_seed_email=SEED)

    assert await role_of(world, an_identity(email=email, email_verified=verified)) is role


async def test_there_is_one_first_owner():
    world = a_world(admin_seed_email=SEED)
    await world.a_person(an_identity("one", email=SEED))

    assert await role_of(world, an_identity("two", email=SEED)) is Role.USER


@pytest.mark.parametrize("email", ["", "boss@mail.example"])
async def test_where_nobody_was_named_nobody_becomes_owner(world, email):
    assert await role_of(world, an_identity(email=email)) is Role.USER


async def test_an_owners_session_has_every_right():
    world = a_world(admin_seed_email=SEED)

    who = await world.principal(await world.sign_in(an_identity(email=SEED)))

    assert who.rights == {"user", *Right}
