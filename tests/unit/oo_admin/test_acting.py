"""What became of an act is said in words, and nothing else happens when it is refused."""

import pytest
from reflex.istate.data import RouterData

from core import errors
from oo_admin.acting import act, ask, reason_in, typed_as, words_of
from oo_admin.frame import Frame


@pytest.fixture
def state():
    url = "http://localhost/admin/users/u_1?p=7d"
    state = Frame()
    state.router = RouterData.from_router_data({"asPath": url, "pathname": "/admin/users/u_1"})
    return state


async def gives(value):
    return value


async def fails(error):
    raise error


async def test_an_act_that_took_place_is_said_and_counted(state):
    done = await act(state, "pause", gives(3), lambda n: f"{n} pushes paused.")

    assert done
    assert (state.said.words, state.said.look, state.said.done) == ("3 pushes paused.", "ok", 1)


async def test_an_old_sign_in_leads_to_a_new_one_and_back(state):
    done = await act(state, "pause", fails(errors.SignInAgain()))

    assert not done
    assert state.said.words == "This needs a sign-in of the last 15 minutes. Nothing has changed."
    assert state.said.again == "/sign-in?again=1&next=%2Fadmin%2Fusers%2Fu_1%3Fp%3D7d"
    assert (state.said.about, state.said.done) == ("pause", 0)


async def test_a_preview_that_is_refused_shows_the_empty_one(state):
    plan = await ask(state, "reset", fails(errors.NotAllowed("posteriors:reset")), "none")

    assert plan == "none"
    assert state.said.words.startswith("Your role may not do this.")


async def test_the_next_act_takes_the_words_of_the_last_one_away(state):
    await act(state, "pause", fails(errors.NotFound("user")))

    await ask(state, "pause", gives("plan"), "none")

    assert state.said.words == ""


async def test_what_cannot_be_undone_is_typed_exactly(state):
    assert typed_as(state, "erase", {"typed": " bayes-v1 "}, "bayes-v1")
    assert not typed_as(state, "erase", {"typed": "bayes"}, "bayes-v1")
    assert state.said.words.startswith("What you typed is not the name.")


def test_our_own_fault_has_a_reference_and_no_inner_words():
    words = words_of(errors.PosteriorCorrupt("row 7"))

    assert words.startswith("That was our fault; the log knows it as e_")
    assert "row 7" not in words


@pytest.mark.parametrize("form", [{}, {"reason": 5}, None, {"reason": ["a"]}])
def test_a_reason_that_is_no_text_is_none(form):
    assert reason_in(form) == ""
