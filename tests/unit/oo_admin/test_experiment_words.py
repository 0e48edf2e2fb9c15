"""An experiment in words: what it shows, as strongly as it is shown, and why there is no winner."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.annotation import AnnotationKind, marked
from core.domain.assignment import Pause
from core.domain.audit import SYSTEM, Deed
from core.domain.chain import entry_after
from core.domain.experiment_panel import ExperimentLine, Lead, Needed
from core.domain.figure import AlwaysValid, Change, TooEarly, TooFew
from core.domain.overview import Guard
from oo_admin.address import Address
from oo_admin.experiments import arms, beside, words
from oo_admin.experiments.headline import headline, title
from oo_admin.experiments.lines import lines
from tests.fakes.experiment_seen import (
    BAYES,
    BEGAN,
    CHANGE,
    GOOD,
    NOW,
    RULE,
    an_arm,
    an_experiment,
    here,
    seen,
)

UNCLEAR = Change(0.02, -0.03, 0.07, 0.025, 638, 30.0)
EARLY = TooEarly(137, 500)
SEEMS = (
    "Learning seems to earn 0.117 more reward a pick than the holdback, but not by enough to call."
)


def a_line(**changes):
    told = ExperimentLine(an_experiment(), picks=6807, users=577, contrast=GOOD)
    return replace(told, **changes)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Learning earns 0.117 more reward a pick than the holdback."),
        (
            {
                "change": replace(CHANGE, value=-0.117),
                "always": AlwaysValid(-0.117, -0.2, -0.03, 577),
            },
            "Learning earns 0.117 less reward a pick than the holdback.",
        ),
        (
            {"always": AlwaysValid(0.117, -0.01, 0.24, 577)},
            SEEMS,
        ),
        (
            {"change": UNCLEAR, "always": AlwaysValid(0.02, -0.06, 0.1, 577)},
            "No difference is shown between learning and the holdback.",
        ),
        ({"always": EARLY}, "Too early to call: learning is at +0.117 against the holdback."),
        (
            {"change": TooFew(12), "always": TooFew(12)},
            "Too few settled picks to compare learning with the holdback.",
        ),
        (
            {"change": TooFew(131, 3), "always": TooFew(131, 3)},
            "Too few users to compare learning with the holdback.",
        ),
    ],
)
def test_the_headline_is_no_stronger_than_what_is_shown(changes, said):
    assert title(replace(GOOD, **changes)) == said


def test_a_red_check_takes_the_headline_its_force():
    assert title(GOOD, red=True).startswith("Not to be believed while a check is red")


def test_the_thin_interval_holds_the_thick_one():
    made = headline(seen(), here(), red=False)

    thin, thick = (
        (float(left[:-1]), float(left[:-1]) + float(width[:-1]))
        for left, width in (
            (made.thin_left, made.thin_width),
            (made.thick_left, made.thick_width),
        )
    )
    assert thin[0] < thick[0] < float(made.at[:-1]) < thick[1] < thin[1]
    assert float(made.zero[:-1]) < thin[0]
    assert "no difference" in {it.words for it in made.ticks}
    assert "valid at any look: +0.028 to +0.205" in made.sub
    assert "6\u202f169 picks of 520 users against 638 picks of 57 users" in made.sub


def test_a_pair_that_was_chosen_by_looking_says_so():
    free = replace(an_experiment(), holdback="")

    assert "chosen by looking" in headline(seen(experiment=free), here(), red=False).sub
    assert "chosen by looking" not in headline(seen(), here(), red=False).sub


def test_too_early_only_the_single_look_is_drawn_and_said():
    made = headline(seen(contrast=replace(GOOD, always=EARLY)), here(), red=False)

    assert (made.drawn, made.thin_width) == (True, "0%")
    assert "needs 500 users; there are 137" in made.sub


def test_too_few_or_alone_nothing_is_drawn():
    few = replace(GOOD, change=TooFew(3), always=TooFew(3))

    assert not headline(seen(contrast=few), here(), red=False).drawn
    assert "nothing to compare" in headline(seen(contrast=None), here(), red=False).title


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "learning ahead: +0.117, +0.028 to +0.205"),
        ({"alarms": ("propensities",)}, "not to be read: logged propensities did not choose"),
        ({"contrast": None}, "one arm alone: nothing to compare"),
        ({"contrast": replace(GOOD, change=TooFew(7))}, "too few settled picks: 7 picks"),
        ({"lead": Lead(BAYES, 0.97, True, 0, 0)}, "bayes-v1 wins, chance 0.97"),
        (
            {"contrast": replace(GOOD, always=AlwaysValid(0.117, -0.01, 0.24, 577))},
            "learning seems ahead: +0.117, −0.010 to +0.240",
        ),
        ({"contrast": replace(GOOD, always=EARLY)}, "too early to call: +0.117, +0.060 to +0.174"),
    ],
)
def test_the_list_says_what_each_shows(changes, said):
    assert words.verdict(a_line(**changes)) == said


def test_states_and_arms_are_said_in_full():
    rest = an_experiment(shares=((RULE, 0.1), (BAYES, 0.4)), pauses=(Pause(BEGAN),))
    told = lines((a_line(), a_line(experiment=rest)), here())

    assert [it.state for it in told] == ["running", "paused"]
    assert told[0].arms.endswith("linucb-mix-v1 45\u202f%")
    assert told[1].arms == "rule-v1 10\u202f% held back, bayes-v1 40\u202f%, champion 50\u202f%"
    assert words.finding((a_line(), a_line(alarms=("balance",)))) == "2 running; 1 not to be read"
    assert words.finding((a_line(),)) == "exp-07 is running: learning ahead"
    assert words.finding(()) == "No experiment has begun yet"


def test_any_name_has_an_address_of_its_own():
    address = Address.read("/admin/experiments?asof=2026-10-14T12:00:00Z&f=x:y")

    assert words.one(address, "a b/c?") == (
        "/admin/experiments/a%20b%2Fc%3F?asof=2026-10-14T12:00:00Z"
    )


def test_no_winner_is_said_with_everything_that_is_missing():
    said = arms.winner(seen(), red=True)

    assert said == (
        "No winner: bayes-v1 leads, but its chance of being the best is 0.72, 5 of 21 days to go, "
        "a check is red."
    )
    assert arms.winner(seen(lead=None), red=False).startswith("No winner: every arm needs")


def test_a_winner_is_called_when_all_is_met_and_nothing_is_red():
    won = seen(lead=Lead(BAYES, 0.97, True, 0, 0), days=22)

    assert arms.winner(won, red=False).startswith("bayes-v1 is the winner")
    assert arms.winner(won, red=True).endswith("a check is red.")
    assert words.leads(won.lead, red=False) == "bayes-v1 wins"
    assert "no winner is called" in words.leads(won.lead, red=True)
    assert words.leads(seen().lead, red=False) == "bayes-v1 leads, but not by enough to call"


def test_arms_tell_roles_figures_and_what_can_be_reset():
    rows = arms.rows(seen(), here())

    assert [it.dash for it in rows] == ["dotted", "solid", "dashed"]
    assert (rows[1].reward, rows[1].half, rows[1].raw) == ("+0.189", " ± 0.030", "+0.199")
    assert [it.chance for it in rows] == ["< 0.01", "0.72", "0.28"]
    assert [it.learns for it in rows] == [False, True, True]
    assert "held back" in rows[0].role
    assert "f=experiment:exp-07&f=policy:bayes-v1" in rows[1].picks
    assert rows[0].users == "57"


def test_an_arm_with_too_few_is_counted_and_not_rated():
    few = an_arm(BAYES, 0.1, reward=TooFew(12, 3), chance=None)

    row = arms.rows(seen(arms=(few,)), here())[0]

    assert (row.reward, row.half, row.chance) == ("too few: 12 in 3 groups", "", "—")
    assert not row.whisker.shown


def test_slices_say_how_many_differ():
    told = arms.cohorts(seen())

    assert told.title == "The difference is clear in 1 of 2 slices by tenure"
    assert [it.name for it in told.rows] == ["under 14 days", "over 60 days"]
    assert [it.says for it in told.rows] == ["clear", "no clear difference"]
    assert [it.words for it in arms.cuts(seen(), here()) if it.here] == ["tenure"]


def test_guardrails_say_what_the_worst_of_them_means():
    watch = Guard("undone", 0.02, UNCLEAR, 0.005, "watch")
    told = seen(
        guards=(*seen().guards, watch, Guard("unanswered", None, TooFew(3), 0.015, "too few"))
    )

    assert [it.look for it in beside.guards(told)] == ["ok", "warn", "unk"]
    assert beside.guards(told)[0].line == "−5.9\u202fpp ± 3.9, margin +1.0"
    assert beside.guards_note(told).startswith("Undo rate: the interval still reaches")
    assert beside.guards_titled(told) == "Guardrails, learning against the holdback"


def test_how_much_longer_is_said_for_both_questions():
    apart, out = beside.longer(seen())

    assert apart == (
        "To tell learning from the holdback at their present gap of 0.117: there are enough users now "
        "(500 users in all)."
    )
    assert "about 20 days" in out
    never = seen(told_apart=None, ruled_out=Needed(0.05, 1900, None))
    assert "never at the present traffic" in beside.longer(never)[0]
    assert beside.longer(seen(ruled_out=None))[0].startswith("Not known")


def test_the_decision_log_joins_deeds_and_marks_without_saying_anything_twice():
    began = marked(BEGAN, AnnotationKind.EXPERIMENT, "experiment exp-07 began", "exp-07")
    paused = marked(NOW, AnnotationKind.EXPERIMENT, "experiment exp-07 paused", "exp-07")
    deeds = [Deed("paused an experiment", "experiment", "exp-07", "it is late")]
    deeds.append(Deed("asked what resetting an arm would forget", "experiment", "exp-07"))
    entries = [entry_after(None, NOW, SYSTEM, it) for it in deeds]
    told = seen(happened=(began, paused))

    found = beside.decisions(told, entries, here())

    assert [(it.what, it.reason) for it in found] == [
        ("paused an experiment", "it is late"),
        ("experiment exp-07 began", ""),
    ]
    assert [it.what for it in beside.decisions(told, (), here())] == [paused.words, began.words]


def test_who_began_it_and_why_stand_among_the_rules():
    deed = Deed("began an experiment", "experiment", "exp-07", "does it earn its keep")
    rules = beside.rules(seen(), [entry_after(None, BEGAN, SYSTEM, deed)], here())

    assert (rules[0].words, rules[1].words) == ("28 Sep 14:03 by system", "does it earn its keep")
    assert "Why" not in {it.name for it in beside.rules(seen(), (), here())}


def test_a_pinned_clock_is_told_with_its_day():
    assert words.pinned(here()) == ""
    assert words.pinned(here("?asof=2026-10-12T12:00:00Z")) == "Mon 12 Oct, 14:00:00"


def test_a_page_is_about_all_days_since_the_beginning():
    ended = seen(experiment=an_experiment(ended_at=NOW - timedelta(days=1)))

    assert words.span(seen(), here()) == "Since start, 28 Sep – 14 Oct"
    assert words.span(ended, here()) == "Since start, 28 Sep – 13 Oct"
