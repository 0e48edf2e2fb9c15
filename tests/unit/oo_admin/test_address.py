"""An address holds the whole screen, and nothing it does not know gets lost."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from core.domain.period import Grain
from core.domain.versus import Versus
from oo_admin.address import Address
from oo_admin.here import read_here
from oo_admin.period_bar import period_bar

NOW = datetime(2026, 10, 14, 12, 3, tzinfo=UTC)
UTC_ZONE = ZoneInfo("UTC")
LOG = "/admin/log?p=day:2026-10-14&cmp=weekday&f=policy:bayes-v1&f=shadow:disagrees&sort=-shown&peek=01M4"


def test_reading_and_writing_is_the_same_address():
    assert Address.read(LOG).href == LOG


@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=8), st.text(min_size=1, max_size=8)), max_size=8
    )
)
def test_any_query_survives(pairs):
    address = Address("/admin", tuple(pairs))

    assert Address.read(address.href) == address


def test_a_filter_is_added_once_and_from_the_top_of_the_list():
    address = Address.read("/admin/log?f=policy:a&after=xyz")

    twice = address.with_filter("user:u").with_filter("user:u")

    assert twice.href == "/admin/log?f=policy:a&f=user:u"


def test_dropping_a_filter_keeps_the_others_and_what_is_unknown():
    address = Address.read("/admin/log?f=a:1&new=thing&f=b:2")

    assert address.without_filter("a:1").href == "/admin/log?new=thing&f=b:2"


def test_another_page_takes_the_period_along_and_nothing_of_the_list():
    there = Address.read(LOG).to("/admin/users", "link:lost")

    assert there.href == "/admin/users?p=day:2026-10-14&cmp=weekday&f=link:lost"


def test_an_endless_query_is_none():
    assert Address.read("/admin?x=" + "a" * 3000).pairs == ()


def test_nonsense_is_as_if_it_had_not_been_said():
    here = read_here("/admin?p=soon&cmp=never&by=eon&asof=then", NOW, UTC_ZONE)

    assert here.period.text == "28d"
    assert here.versus is Versus.PREVIOUS
    assert here.grain is Grain.DAY
    assert here.now == NOW


def test_the_clock_can_be_pinned_to_an_earlier_moment_only():
    earlier = read_here("/admin?asof=2026-10-01T10:00:00%2B00:00", NOW, UTC_ZONE)
    later = read_here("/admin?asof=2027-10-01T10:00:00%2B00:00", NOW, UTC_ZONE)

    assert earlier.period.end == datetime(2026, 10, 1, 10, tzinfo=UTC)
    assert later.now == NOW


def test_a_period_may_begin_with_a_promotion_and_a_click_leads_there():
    marks = {"rule-v1": NOW - timedelta(days=3), "mix(a,b)": NOW - timedelta(days=9)}
    here = read_here("/admin?p=since:rule-v1", NOW, UTC_ZONE, marks=marks)

    assert here.period.start == NOW - timedelta(days=3)
    offered = {it.words: it for it in period_bar(here).periods}
    assert offered["Since promotion of rule-v1"].here
    other = read_here(offered["Since promotion of mix(a,b)"].href, NOW, UTC_ZONE, marks=marks)
    assert other.period.start == NOW - timedelta(days=9)


def test_what_is_compared_with_may_be_as_many_days_from_any_day():
    here = read_here("/admin?p=7d&cmp=from:2026-09-01", NOW, UTC_ZONE)

    assert here.before.words == "7 days from 1 Sep 2026"
    assert period_bar(here).versus == "7 days from 1 Sep 2026"
    assert not any(it.here for it in period_bar(here).versuses)
