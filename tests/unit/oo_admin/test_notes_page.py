"""Annotations and saved views, as the console lists them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from core.domain.annotation import Annotation, AnnotationKind, marked
from core.domain.ids import AnnotationId, UserId, ViewId, new_id
from core.domain.saved_view import SavedView
from oo_admin.address import Address
from oo_admin.here import read_here
from oo_admin.nav import ENTRIES, HOME, entry_of, page_at, page_name
from oo_admin.notes.words import about_href, chosen, finding, row, where_words
from oo_admin.views import links

NOW = datetime(2026, 10, 14, 12, 3, tzinfo=UTC)
ME = "u_7q4m2kab"
VIEW = ViewId(UUID("0199e2a0-0000-7000-8000-0123456789ab"))


def here(query=""):
    return read_here(f"/admin/notes?{query}", NOW, ZoneInfo("UTC"))


def a_note(by=ME, pages="", days=1):
    at = NOW - timedelta(days=days)
    return Annotation(AnnotationId(new_id()), at, AnnotationKind.NOTE, "Release 0.41", pages, by)


DEPLOY = marked(NOW - timedelta(days=3), AnnotationKind.DEPLOY, "Deploy 4f2c1e9")


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", 2),
        ("show=people", 1),
        ("show=system", 1),
        ("f=kind:note", 1),
        ("f=kind:note&f=kind:deploy", 2),
        ("f=-kind:note", 1),
        (f"f=by:{ME}&f=kind:deploy", 0),
        ("q=4F2C", 1),
        ("f=colour:red", 2),
    ],
)
def test_the_list_is_narrowed_by_kind_and_by_who_wrote(query, left):
    assert len(chosen([DEPLOY, a_note()], here(query).address)) == left


def test_the_newest_stands_first():
    note = a_note()

    assert chosen([DEPLOY, note], here().address) == [note, DEPLOY]


def test_only_who_wrote_a_note_and_still_may_can_remove_it():
    own, others = a_note(), a_note(by="u_another1")

    assert row(own, here(), ME, writes=True).mine
    assert not row(own, here(), ME, writes=False).mine
    assert not row(others, here(), ME, writes=True).mine
    assert not row(DEPLOY, here(), "system", writes=True).mine


@pytest.mark.parametrize("kind", list(AnnotationKind))
def test_every_kind_leads_somewhere_of_the_console_or_nowhere(kind):
    href = about_href(marked(NOW, kind, "words", "link"), here().address)

    path = Address.read(href).path
    assert href == "" or path == HOME or entry_of(path).path != HOME


def test_charts_are_named_as_their_pages_are():
    assert where_words(a_note()) == "all charts"
    assert where_words(a_note(pages="overview,policies")) == "Overview, Policies"


def test_the_list_says_how_many_people_wrote():
    assert finding([DEPLOY, a_note()], 28) == "2 things happened in 28 days, 1 written by people"
    assert finding([], 1) == "Nothing happened in one day"


def test_each_page_is_found_by_its_name():
    assert [page_at(page_name(it.path)) for it in ENTRIES] == [it.path for it in ENTRIES]
    assert page_name("/admin/users/u_7q4m2kab") == "users"
    assert page_at("nowhere") == ""


def a_view(query):
    return SavedView(
        VIEW, UserId(new_id()), "audit", "Refusals", query, shared=False, created_at=NOW
    )


@pytest.mark.parametrize(
    ("asked", "chosen_now", "look"),
    [
        ("", False, ""),
        (f"show=refused&p=7d&v={VIEW}", True, ""),
        (f"show=refused&p=7d&v={VIEW}&peek=4&after=9", True, ""),
        (f"show=refused&p=28d&v={VIEW}", True, "changed"),
    ],
)
def test_a_view_is_marked_once_the_address_says_something_else(asked, chosen_now, look):
    address = Address.read(f"/admin/audit?{asked}")

    (made,) = links(address, "/admin/audit", (a_view("p=7d&show=refused"),))

    assert (made.here, made.look) == (chosen_now, look)
    assert made.href == f"/admin/audit?p=7d&show=refused&v={VIEW}"
