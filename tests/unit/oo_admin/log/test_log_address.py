"""The log's address: what it asks for, what it passes over, and the links that are made from it."""

from datetime import UTC
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.fact_query import Amount, Between, Field, Only, Order
from core.domain.ids import TipId, new_id
from core.domain.pick_list import Bounded, Listed, PicksPage, Standing
from oo_admin.here import read_here
from oo_admin.log.asked import asked_of
from oo_admin.log.rows import bar_of, groups_of, heads_of, pages_of, peek_of, rows_of
from tests.fakes.builders import a_user
from tests.fakes.clock import NOON
from tests.fakes.facts import a_fact

FACTS = [a_fact(a_user()) for _ in range(3)]
PAGE = PicksPage(tuple(map(Listed, FACTS)), Bounded(9), Bounded(20), earlier=True, later=True)
TIPS = [it.tip_id for it in FACTS]


def here(query=""):
    return read_here(f"https://oo.example/admin/log?{query}", NOON, ZoneInfo("UTC"))


def test_an_address_that_says_nothing_asks_for_four_weeks_newest_first():
    asked = asked_of(here())

    assert (asked.only, asked.between, asked.user, asked.peek) == ((), (), "", None)
    assert (asked.order, asked.greatest_first, asked.end) == (Order.SHOWN, True, NOON)


@pytest.mark.parametrize(
    ("query", "only"),
    [
        ("f=policy:bayes-v1", Only(Field.POLICY, ("bayes-v1",))),
        ("f=-policy:mix(a,b)", Only(Field.POLICY, ("mix(a,b)",), but=True)),
        ("f=reaction:done&f=reaction:none", Only(Field.ENDING, ("done", "none"))),
        ("f=choice:explored", Only(Field.EXPLORED, ("1",))),
        ("f=fallback:any", Only(Field.FALLBACK, ("",), but=True)),
        ("f=-fallback:any", Only(Field.FALLBACK, ("",))),
        ("f=fallback:slow", Only(Field.FALLBACK, ("slow",))),
        ("f=hour:9", Only(Field.HOUR, ("9",))),
        ("f=elsewhere:yes", Only(Field.ELSEWHERE, ("1",))),
    ],
)
def test_a_filter_is_what_its_column_holds(query, only):
    assert asked_of(here(query)).only == (only,)


def test_shadows_are_asked_for_by_how_many_disagree():
    disagree, agree = Between(Amount.DISAGREEING, 1), Between(Amount.DISAGREEING, 0, 0)

    assert asked_of(here("f=shadow:disagrees")).between == (disagree,)
    assert asked_of(here("f=-shadow:disagrees")).between == (agree,)


def test_a_user_is_asked_for_by_pseudonym_in_a_filter_or_in_the_field():
    assert asked_of(here("f=user:u_7q4m2kab")).user == "u_7q4m2kab"
    assert asked_of(here("q=u_7q4m2kab")).user == "u_7q4m2kab"


def test_a_pick_in_the_field_is_opened():
    assert asked_of(here(f"q={TIPS[0]}")).peek == TIPS[0]


@pytest.mark.parametrize(
    "query",
    ["f=moon:full", "f=hour:99", "f=reaction:maybe", "f=user:ada", "f=policy:a%20b", "f=:", "f=-"],
)
def test_a_filter_that_means_nothing_is_passed_over(query):
    asked = asked_of(here(query))

    assert (asked.only, asked.between, asked.user) == ((), (), "")


@given(st.text(max_size=200))
def test_no_query_is_an_error(query):
    assert asked_of(here(query)).limit


def test_at_the_edges_of_a_page_the_list_moves_along():
    beyond = TipId(new_id())
    last = PicksPage(PAGE.rows, Bounded(9), peek=Standing(Bounded(6), TIPS[1], beyond))
    first = PicksPage(PAGE.rows, Bounded(9), peek=Standing(Bounded(4), beyond, TIPS[1]))
    address = here("f=policy:a&after=x").address

    down = peek_of(last, address, TIPS[2], open_=True)
    up = peek_of(first, address, TIPS[0], open_=True)

    assert down.next == f"/admin/log?f=policy:a&after={TIPS[2]}&peek={beyond}"
    assert down.previous == f"/admin/log?f=policy:a&after=x&peek={TIPS[1]}"
    assert up.previous == f"/admin/log?f=policy:a&before={TIPS[0]}&peek={beyond}"
    assert (down.place, down.close) == ("6 of 9", "/admin/log?f=policy:a&after=x")


def test_a_pick_outside_of_the_list_can_only_be_closed():
    peek = peek_of(PAGE, here(f"q={TIPS[0]}").address, TIPS[0], open_=True)

    assert (peek.place, peek.next, peek.previous) == ("outside of the list", "", "")
    assert peek.close == "/admin/log"


def test_pages_lead_on_from_their_ends():
    pages = pages_of(PAGE, here("peek=z&f=policy:a").address)

    assert pages.words == "1 \u2013 3 of 9"
    assert pages.previous == f"/admin/log?f=policy:a&before={TIPS[0]}"
    assert pages.next == f"/admin/log?f=policy:a&after={TIPS[2]}"


def test_the_bar_names_every_filter_and_how_to_drop_it():
    bar = bar_of(PAGE, here("f=policy:bayes-v1&f=shadow:disagrees&f=-reaction:none"))

    assert [it.words for it in bar.chips] == [
        "policy = bayes-v1",
        "shadow disagrees",
        "reaction is not No answer",
    ]
    assert bar.chips[1].href == "/admin/log?f=policy:bayes-v1&f=-reaction:none"
    assert (bar.clear, bar.csv) == (
        "/admin/log",
        "/admin/export/log.csv?f=policy:bayes-v1&f=shadow:disagrees&f=-reaction:none",
    )


def test_every_word_of_the_menu_is_one_that_is_understood():
    groups = groups_of(here().address, ("bayes-v1",), ("first",))

    for choice in (it for group in groups for it in group.choices):
        asked = asked_of(here(choice.href.partition("?")[2]))
        assert asked.only or asked.between, choice.href


def test_the_order_shows_in_its_head():
    assert [it.order for it in heads_of(here().address)][:1] == ["descending"]
    assert [it.order for it in heads_of(here("sort=took").address)][-1] == "ascending"


def test_a_row_says_what_a_click_filters_by():
    (row, *_) = rows_of(PAGE, here(), TIPS[0])

    assert (row.choice, row.choice_said) == ("explored", "choice:explored")
    assert (row.agree, row.agree_said) == ("1/2", "shadow:disagrees")
    assert (row.reaction, row.ending, row.here) == ("Done", "done", True)
    assert (row.propensity, row.width, row.shown) == (
        "0.500",
        "50.0%",
        f"{NOON.astimezone(UTC):%H:%M:%S}",
    )
