"""How far a simulated world is from a log."""

from dataclasses import replace

import pytest

from core.errors import NotFound
from core.sim.calibrate import MIN_PEOPLE, MIN_TIPS, Sides, calibrate, compared
from core.sim.calibration import Claim, LogTooThin, Nearness
from core.sim.cast import Cast, RuleCourt
from core.sim.relive import Stage, relive
from core.sim.world import Law, World
from tests.fakes.personas import people
from tests.unit.sim.logged_lives import a_life, a_log, a_row

WORLDS = {law.value: World(law.value, "Plain.", law) for law in (Law.LINEAR, Law.CARELESS)}
CAST = Cast({it.id: it for it in people(12)}, WORLDS, RuleCourt())
BLUNT = Cast({it.id: replace(it, bluntness=3.0) for it in people(12)}, WORLDS, RuleCourt())
TIPS = 16


def named(found, name):
    return next(it for it in found.likenesses if it.name == name)


async def a_lived_log(world, seed, policy="random", *, cast=CAST, who="", experiment=""):
    """Return the log that oO would hold of people of that world."""
    lives = await relive(Stage(cast, world, seed), policy, (TIPS,) * len(cast.personas))
    return tuple(replace(it, person=who + it.person, experiment=experiment) for it in lives)


async def an_experiment(seed, policies=("random", "rule-v1"), worlds=("linear", "linear")):
    parts = [
        await a_lived_log(world, seed + place, policy, who=policy, experiment="spring")
        for place, (policy, world) in enumerate(zip(policies, worlds, strict=True))
    ]
    return parts[0] + parts[1]


async def test_a_world_is_close_to_the_log_that_it_made_itself():
    close = compared_ones = whole = 0
    for seed in (101, 201, 301):
        found = await calibrate(await a_lived_log("linear", seed), Stage(CAST, "linear"))
        assert (found.world, found.policy, found.counterfactual) == ("linear", "random", None)
        assert (found.people, found.tips) == ((12, 12), (12 * TIPS, 12 * TIPS))
        close, compared_ones = close + found.close, compared_ones + found.compared
        whole += found.claim is Claim.LOOKS_ALIKE

    assert compared_ones >= 3 * 10
    assert close >= compared_ones - 1
    assert whole >= 2


async def test_a_log_of_careless_people_is_apart():
    found = await calibrate(await a_lived_log("careless", 101), Stage(CAST, "linear"))

    assert named(found, "time before done").nearness is Nearness.APART
    assert named(found, "answers, all tips").nearness is Nearness.CLOSE
    assert found.claim is Claim.SIMULATION


async def test_a_log_of_people_who_dismiss_is_apart_in_their_answers():
    log = await a_lived_log("linear", 101, cast=BLUNT)

    found = await calibrate(log, Stage(CAST, "linear"))

    assert named(found, "answers, all tips").nearness is Nearness.APART
    assert found.claim is Claim.SIMULATION


async def test_the_difference_that_an_experiment_found_is_simulated_too():
    found = (await calibrate(await an_experiment(101), Stage(CAST, "linear"))).counterfactual

    assert found.experiment == "spring"
    assert found.policies == ("random", "rule-v1")
    assert found.value.nearness is Nearness.CLOSE
    logged, made = found.value.logged, found.value.simulated
    assert found.value.difference.value == pytest.approx(made.value - logged.value)


async def test_a_log_may_hold_a_policy_that_is_known_no_more_beside_its_own():
    log = (*a_log(20), *a_log(15, who="q", policy="linucb-v0"))

    assert (await calibrate(log, Stage(CAST, "linear"))).counterfactual is None


async def test_nothing_is_said_of_a_policy_that_is_known_no_more():
    with pytest.raises(NotFound):
        await calibrate(a_log(policy="linucb-v0"), Stage(CAST, "linear"))


async def test_of_two_experiments_the_larger_counts_and_of_it_only_its_own_people():
    small = [a_log(10, who=f"a {it}", policy=it, experiment="a") for it in ("random", "rule-v1")]
    large = [a_log(11, who=f"b {it}", policy=it, experiment="b") for it in ("random", "rule-v1")]
    plain = a_log(10, who="plain")

    found = await calibrate(sum((*small, *large), plain), Stage(CAST, "linear"))

    assert found.counterfactual.experiment == "b"
    assert found.people[1] == 31
    assert found.counterfactual.value.logged.people == 11


