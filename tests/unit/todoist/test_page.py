"""A sync answer is read piece by piece, and one bad piece spoils no other."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import IntegrationDown
from core.todoist.page import STALE_AFTER, read_page
from tests.unit.todoist.wire_tasks import JSON, a_sync, a_wire_due, a_wire_task

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = "later"


def a_project(project_id="p", name="Home", **changes):
    return {"id": project_id, "name": name, "is_deleted": False, "is_archived": False} | changes


def test_open_tasks_are_changed_and_others_are_gone():
    items = [
        a_wire_task(id="open"),
        a_wire_task(id="done", checked=True),
        a_wire_task(id="deleted", is_deleted=True),
        a_wire_task(id="both", checked=True, is_deleted=True),
    ]

    page = read_page(a_sync(items, full_sync=False), {})

    assert set(page.tasks) == {"open"}
    assert page.gone == {"done", "deleted", "both"}
    assert page.completed == {"done"}


def test_the_last_word_on_a_task_stands():
    items = [a_wire_task(id="a", checked=True), a_wire_task(id="a", content="again")]

    page = read_page(a_sync(items), {})

    assert page.tasks["a"].text == "again"
    assert (page.gone, page.completed) == (frozenset(), frozenset())


def test_one_malformed_task_is_dropped_and_counted():
    items = [a_wire_task(id="good"), a_wire_task(id=""), "nonsense"]

    page = read_page(a_sync(items), {})

    assert set(page.tasks) == {"good"}
    assert page.dropped == 2


def test_a_task_that_has_become_unreadable_is_gone_but_not_completed():
    items = [a_wire_task(id="a", content="x\ud800"), a_wire_task(id="b", checked="maybe")]

    page = read_page(a_sync([a_wire_task(id="c"), *items], full_sync=False), {})

    assert page.gone == {"a", "b"}
    assert page.completed == frozenset()
    assert page.dropped == 2


def test_a_completed_task_need_not_be_readable():
    page = read_page(a_sync([{"id": "a", "checked": True}]), {})

    assert page.completed == {"a"}
    assert page.dropped == 0


def test_an_answer_with_no_readable_task_does_not_count_as_an_empty_list():
    items = [a_wire_task(id=str(n), priority="high") for n in range(2)]

    with pytest.raises(IntegrationDown):
        read_page(a_sync(items), {})


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        {},
        "<html>",
        {"full_sync": True, "items": []},
        {"sync_token": "x", "items": []},
        {"full_sync": True, "sync_token": "x"},
        {"full_sync": True, "sync_token": "x", "items": {}},
        {"full_sync": 1, "sync_token": "x", "items": []},
        {"full_sync": True, "sync_token": "", "items": []},
        {"full_sync": True, "sync_token": "x" * 5000, "items": []},
    ],
    ids=ascii,
)
def test_a_frame_that_cannot_be_read_replaces_nothing(raw):
    with pytest.raises(IntegrationDown):
        read_page(raw, {})


def test_an_incremental_answer_may_leave_everything_out():
    page = read_page({"full_sync": False, "sync_token": "x"}, {"p": "Home"})

    assert page.tasks == {}
    assert page.projects == {"p": "Home"}


def test_projects_known_before_still_name_the_tasks_of_an_incremental_answer():
    raw = a_sync(
        [a_wire_task(id="a", project_id="p"), a_wire_task(id="b", project_id="q")],
        full_sync=False,
        projects=[a_project("q", "Work")],
    )

    page = read_page(raw, {"p": "Home"})

    assert (page.tasks["a"].project, page.tasks["b"].project) == ("Home", "Work")
    assert page.projects == {"p": "Home", "q": "Work"}
    assert not page.reshuffled


def test_a_full_answer_forgets_projects_known_before():
    page = read_page(a_sync([], projects=[a_project("q", "Work")]), {"p": "Home"})

    assert page.projects == {"q": "Work"}


@pytest.mark.parametrize(
    "change", [{"name": "House"}, {"is_deleted": True}, {"is_archived": True}], ids=ascii
)
def test_a_known_project_that_changed_makes_the_page_unreliable(change):
    raw = a_sync([], full_sync=False, projects=[a_project(**change)])

    assert read_page(raw, {"p": "Home"}).reshuffled
    assert not read_page(raw, {}).reshuffled


def test_a_known_project_that_came_again_unchanged_is_no_change():
    raw = a_sync([], full_sync=False, projects=[a_project()])

    assert not read_page(raw, {"p": "Home"}).reshuffled


def test_a_malformed_project_is_dropped_and_counted():
    page = read_page(a_sync([], projects=[a_project(name=None), a_project("q")]), {})

    assert page.projects == {"q": "Home"}
    assert page.dropped == 1


def test_a_snapshot_is_stale_when_it_tells_of_long_ago():
    page = read_page(a_sync([], full_sync_date_utc="2026-11-22T12:00:00Z"), {})

    assert not page.stale(NOON + STALE_AFTER)
    assert page.stale(NOON + STALE_AFTER + timedelta(seconds=1))


def test_a_snapshot_without_a_readable_date_is_not_stale():
    assert not read_page(a_sync([], full_sync_date_utc="noon"), {}).stale(NOON)


def test_what_happened_after_a_snapshot_is_laid_over_it():
    items = [a_wire_task(id=key) for key in "abc"]
    snapshot = read_page(a_sync(items), {})
    later = read_page(
        a_sync(
            [
                a_wire_task(id="a", checked=True),
                a_wire_task(id="b", content="new"),
                a_wire_task(id="d", due=a_wire_due("2026-11-22")),
            ],
            full_sync=False,
            sync_token=LATER,
        ),
        {},
    )

    page = snapshot.followed_by(later)

    assert page.full
    assert page.sync_token == LATER
    assert sorted(page.tasks) == ["b", "c", "d"]
    assert page.tasks["b"].text == "new"
    assert page.gone == page.completed == {"a"}


def test_a_task_that_came_back_after_a_snapshot_is_not_gone():
    items = [a_wire_task(id="a", checked=True), a_wire_task(id="b")]
    snapshot = read_page(a_sync(items), {})
    later = read_page(a_sync([a_wire_task(id="a")], full_sync=False), {})

    page = snapshot.followed_by(later)

    assert sorted(page.tasks) == ["a", "b"]
    assert (page.gone, page.completed) == (frozenset(), frozenset())


def test_a_full_answer_after_a_snapshot_replaces_it():
    snapshot = read_page(a_sync([a_wire_task(id="a")]), {})
    later = read_page(a_sync([a_wire_task(id="b")]), {})

    assert snapshot.followed_by(later) is later


@given(JSON, st.lists(JSON, max_size=5), st.lists(JSON, max_size=3), st.booleans())
def test_hostile_json_gives_a_page_or_one_named_error(frame, items, projects, full):
    for raw in (frame, a_sync(items, projects=projects, full_sync=full)):
        try:
            page = read_page(raw, {"p": "Home"})
        except IntegrationDown:
            continue
        assert page.gone.isdisjoint(page.tasks)
        assert page.completed <= page.gone


def test_a_completed_task_says_when_and_a_bad_time_spoils_nothing_else():
    items = [
        a_wire_task(id="a", checked=True, completed_at="2026-11-22T12:00:00.000000Z"),
        a_wire_task(id="b", checked=True, completed_at="soon"),
        a_wire_task(id="c", checked=True, completed_at=None),
    ]

    changes = read_page(a_sync(items, full_sync=False), {}).changes()

    assert changes.completed == {"a", "b", "c"}
    assert changes.completed_at == {"a": NOON}
