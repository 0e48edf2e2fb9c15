"""What speaks for a promotion, what against, and what is not known."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.preflight import (
    NOTHING_KNOWN,
    CheckState,
    Evidence,
    Guardrail,
    Lead,
    Margin,
    Simulated,
    blocked,
    preflight,
    unknown,
)

GOOD = Evidence(
    lead=Lead(0.01, 0.05),
    effective=412.0,
    unsupported=0.01,
    guardrails=(Guardrail("dismissed", Margin.HELD),),
    propensity_alarm=False,
    simulated=(Simulated("linear", "better"), Simulated("heavy", "no evidence")),
    worst_group=0.9,
)


def found(evidence):
    return {it.name: it.state.value for it in preflight(evidence)}


def test_nothing_is_known_of_what_nobody_looked_at():
    checks = preflight(NOTHING_KNOWN)

    assert unknown(checks) == checks
    assert len(checks) == 6


def test_everything_may_be_in_order():
    assert set(found(GOOD).values()) == {"ok"}


@pytest.mark.parametrize(
    ("change", "name", "state"),
    [
        ({"lead": Lead(-0.01, 0.05)}, "lead", "watch"),
        ({"lead": Lead(0.0, 0.05)}, "lead", "watch"),
        ({"lead": Lead(-0.05, 0.0)}, "lead", "blocked"),
        ({"lead": None}, "lead", "unknown"),
        ({"effective": 99.9}, "support", "unknown"),
        ({"effective": 100.0}, "support", "ok"),
        ({"unsupported": 0.051}, "support", "unknown"),
        ({"guardrails": (Guardrail("a", Margin.WATCH),)}, "guardrails", "watch"),
        (
            {"guardrails": (Guardrail("a", Margin.WATCH), Guardrail("b", Margin.BROKEN))},
            "guardrails",
            "blocked",
        ),
        ({"propensity_alarm": True}, "propensities", "blocked"),
        ({"propensity_alarm": None}, "propensities", "unknown"),
        ({"simulated": (Simulated("gated", "worse"),)}, "simulation", "blocked"),
        ({"simulated": ()}, "simulation", "unknown"),
        ({"worst_group": 0.8}, "fairness", "ok"),
        ({"worst_group": 0.79}, "fairness", "blocked"),
    ],
)
def test_each_check_looks_at_its_own_evidence(change, name, state):
    assert found(replace(GOOD, **change))[name] == state


def test_a_figure_without_support_is_none():
    """A blocked lead that rests on ten picks would speak against a policy nobody has judged."""
    thin = replace(GOOD, lead=Lead(-0.9, -0.5), effective=10.0)

    assert found(thin)["lead"] == "unknown"
    assert blocked(preflight(thin)) == ()


def test_what_speaks_against_is_named():
    checks = preflight(
        replace(GOOD, simulated=(Simulated("gated", "worse"), Simulated("heavy", "worse")))
    )

    assert [it.words for it in blocked(checks)] == ["worse in gated, heavy"]


some = st.one_of(st.none(), st.floats(-1, 1000))


@given(st.builds(Evidence, effective=some, unsupported=some, worst_group=some))
def test_whatever_is_known_every_check_says_something(evidence):
    checks = preflight(evidence)

    assert len({it.name for it in checks}) == 6
    assert all(it.words and it.state in CheckState for it in checks)