async def test_two_policies_without_an_experiment_are_compared_but_not_by_lot():
    log = (*a_log(12), *a_log(12, who="q", policy="rule-v1"))

    found = await calibrate(log, Stage(CAST, "linear"))

    assert found.counterfactual.experiment == ""
    assert found.counterfactual.policies == ("random", "rule-v1")
    assert not found.counterfactual.found_again


@pytest.mark.parametrize(
    ("log", "people"),
    [
        ((), 0),
        (a_log(MIN_PEOPLE - 1), MIN_PEOPLE - 1),
        (a_log(20, ("done",) * (MIN_TIPS - 1)), 0),
        ((*a_log(9), *a_log(9, who="q", policy="rule-v1")), 9),
    ],
)
async def test_a_thin_log_is_refused_with_what_it_takes(log, people):
    with pytest.raises(LogTooThin) as refused:
        await calibrate(log, Stage(CAST, "linear"))

    assert (refused.value.found, refused.value.limit) == (people, MIN_PEOPLE)
    assert f"{people} people with {MIN_TIPS} tips or more" in str(refused.value)
    assert refused.value.code == "no_evidence"


async def test_tips_of_one_person_count_together_whichever_experiment_gave_them():
    rows = [a_row()] * 5
    log = [
        a_life(*rows, person=f"p{n}", experiment=experiment)
        for n in range(MIN_PEOPLE)
        for experiment in ("", "spring")
    ]

    found = await calibrate(log, Stage(CAST, "linear"))

    assert found.people[1] == MIN_PEOPLE


def test_two_sides_on_paper():
    ours = a_log(10, ("done", "done", "snooze", "ignored"))
    theirs = a_log(10, ("done", "dismiss", "snooze", "snooze"), who="q")

    found = compared("linear", Sides(ours, theirs))

    answers = named(found, "answers, all tips")
    assert answers.simulated == (0.5, 0.25, 0.0, 0.25)
    assert answers.logged == (0.25, 0.5, 0.25, 0.0)
    assert answers.distance.found.value == pytest.approx(0.3112781)  # entropies 1.811 - 1.5
    assert answers.distance.floor == 0
    assert answers.nearness is Nearness.APART
    assert named(found, "done by showing").simulated[0] == 0.5
    assert named(found, "no answer in a day").simulated == (0.25,)
    assert named(found, "no answer in a day").logged == (0.0,)
    assert named(found, "time before done").logged == (pytest.approx(20),)
    assert named(found, "time before done").nearness is Nearness.CLOSE
    assert found.value.simulated.value == pytest.approx(0.7)
    assert found.value.logged.value == pytest.approx(0.05)
    assert found.value.difference.value == pytest.approx(0.65)


@pytest.mark.parametrize(
    ("people", "said"),
    [(MIN_PEOPLE - 1, Nearness.UNKNOWN), (MIN_PEOPLE, Nearness.CLOSE)],
)
def test_where_too_few_people_were_nothing_is_compared(people, said):
    night = [a_life(*[a_row(hour=23)] * 4, person=f"p{n}") for n in range(people)]
    log = (*night, *a_log(MIN_PEOPLE, who="q"))

    found = named(compared("linear", Sides(log, log)), "answers, night")

    assert found.people == (people, people)
    assert found.simulated == (1.0, 0.0, 0.0, 0.0)
    assert found.nearness is said


def test_where_nobody_was_nothing_is_told():
    found = named(compared("linear", Sides(a_log(10), a_log(10))), "answers, priority 4")

    assert (found.simulated, found.logged, found.people) == ((), (), (0, 0))


def test_people_who_never_answer_have_no_reward_to_compare():
    silent = a_log(10, ("ignored",) * 10)

    found = compared("linear", Sides(silent, silent), (Sides(silent, silent),) * 2)

    assert (found.value, found.counterfactual) == (None, None)
    assert named(found, "time before done").nearness is Nearness.UNKNOWN
    assert named(found, "time before done").simulated == ()
    assert found.compared == found.close > 0
