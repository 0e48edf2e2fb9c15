"""The audit page finds deeds by its address, and says of each what it was and what it changed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.annotation import AnnotationKind, marked
from core.domain.audit import SYSTEM
from core.domain.chain import Fault, Head, Tamper, Verified, entry_after, head_of
from core.domain.ids import UserId
from core.domain.pseudonym import pseudonym
from oo_admin.audit import words
from oo_admin.audit.asked import choices, sought_of, ways
from oo_admin.audit.objects import object_href, object_said, object_words
from oo_admin.audit.strip import LETTER, STEP, dates, finding, strip
from oo_admin.here import read_here
from tests.fakes.access import a_deed, an_actor

NOW = datetime(2026, 10, 14, 12, 3, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
NOTE = "0199e2a0-0000-7000-8000-0123456789ab"
USER = UserId(UUID(NOTE))


def here(query=""):
    return read_here(f"/admin/audit?{query}", NOW, BERLIN)


def a_chain(*deeds, actor=SYSTEM, every=timedelta(hours=1)):
    """Return deeds as entries, newest first, the last one a moment ago."""
    entries, head = [], None
    for at, deed in enumerate(deeds):
        entries.append(entry_after(head, NOW - every * (len(deeds) - at), actor, deed))
        head = head_of(entries[-1])
    return entries[::-1]


def the(deed, **changes):
    return a_chain(deed, **changes)[0]


def test_an_address_narrows_what_is_looked_for():
    sought = sought_of(here("p=7d&show=reads&f=who:u_aa&f=-action:exported&q=%20bayes%20"))

    assert (sought.who, sought.reads, sought.words) == ("u_aa", True, "bayes")
    assert sought.never == (("action", "exported"),)
    assert sought.until - sought.since <= timedelta(days=7)


@pytest.mark.parametrize("nonsense", ["f=colour:red", "show=all", "f=who", "f=-object", "peek=x"])
def test_what_an_address_says_wrongly_narrows_nothing(nonsense):
    assert sought_of(here(nonsense)) == sought_of(here())


def test_a_user_is_looked_for_by_the_end_of_their_id():
    sought = sought_of(here(f"f=object:{pseudonym(USER)}"))

    assert sought.object == ""
    assert str(USER).endswith(sought.ending)
    assert len(sought.ending) == 10


def test_the_segment_counts_refusals_and_forgets_the_place_in_the_list():
    made = ways(here("show=reads&peek=4&after=9").address, 7)

    assert [(it.words, it.here, it.key) for it in made][2:] == [
        ("Reads of personal matter", True, ""),
        ("Refused", False, "7"),
    ]
    assert made[0].href == "/admin/audit"


def test_who_acts_most_is_named_first_among_the_filters():
    entries = [the(a_deed(), actor=an_actor()), *a_chain(a_deed(), a_deed())]

    assert choices(here().address, entries)[0].words == "who = system"


def test_a_user_is_never_shown_by_their_id():
    entry = the(a_deed(kind="user", object=str(USER)))

    assert object_words(entry) == pseudonym(USER)
    assert object_said(entry) == f"object:{pseudonym(USER)}"
    assert object_href(entry, here("p=7d").address) == f"/admin/users/{pseudonym(USER)}?p=7d"


@pytest.mark.parametrize(
    ("kind", "name", "after", "where"),
    [
        ("policy", "bayes-v1", {}, ("bayes-v1", "/admin/policies")),
        ("export", "log", {"rows": "9415"}, ("log, 9\u202f415 rows", "/admin/log")),
        ("view", NOTE, {"page": "overview"}, ("a view of overview", "/admin")),
        ("note", NOTE, {}, ("note …456789ab", f"/admin/notes?peek={NOTE}")),
        ("handler", "Users.reveal", {}, ("Users.reveal", "")),
        ("note", "", {}, ("", "")),
    ],
)
def test_an_object_leads_to_its_page(kind, name, after, where):
    entry = the(a_deed(kind=kind, object=name, after=after))

    assert (object_words(entry), object_href(entry, here().address)) == where


def test_a_refusal_is_marked_and_whoever_is_no_user_has_no_role():
    row = words.row(the(a_deed(result="refused: not_allowed")), here("peek=1"))

    assert (row.refused, row.open, row.role, row.reason) == (True, True, "—", "—")
    assert row.href == "/admin/audit"


def test_what_a_deed_changed_stands_line_by_line():
    deed = a_deed(before={"champion": "a", "floor": "0.1"}, after={"floor": "0.1", "champion": "b"})

    lines = words.diff(the(deed))

    assert [(it.sign, it.words) for it in lines] == [
        ("−", "champion: a"),
        ("+", "champion: b"),
        ("", "floor: 0.1"),
    ]


def test_only_a_change_of_the_champion_can_be_rolled_back():
    promoted = the(a_deed(before={"champion": "a"}, after={"champion": "b"}))
    refused = the(a_deed(before={"champion": "a"}, after={}, result="refused: ess"))

    undo = [words.opened([it], 1, here("peek=1").address).undo for it in (promoted, refused)]

    assert undo == ["/admin/policies", ""]


def test_the_next_deed_of_the_last_row_is_on_the_next_page():
    entries = a_chain(a_deed(), a_deed(), a_deed())

    opened = words.opened(entries, 2, here("f=who:system&peek=2").address)

    assert opened.previous == "/admin/audit?f=who:system&peek=3"
    assert opened.next == "/admin/audit?f=who:system&peek=1&after=2"


def test_a_page_further_down_says_from_which_deed_on():
    entries = a_chain(a_deed(), a_deed(), a_deed())
    address = here("after=9&peek=2").address

    assert words.pages(here().address, entries, 2, 3, top=True).words == "1 – 2 of 3"
    assert words.pages(address, entries, 2, 9, top=False).words == "2 from no. 3 on, of 9"
    assert words.pages(address, entries, 2, 9, top=False).next == "/admin/audit?after=2"
    assert words.pages(address, [], 2, 9, top=False).previous == "/admin/audit"


def test_nobody_calls_a_chain_whole_that_was_not_checked():
    head = Head(3, "6fb63a44" * 8, NOW)
    cut = Verified(2, head, (Fault(3, Tamper.CUT),), NOW, 4)

    unknown = words.chain(3, head, None, here())
    whole = words.chain(3, head, Verified(3, head, (), NOW, 1900), here())
    bad = words.chain(3, head, cut, here())

    assert (unknown.look, unknown.title) == ("unk", "Chain not checked yet")
    assert (whole.look, whole.head) == ("ok", "6fb63a44")
    assert whole.words.endswith("checked 14:03:00 in 2\u202fs")
    assert (bad.look, bad.faults) == ("bad", ["Entries from no. 3 on are gone from the end."])


def test_the_strip_has_a_lane_for_each_kind_and_one_mark_for_a_burst():
    burst = [a_deed(kind="user", object=str(USER)) for _ in range(40)]
    entries = a_chain(*burst, a_deed(reads=True), every=timedelta(seconds=1))

    made = strip(
        entries, [marked(NOW - timedelta(days=2), AnnotationKind.DEPLOY, "4f2c1e9")], here()
    )

    lanes = {it.name: it for it in made.lanes}
    assert (lanes["Users"].number, len(lanes["Users"].marks)) == ("40", 1)
    assert [it.words for it in lanes["Deploys"].marks] == ["4f2c1e9"]
    assert (lanes["Reads"].ticks, lanes["Reads"].marks[0].words) == (True, "")
    assert lanes["Policies"].last == "never"


@given(hours=st.lists(st.integers(0, 27 * 24), min_size=1, max_size=30))
def test_words_in_a_lane_never_write_over_another_mark(hours):
    entries = [replace(the(a_deed()), at=NOW - timedelta(hours=it)) for it in hours]

    lane = strip(entries, [], here()).lanes[0]

    places = [float(it.left[:-1]) for it in lane.marks]
    for mark in (it for it in lane.marks if it.words):
        left, wide = float(mark.left[:-1]), LETTER * len(mark.words)
        begins, ends = (left - wide, left) if mark.late else (left, left + wide)
        assert not [it for it in places if begins < it < ends and abs(it - left) > 2 * STEP]
    assert lane.number == str(len(hours))


def test_a_period_is_told_in_one_sentence():
    deeds = (a_deed(), a_deed(kind="role"), a_deed(reads=True), a_deed(result="refused: x"))
    entries = a_chain(*deeds)
    other = the(a_deed(action="reset a posterior", kind="user"))

    assert finding([], here().period) == "Nothing was done in 28 days"
    assert finding(entries, here("p=24h").period).endswith(
        "1 read of personal matter, 1 refusal in one day"
    )
    assert finding([other], here().period) == "1 change in 28 days"


@pytest.mark.parametrize("period", ["24h", "7d", "28d", "12mo", "live"])
def test_dates_stand_within_the_strip_in_their_order(period):
    places = [float(it.left[:-1]) for it in dates(here(f"p={period}").period)]

    assert 2 <= len(places) <= 8
    assert places == sorted(places)
