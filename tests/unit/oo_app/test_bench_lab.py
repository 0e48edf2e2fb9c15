"""What is measured of the laboratory, on very few and very short lives."""

from dataclasses import replace
from importlib.util import find_spec

import numpy as np
import pytest

from core.sim.diary import ROW, Diary
from core.sim.lives import Lives
from core.sim.null import null_check
from oo_app.bench.lab import heldout, memory
from oo_app.bench.lab.groups import worst
from oo_app.bench.lab.itself import of_chance, of_itself
from oo_app.bench.lab.limits import known, of_a_pick, of_a_prior
from oo_app.bench.lab.ours import live, lives
from oo_app.bench.lab.speed import by_turns, measure_speed
from oo_app.bench.lab.theirs import LOOPS, Theirs

GROUPS = {f"p{n}": "early" if n < 3 else "late" for n in range(6)}


@pytest.fixture(scope="module")
def held():
    return heldout.held(("linear", "adversarial"), seeds=(1,), decisions=8, few=6, processes=1)


@pytest.fixture(scope="module")
def figures(held):
    return {it.name.partition(", [")[0]: it for it in heldout.figures(held)}


@pytest.fixture(scope="module")
def dice_lives():
    return null_check(2, 4, 8)


def a_world(worths, name="linear"):
    """Return lives of six people with these worths by policy, (6,)."""
    diaries = {}
    for policy, levels in worths.items():
        rows = [np.zeros(4, dtype=ROW) for _ in levels]
        for it, level in zip(rows, levels, strict=True):
            it["worth"] = level
        diaries[policy] = tuple(
            Diary(name, who, 1, policy, it) for who, it in zip(GROUPS, rows, strict=True)
        )
    return Lives(name, tuple(GROUPS), diaries)


def test_ours_live_on_with_about_as_many_candidates_as_the_libraries_get():
    lived = live(lives(), 400)

    assert lived.decisions >= 400
    assert lived.candidates == pytest.approx(30, abs=8)


def test_everybody_has_as_many_turns_and_the_first_does_not_count():
    asked = []

    def turn(decisions):
        asked.append(decisions)
        return 0 if len(asked) > 2 else 10**12

    speeds = by_turns({"one": turn, "other": turn}, 7, rounds=1)

    assert asked == [7] * 4
    assert speeds == {"one": 0, "other": 0}


def test_our_speed_stands_beside_theirs_and_against_what_was_asked():
    nothing = {
        "idle": Theirs(lambda _: None, (), stated=True),
        "absent": Theirs(lambda _: None, ("no_such_library",), stated=True),
    }

    first, idle, ratio, absent = measure_speed(1, rounds=1, loops=nothing)

    assert (first.target, first.ok) == ("≥ 20000 decisions/s", first.value >= 20_000)
    assert idle.value > first.value
    assert ratio.value < 1
    assert (absent.name, absent.ok) == ("speed: absent is not installed", False)


def test_every_loop_of_theirs_runs_where_it_is_installed():
    ran = []

    for name, theirs in LOOPS.items():
        if theirs.is_here:
            theirs.loop(120)
            ran.append(name)

    assert ran == [name for name, it in LOOPS.items() if all(map(find_spec, it.needs))]


@pytest.mark.parametrize(("last", "ok"), [(104.0, True), (106.0, False)])
def test_memory_is_flat_when_it_grows_by_less_than_a_twentieth(last, ok):
    growth, *looks = memory.figures([100.0, 101.0, last], 500)

    assert (growth.value, growth.ok) == (pytest.approx(last - 100), ok)
    assert "500 decisions" in growth.name
    assert [it.value for it in looks] == [100.0, 101.0, last]


def test_memory_is_looked_at_after_a_tenth_a_half_and_all():
    held = memory.held_mib(10)

    assert len(held) == 3
    assert all(10 < it < 10_000 for it in held)


def test_held_out_people_are_judged_only_in_worlds_with_a_gap(held, figures):
    assert [it.world for it in held.clear] == ["linear"]
    assert "held out: bayes-v1, mean of 1 worlds with a gap, gap closed" in figures
    assert figures["held out: adversarial has no gap to close: bayes-v1"].ok
    assert not any("minus" in name and "adversarial" in name for name in figures)


