"""The page of one user puts moments, rewards and what is known into words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain import events
from core.domain.consent import Consent, Purpose
from core.domain.events import EVENTS, Event
from core.domain.fact import Ending, Fact
from core.domain.ids import ConsentId, OutcomeId, new_id
from core.domain.integration import IntegrationState, Provider
from core.domain.outcome import Outcome, OutcomeKind, OutcomeSource
from core.domain.reward import RewardState
from core.domain.settlement import Settlement
from core.domain.trail import SIGNALS, Moment, MomentKind, newest_first, of_events, of_tip
from core.domain.user_fact import LinkWord, Lived
from core.domain.user_panel import Habit, LastTip, LearnedView, UserPanel
from oo_admin.numbers import MINUS
from oo_admin.users import person, rewards, tabs, trail_words, user_links
from tests.fakes.builders import a_user, an_integration
from tests.fakes.clock import NOON
from tests.fakes.console import a_fact, a_here, a_listed

HERE = a_here("/admin/users/u_aaaaaaaa?tab=timeline")


def an_outcome(tip, kind, **changes):
    known = Outcome(
        OutcomeId(new_id()), tip.user_id, tip.tip_id, kind, NOON, OutcomeSource.USER, 4000
    )
    return replace(known, **changes)


def the_line(about, tip=None):
    return trail_words.line(Moment(NOON, MomentKind.SIGNAL, about, tip), HERE)


def test_a_tip_is_named_by_its_features_never_by_its_words():
    tip = a_fact()

    line = the_line(tip, tip)

    assert line.time == "13:00:00"
    assert line.strong == "P1, due today or tomorrow, short"
    assert line.rest == " · bayes-v1 · propensity 0.638 · best known"
    assert line.ref == f"…{tip.tip_id.hex[-6:].upper()}"
    assert f"peek={tip.tip_id}" in line.href


def test_features_say_among_how_many_and_how_fast():
    tip = a_fact()

    assert the_line(tip.choice, tip).rest == "41 candidates · scored in 0.4\u202fms"


@pytest.mark.parametrize("kind", OutcomeKind)
def test_every_outcome_has_words(kind):
    tip = a_fact()

    line = the_line(an_outcome(tip, kind), tip)

    assert line.strong
    assert line.rest == " after 1\u202fh · seen for 4\u202fs"


def test_a_reward_says_whether_it_may_still_change():
    tip = a_fact()
    final = Settlement(tip.tip_id, NOON, -300, RewardState.FINAL)

    assert (the_line(final).strong, the_line(final).rest) == (f"{MINUS}0.3", " final")
    assert the_line(replace(final, state=RewardState.PROVISIONAL)).rest == " provisional"
    assert the_line(replace(final, milli=None)).strong == "Taken back"


def test_consents_of_one_time_are_one_line():
    user_id = new_id()
    given = tuple(
        Consent(ConsentId(new_id()), user_id, purpose, yes, "4", NOON)
        for purpose, yes in ((Purpose.TIPS, True), (Purpose.RESEARCH, False))
    )

    assert the_line(given).rest == "Text 4: tips allowed · research refused"


@pytest.mark.parametrize("kind", SIGNALS)
def test_every_signal_has_words(kind):
    made = {
        events.SignedIn: ("google", True),
        events.TasksSynced: (Provider.TODOIST, 3, 1, 58),
        events.PolicyAssigned: ("bayes-v1",),
        events.PosteriorRebuilt: ("bayes-v1",),
    }
    blank = (Provider.TODOIST, "t", NOON, None, None)[: len(kind.__slots__)]

    line = the_line(kind(NOON, new_id(), *made.get(kind, blank)))

    assert line.what != "Signal"
    assert line.strong or line.rest


def test_events_that_tips_tell_themselves_are_no_signals():
    tip = events.TipWithdrawn(NOON, new_id(), new_id())
    idle = events.TasksSynced(NOON, new_id(), Provider.TODOIST, 0, 0, 58)

    assert of_events((tip, idle)) == ()
    assert all(issubclass(it, Event) and it in EVENTS.values() for it in SIGNALS)


def test_days_hold_their_moments_newest_first_and_one_kind_if_wanted():
    tip = a_fact(served_at=NOON - timedelta(days=1))
    done = an_outcome(tip, OutcomeKind.DONE)
    moments = newest_first(of_tip(tip, (done,), ()))

    every = trail_words.days(moments, HERE)
    picks = trail_words.days(moments, HERE, "pick")

    assert [it.words for it in every] == ["Today, Sun 22 November", "Yesterday, Sat 21 November"]
    assert [line.what for day in every for line in day.lines] == ["Reaction", "Tip", "Features"]
    assert [line.what for day in picks for line in day.lines] == ["Tip", "Features"]


def test_rewards_are_drawn_where_and_when_they_were():
    tips = (
        a_fact(Ending.DISMISS, reward_milli=-1000, served_at=HERE.period.end - timedelta(hours=1)),
        a_fact(Ending.NONE, reward_milli=None, served_at=HERE.period.start + timedelta(days=14)),
        a_fact(policy="egreedy-v1", reward_milli=1000, served_at=HERE.period.start),
        a_fact(Ending.OPEN),
    )

    chart = rewards.reward_chart(tips, Lived(4, 1, 0, 1, 1), HERE.period)

    assert chart.title == "4 tips: 1 done, 0 snoozed, 1 dismissed, 1 unanswered, 1 without an end"
    assert [(it.top, it.look) for it in chart.points] == [
        ("148.0px", "dismiss"),
        ("80.0px", "none"),
        ("12.0px", "done"),
    ]
    assert chart.points[2].left == "0.00%"
    assert chart.reigns[0].words == "egreedy-v1, posterior 3"
    assert chart.wide == len(chart.columns) == HERE.period.days
    assert (chart.columns[0].done, chart.columns[0].reward) == ("1", "+1.00")
    assert (chart.columns[1].done, chart.columns[1].reward) == ("0", "—")


def test_nothing_is_drawn_where_nothing_was():
    chart = rewards.reward_chart((), Lived(), HERE.period)

    assert (chart.title, chart.points) == ("No tip was served in this period", [])
    assert rewards.reward_chart((a_fact(),), Lived(3), HERE.period).note.endswith("2 are older.")


def test_a_long_period_has_a_row_for_each_week():
    here = a_here(period="12mo")

    chart = rewards.reward_chart((a_fact(),), Lived(1, 1), here.period)

    assert chart.wide == -(-here.period.days // 7)
    assert sum(it.done == "1" for it in chart.columns) == 1


def a_panel(**changes):
    return replace(UserPanel(a_user(), a_listed()), **changes)


def test_the_headline_says_how_it_goes():
    mark, line = person.headline(a_panel(), HERE)

    assert (mark.look, mark.words) == ("ok", "Active, last seen 4\u202fmin ago")
    assert line == "served by bayes-v1 · 40 tips in 28 days · done 50\u202f% ± 15"
    lost, _ = person.headline(a_panel(listed=a_listed(link=LinkWord.LOST)), HERE)
    assert lost.look == "warn"


@pytest.mark.parametrize("state", IntegrationState)
def test_every_state_of_a_link_has_words(state):
    link = an_integration(state=state, task_count=58, failures=3, failing_since=NOON)

    side = person.side(a_panel(integrations=(link,)), HERE)

    assert side.integrations[0].side.endswith("token now · 58 open tasks")
    assert side.trouble == "Has failed 3 times since 13:00:00."


def test_what_was_learned_is_told_in_numbers_or_that_it_cannot_be_read():
    view = LearnedView(
        "bayes-v1", 47, NOON, 412, 300, 0.92, (Habit("due", 0.24), Habit("quick", -0.21))
    )

    told = dict(person.side(a_panel(learned=view), HERE).learned)
    broken = dict(person.side(a_panel(learned=replace(view, readable=False)), HERE).learned)

    assert told["Prior in use"] == "population of 300, believed to 92\u202f%"
    assert told["Strongest habits"] == "due +0.24, quick \u22120.21"
    assert broken["Strongest habits"] == "stored bytes cannot be read"
    assert person.side(a_panel(), HERE).learned == []


def test_the_last_tip_is_shown_with_its_task_masked():
    last = LastTip(new_id(), NOON, "Due today.", True, (), "account", 0.5, 40)

    card = tabs.last_card(last, HERE)

    assert card.mask.split() == ["•••••"] * 8
    assert not tabs.last_card(None, HERE).shown


def test_links_keep_the_filter_and_let_the_rest_go():
    here = a_here("/admin/users/u_aaaaaaaa?f=link:lost&tab=nonsense&act=reset&kind=pick&older=x")

    ways, tab = user_links.tabs(here.address)

    assert (tab, ways[1].href) == ("timeline", "/admin/users/u_aaaaaaaa?f=link:lost&tab=picks")
    assert user_links.kinds(here.address)[1] == "pick"
    assert user_links.older_in(here.address) is None
    assert isinstance(a_fact(), Fact)
