"""The form of a new run is its address: read, changed by links, told what is wrong."""

from core.domain.sim_wish import Choosable, Foreseen, Offered, Why, Wish, Wrong
from oo_admin.address import Address
from oo_admin.simulations.wishing import new_run, preset, wish_of
from tests.fakes.sim_views import ONE, a_setup, here_at

THERE = Offered(
    policies=("bayes-v1", "egreedy-v1", "linucb-v1", "linucb-mix-v1"),
    worlds=(Choosable("linear"), Choosable("gated"), Choosable("heavy")),
    people=(Choosable("training"), Choosable("heldout", "to judge by")),
    judges=(Choosable("rule"), Choosable("llm", missing="OO_JUDGE_URL")),
    deployed="bayes-v1",
)


def wish(query, cloned=None):
    return wish_of(here_at(query).address, THERE, cloned)


def form(query, foreseen=None):
    address = here_at(query).address
    return new_run(address, wish_of(address, THERE, None), THERE, foreseen or Foreseen(parts=1))


def choices(it, words):
    return next(field.choices for field in it.fields if field.words.startswith(words))


def test_presets():
    assert wish("new=quick") == Wish(
        ("bayes-v1", "egreedy-v1"), ("linear", "gated"), "training", seeds=1, picks=60
    )
    assert wish("new=full") == Wish(THERE.policies, ("linear", "gated", "heavy"), "heldout")
    assert wish("new=one").worlds == ("linear",)
    assert preset("nonsense", THERE) == preset("quick", THERE)


def test_what_the_address_says_goes_before_the_preset():
    it = wish("new=full&n-policies=linucb-v1,bayes-v1&n-seeds=7&n-days=30&n-judge=llm&n-worlds=-")

    assert it == Wish(("linucb-v1", "bayes-v1"), (), "heldout", seeds=7, days=30, judge="llm")


def test_nonsense_in_the_address_is_as_if_it_were_not_there():
    assert wish("new=quick&n-seeds=many&n-picks=-3&n-days=9999999999") == wish("new=quick")


def test_a_clone_wishes_what_the_run_was():
    it = wish("new=568b80e0&n-seeds=3", a_setup(days=40))

    assert it == Wish(
        ("bayes-v1", "egreedy-v1"), ("linear", "adversarial"), "heldout", seeds=3, days=40
    )


def test_each_choice_is_a_link_that_changes_one_thing():
    it = form("new=quick")

    off = next(one for one in choices(it, "Policies") if one.words == "egreedy-v1")
    on = next(one for one in choices(it, "Worlds") if one.words == "heavy")

    assert off.here
    assert not on.here
    assert wish(off.href.partition("?")[2]).policies == ("bayes-v1",)
    assert wish(on.href.partition("?")[2]).worlds == ("linear", "gated", "heavy")


def test_the_last_choice_can_be_taken_away_too():
    (only,) = [one for one in choices(form("new=one"), "Worlds") if one.here]

    assert wish(only.href.partition("?")[2]).worlds == ()


def test_another_policy_can_be_the_first():
    other = choices(form("new=quick"), "The others")[1]

    assert wish(other.href.partition("?")[2]).policies == ("egreedy-v1", "bayes-v1")


def test_what_is_unknown_stays_visible_so_that_it_can_be_taken_away():
    assert [it.words for it in choices(form("n-policies=bayes-v1,nobody"), "Policies")][
        -1
    ] == "nobody"


def test_what_is_wrong_is_said_at_its_field_and_nothing_can_start():
    it = form("new=quick&n-worlds=-", Foreseen((Wrong("worlds", Why.NONE),)))

    assert [one.wrong for one in it.fields if one.wrong] == ["Choose at least one."]
    assert (it.can, it.foreseen) == (False, [])


def test_what_a_run_takes_is_said_before_it_starts():
    it = form("new=quick", Foreseen((), 36, 5400, 8.5, 2, least=0.07))

    assert it.can
    assert it.foreseen == [
        "Up to 5\u202f400 decisions in 36 parts.",
        "About 8\u202fs on two processes.",
        "It will see differences from 0.07 of the gap on, four times in five.",
    ]


def test_a_run_that_is_computed_already_is_linked_instead_of_started():
    it = form("new=quick", Foreseen(parts=36, same=ONE))

    assert (it.can, it.same) == (False, f"/admin/simulations?run={ONE}")
    assert "sim-568b80e0" in it.foreseen[-1]


def test_closing_the_form_leaves_everything_else():
    it = form("run=x&new=quick&n-seeds=3&pin=y")

    assert Address.read(it.close).pairs == (("run", "x"), ("pin", "y"))
