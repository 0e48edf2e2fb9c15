"""What is done to a user is shown beforehand, carried by its use case, and explained if refused."""

from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest

from core.domain.access import GRANTS, Right
from core.domain.integration import Provider
from core.domain.user import Role
from core.errors import Malformed, NotAllowed, NotFound, SignInAgain, StaleWrite
from core.wiring import use
from oo_admin.users import acts
from tests.fakes.access import BECAUSE, an_actor, with_role
from tests.fakes.clock import NOON
from tests.fakes.console import BERLIN
from tests.fakes.world import a_world

RESET = UUID(int=7)


class Noting:
    """A use case that writes down what it was asked."""

    def __init__(self, forecast=None, answer=None):
        self.calls = []
        self._forecast, self._answer = forecast, answer

    async def ask(self, *asked):
        return self._forecast

    async def __call__(self, *asked, **how):
        self.calls.append((*asked, *how.values()))
        return self._answer


@dataclass
class Steered:
    """A core with the use cases of steering."""

    steering: SimpleNamespace


@pytest.fixture
def steering():
    """Run a core whose steering only notes what is asked of it."""
    forecast = SimpleNamespace(
        policies=("bayes-v1",),
        settled=412,
        falls_back_to="shipped",
        restorable_until=NOON + timedelta(days=7),
    )
    effects = SimpleNamespace(tasks=58, withdraws_tip=True, told_there=True, since=NOON)
    steering = SimpleNamespace(
        reset_posterior=Noting(forecast, SimpleNamespace(id=RESET)),
        restore_posterior=Noting(),
        revoke_integration=Noting(effects),
        pause_pushes=Noting(),
    )
    use(Steered(steering))
    yield steering
    use(None)


async def test_a_reset_says_what_it_forgets_and_how_it_can_be_undone(steering):
    wish = acts.Wish("reset", RESET, BECAUSE)

    shown = await acts.preview(wish, an_actor(), "u_7", BERLIN)
    told = await acts.do(wish, an_actor())

    assert dict(shown.effects)["Settled picks they will forget"] == "412"
    assert dict(shown.effects)["Can be restored until"] == "Sun 29 Nov 2026 13:00"
    assert told == str(RESET)
    assert steering.reset_posterior.calls[0][1:] == (RESET, BECAUSE)


async def test_each_act_reaches_its_use_case_with_its_reason(steering):
    actor = an_actor()
    for name in ("revoke", "pause", "resume", "restore"):
        await acts.do(acts.Wish(name, RESET, BECAUSE, str(RESET)), actor)

    assert steering.revoke_integration.calls == [(actor, RESET, Provider.TODOIST, BECAUSE)]
    assert steering.pause_pushes.calls == [
        (actor, RESET, BECAUSE, True),
        (actor, RESET, BECAUSE, False),
    ]
    assert steering.restore_posterior.calls == [(actor, RESET, RESET, BECAUSE)]


async def test_a_reset_that_was_never_made_cannot_be_undone(steering):
    with pytest.raises(Malformed):
        await acts.do(acts.Wish("restore", RESET, BECAUSE, "nonsense"), an_actor())


async def test_every_act_has_a_preview(steering):
    for name in acts.BY_NAME:
        shown = await acts.preview(acts.Wish(name, RESET), an_actor(), "u_7", BERLIN)

        assert "u_7" in shown.title
        assert bool(shown.confirm) is (name != "see")


def test_only_what_is_granted_possible_and_there_is_offered(steering):
    def names(role, **how):
        return [it.name for it in acts.offered(frozenset(GRANTS[role]), **how)]

    assert names(Role.VIEWER, paused=False, linked=True) == ["see"]
    assert names(Role.OPERATOR, paused=False, linked=True) == ["see", "revoke", "reset", "pause"]
    assert names(Role.OPERATOR, paused=True, linked=False) == ["see", "reset", "resume"]


async def test_an_act_that_nobody_carries_is_refused(steering):
    with pytest.raises(NotFound):
        await acts.do(acts.Wish("export", RESET, BECAUSE), an_actor())


async def test_a_reveal_goes_through_the_real_use_case_and_is_written_down():
    world = a_world()
    use(world.core)
    ada = await world.a_person()
    actor = await with_role(world, Role.OPERATOR)

    told = await acts.do(acts.Wish("reveal", ada, BECAUSE), actor)
    with pytest.raises(NotAllowed):
        await acts.do(acts.Wish("reveal", ada, BECAUSE), an_actor(Role.VIEWER))

    assert told.email == "ada@mail.example"
    use(None)


def test_a_reason_is_what_somebody_typed_and_nothing_else():
    assert acts.reason_in({"reason": f"  {BECAUSE} "}) == BECAUSE
    assert acts.reason_in({"reason": ["x"]}) == acts.reason_in({}) == ""
    assert len(acts.reason_in({"reason": "x" * 9999})) == acts.MAX_REASON


def test_every_refusal_says_what_to_do():
    errors = (SignInAgain(), NotAllowed(Right.ROLES_WRITE), Malformed("x"), NotFound("x"))

    assert len({acts.in_words(it) for it in (*errors, StaleWrite("x"))}) == 5


def test_signing_in_again_leads_back_and_nowhere_else():
    here = acts.sign_in_again("/admin/users/u_7?act=reset")

    assert here == "/sign-in?again=1&next=%2Fadmin%2Fusers%2Fu_7%3Fact%3Dreset"
    assert "evil" not in acts.sign_in_again("https://evil.example/")
