"""Every error of core has its answer, and none tells more than it should."""

import json

import pytest

from core import errors
from core.errors import Emptiness, OoError, OurFault, Refusal
from oo_app.shared.problems import problem

CANARY = "secret-canary"


def every(kind):
    """Return a kind of core's and all below it; adapters' own kinds answer as their parents."""
    if not kind.__module__.startswith(f"{errors.__name__}."):
        return []
    return [kind, *(deeper for child in kind.__subclasses__() for deeper in every(child))]


def made(kind):
    """Return an error of a kind whose every text is a secret."""
    special = {
        errors.NothingToTip: (Emptiness.QUIET,),
        errors.SignInRefused: (Refusal.PROOF, CANARY),
        errors.TooMany: (5,),
        errors.Overloaded: (5,),
        errors.HookRefused: (),
        errors.IntegrationBusy: (CANARY, 5),
        errors.IntegrationRefused: (CANARY, CANARY),
        errors.SettingsWrong: ((CANARY,),),
        errors.PersonaFileWrong: (CANARY, 3, CANARY, CANARY),
        errors.BudgetSpent: (1, 1),
    }
    if kind in special:
        return kind(*special[kind])
    takes_one = "__init__" in {name for base in kind.__mro__[:-3] for name in vars(base)}
    return kind(CANARY) if takes_one else kind()


@pytest.mark.parametrize("kind", every(OoError))
def test_every_error_has_an_answer(kind):
    answer = problem(made(kind))

    body = json.loads(answer.body)
    assert answer.media_type == "application/problem+json"
    assert body["status"] == answer.status_code
    assert 400 <= answer.status_code < 600
    assert (answer.status_code == 500) == (kind in {*every(OurFault), OoError})
    if kind is not errors.ConsentMissing:
        assert CANARY not in answer.body.decode()


def test_a_stranger_among_errors_is_our_fault_and_says_nothing():
    answer = problem(RuntimeError(CANARY), reference="0123abcd")

    assert json.loads(answer.body) == {
        "type": "urn:oo:problem:our_fault",
        "title": "Something went wrong here.",
        "status": 500,
        "code": "our_fault",
        "reference": "0123abcd",
    }


def test_whoever_must_wait_is_told_how_long():
    assert problem(errors.TooMany(7)).headers["retry-after"] == "7"