def test_a_lead_is_what_the_head_closes_more_than_the_other(held, figures):
    (world,) = held.clear
    for other in heldout.OTHERS:
        lead = figures[f"held out: bayes-v1 minus {other}, linear"]

        apart = world.line("bayes-v1").gap.value - world.line(other).gap.value

        assert lead.value == pytest.approx(apart, abs=1e-3)


def test_a_lead_must_be_large_and_beyond_doubt(held):
    (world,) = held.clear
    found = world.comparisons[0]

    def judged(mean, low, high):
        difference = replace(found.difference, mean=mean, low=low, high=high)
        only = replace(world, comparisons=(replace(found, difference=difference),))
        return next(
            it
            for it in heldout.figures(
                replace(held, findings=replace(held.findings, worlds=(only,)))
            )
            if "minus" in it.name
        )

    assert judged(-0.4, -0.6, -0.2).ok
    assert "[0.20, 0.60]" in judged(-0.4, -0.6, -0.2).name
    assert not judged(-0.4, -0.9, 0.1).ok
    assert not judged(-0.2, -0.3, -0.1).ok
    assert not judged(0.4, 0.2, 0.6).ok


def test_the_chance_of_done_is_held_against_what_was_done(figures):
    error = figures['held out: chance of "done", error of 10 bins, linear']

    assert 0 < error.value < 0.5


def test_without_a_chance_of_done_the_figure_is_missed_and_not_left_out(held):
    (world,) = held.clear
    lines = tuple(replace(it, calibration=None) for it in world.lines)
    none = replace(held.findings, worlds=(replace(world, lines=lines),))

    figures = heldout.figures(replace(held, findings=none))

    (missed,) = [it for it in figures if "none is shipped" in it.name]
    assert not missed.ok


def test_the_worst_group_is_held_against_everybody():
    # The early close 0.8 of their gap, the late 0.4, everybody 0.6: two thirds.
    ripple = np.array([-0.01, 0.0, 0.01] * 2)
    value = np.array([0.8] * 3 + [0.4] * 3) + ripple
    world = a_world({"it": value, "random": 0 * ripple, "oracle": 1 + 0 * ripple})

    found = worst("it", [world, world], GROUPS)

    assert (found.name, found.ratio) == ("late", pytest.approx(2 / 3, abs=1e-6))


def test_a_world_counts_for_a_group_only_where_it_has_a_gap():
    flat, ripple = np.zeros(6), np.array([-0.01, 0.0, 0.01] * 2)
    half = np.array([1.0] * 3 + [0.0] * 3)
    plain = a_world({"it": 0.4 + 0.2 * half + ripple, "random": flat, "oracle": 1 + flat})
    uneven = a_world({"it": 0.9 * half, "random": flat, "oracle": half})

    found = worst("it", [plain, uneven], GROUPS)

    assert found.name == "late"
    assert found.ratio == pytest.approx(0.4 / 0.5, abs=1e-6)
    assert worst("it", [a_world({"it": flat, "random": flat, "oracle": flat})], GROUPS) is None


def test_what_is_said_of_a_policy_against_itself(dice_lives):
    quiet, bound, better, worse, _, differ = of_itself(dice_lives)

    assert quiet.target == bound.target == "≥ 0.95 of 1"
    assert bound.value >= quiet.value
    assert quiet.value + better.value + worse.value == pytest.approx(1)
    assert differ.value > 0
    assert "better" in of_chance(dice_lives)[0].name


def test_a_prior_of_people_is_measured_on_these_very_people():
    whole, first = of_a_prior(known(few=6), seeds=(1,), decisions=8, few=6, processes=1)

    shipped = heldout.held(("linear",), seeds=(1,), decisions=8, few=6, processes=1)
    assert whole.target == "0.78 asked for without it"
    assert whole.value != pytest.approx(
        heldout.gap_of(shipped.clear[0].line(heldout.HEAD)), abs=1e-3
    )
    assert np.isfinite([whole.value, first.value]).all()


def test_what_a_pick_costs_alone_says_how_many_there_could_be():
    features, choice, most = of_a_pick(times=5)

    assert "30 candidates" in features.name
    assert most.value == pytest.approx(1e6 / (features.value + choice.value), rel=1e-4)
