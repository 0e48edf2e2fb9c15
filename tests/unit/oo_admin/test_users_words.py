"""The list of users says what it knows, and makes every control a link."""

from datetime import timedelta

from core.domain.pseudonym import pseudonym
from core.domain.user_fact import LinkWord, Lived
from core.domain.user_filter import UserDim, UserFilter
from core.domain.user_query import Facet, UserOrder
from core.domain.users_panel import FacetGroup, Peeked, UsersPage, place_of
from oo_admin.address import Address
from oo_admin.users import facets, words
from oo_admin.users.asked import SORTS, asked_of, said
from oo_admin.users.peeked import drawer, peek_of
from tests.fakes.clock import NOON
from tests.fakes.console import a_fact, a_here, a_listed, a_user_fact

DASH = "\u2013"
LIST = Address("/admin/users", (("p", "28d"), ("f", "seen:24h")))


def test_an_address_is_read_whole():
    fact = a_user_fact()
    place = said(place_of(fact, UserOrder.JOINED))

    asked = asked_of(a_here(f"/admin/users?f=link:lost&q=u_7&sort=-tenure&after={place}"))

    assert asked.filters == (UserFilter(UserDim.LINK, "lost"),)
    assert (asked.called, asked.order, asked.descending) == ("u_7", UserOrder.JOINED, False)
    assert asked.after == place_of(fact, UserOrder.JOINED)


def test_every_order_leads_into_an_address_and_back():
    fact = a_user_fact()

    for sort, (order, _) in SORTS.items():
        place = place_of(fact, order)
        asked = asked_of(a_here(f"/admin/users?sort={sort}&before={said(place)}"))

        assert asked.before == place


def test_nonsense_in_an_address_asks_for_nothing():
    for place in ("x", "1", "1.2", ".", f"{10**40}.{'0' * 32}", "nan." + "0" * 32):
        asked = asked_of(a_here(f"/admin/users?sort=up&f=a:b&after={place}"))

        assert (asked.order, asked.filters, asked.after) == (UserOrder.LAST_SEEN, (), None)


def test_a_row_says_what_is_known():
    row = words.row_of(a_listed(), LIST, NOON, 0.381)

    assert (row.seen, row.tenure) == ("4\u202fmin", "80\u202fd")
    assert (row.tips, row.ever, row.rate) == ("40", "120", "50\u202f%")
    assert row.shares.says == "20 done, 10 snoozed, 5 dismissed, 5 unanswered"
    assert row.shares.done == "50.00%"
    assert row.consents == "tips, nudges"
    assert row.whisker.shown
    assert "f=seen:24h" in row.peek
    assert f"peek={row.name}" in row.peek


def test_below_thirty_tips_there_is_no_rate():
    row = words.row_of(a_listed(Lived(29, 29)), LIST, NOON, None)

    assert (row.few, row.rate, row.whisker.shown) == (True, "—", False)


def test_somebody_new_is_no_error():
    fact = {"policy": "", "link": LinkWord.NONE, "consents": ()}

    row = words.row_of(a_listed(Lived(), **fact), LIST, NOON, None)

    assert (row.served.words, row.link.words, row.consents) == ("—", "none", "none")
    assert row.shares == words.Shares()


def test_a_lost_token_and_a_holdback_are_marked():
    row = words.row_of(
        a_listed(link=LinkWord.LOST, experiment="exp-07", arm="rule-v1"), LIST, NOON, None
    )

    assert (row.lost, row.experiment.words) == (True, "exp-07 holdback")


def test_a_page_says_where_it_stands_and_leads_on():
    rows = tuple(a_listed() for _ in range(24))

    first = words.pages(UsersPage(rows, 1, 474, later=True), LIST, UserOrder.LAST_SEEN)
    middle = words.pages(UsersPage(rows, 25, 10_000, more=True, later=True), LIST, UserOrder.TIPS)

    assert (first.words, first.previous) == (f"1 {DASH} 24 of 474", "")
    assert middle.words == f"25 {DASH} 48 of more than 10\u202f000"
    assert "before=120." in middle.previous
    assert "after=120." in middle.next
    assert words.pages(UsersPage(), LIST, UserOrder.TIPS).words == "0 of 0"


def test_facets_narrow_by_one_value_and_a_second_press_lets_go():
    found = (
        FacetGroup("seen", (Facet("24h", 6), Facet("7d", 15))),
        FacetGroup("experiment", (Facet("", 31),)),
        FacetGroup("link", (), counted=False),
    )

    seen, late = facets.groups(found, LIST)
    on, off = seen.lines

    assert (on.words, on.number, on.here, "f=" in on.href) == ("in 24 h", "6", True, False)
    assert (off.here, off.href) == (False, "/admin/users?p=28d&f=seen:7d")
    assert (late.name, late.late) == ("Integration", True)


def test_chips_say_the_facets_words():
    address = Address.read("/admin/users?f=seen:24h&f=-link:lost&q=u_7")

    made = facets.chips(address)

    assert [it.words for it in made] == [
        "last seen in 24 h",
        "integration not lost token",
        "called u_7",
    ]
    assert "q=" not in made[2].href


def test_the_drawer_walks_over_the_border_of_a_page():
    rows = tuple(a_listed(last_seen_at=NOON - timedelta(minutes=n)) for n in range(3))
    page = UsersPage(rows, 25, 60, later=True)
    before, after = a_user_fact(), a_user_fact()
    address = LIST.put(after="1.x")

    on_last = peek_of(Peeked(rows[-1], 27, rows[1].fact, after), page, address, UserOrder.LAST_SEEN)
    on_first = peek_of(
        Peeked(rows[0], 25, before, rows[1].fact), page, address, UserOrder.LAST_SEEN
    )

    end = said(place_of(rows[-1].fact, UserOrder.LAST_SEEN))
    assert f"after={end}" in on_last.next
    assert "after=1.x" in on_last.previous
    assert "before=" in on_first.previous
    assert f"peek={pseudonym(before.user_id)}" in on_first.previous
    assert on_first.place == "25 of 60"
    assert "after=" not in on_first.whole


def test_a_drawer_shows_the_newest_tips():
    shown = drawer(Peeked(a_listed(), 1, newest=(a_fact(),)), a_here())

    assert dict(shown.facts)["Done rate"] == "50\u202f%, 35\u202f% to 65\u202f%"
    assert (shown.tips[0].ending, shown.tips[0].reward) == ("Done", "+0.6")
    assert shown.tips[0].href.startswith("/admin/log?")
