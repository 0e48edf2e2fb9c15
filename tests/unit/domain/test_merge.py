"""What a sync brought, merged into what was known."""

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.ids import TaskId
from core.domain.merge import merged
from core.domain.task import TaskChanges, TaskList
from tests.fakes.builders import a_task, tasks
from tests.fakes.clock import NOON

IDS = st.sampled_from(["a", "b", "c", "d", "e"]).map(TaskId)
TASKS = st.builds(a_task, IDS, st.sampled_from(["one", "two"]))


def unique(drawn):
    return tuple({task.id: task for task in drawn}.values())


LISTS = st.builds(lambda drawn: TaskList(unique(drawn), NOON, "1"), st.lists(TASKS))
CHANGES = st.builds(
    lambda full, changed, gone: TaskChanges(full, unique(changed), gone, frozenset(), "2"),
    st.booleans(),
    st.lists(TASKS),
    st.frozensets(IDS),
)


def test_an_incremental_sync_changes_adds_and_removes_by_id():
    known = TaskList(tasks(3), NOON, "1", {"p1": "Home"})
    changed = (a_task("t2", "Changed"), a_task("t4", "New"))
    changes = TaskChanges(
        full=False,
        changed=changed,
        gone=frozenset({TaskId("t1")}),
        completed=frozenset(),
        sync_token="2",  # noqa: S106 — a place in a stream
        projects={"p2": "Work"},
    )

    after = merged(known, changes, NOON)

    assert {task.id: task.text for task in after.tasks} == {
        "t2": "Changed",
        "t3": "Task number 3",
        "t4": "New",
    }
    assert after.projects == {"p1": "Home", "p2": "Work"}
    assert (after.sync_token, after.synced_at) == ("2", NOON)


def test_a_full_sync_replaces_everything():
    known = TaskList(tasks(3), NOON, "1", {"p1": "Home"})
    changes = TaskChanges(True, tasks(1, start=9), frozenset(), frozenset(), "2", {"p2": "Work"})

    after = merged(known, changes, NOON)

    assert after.tasks == tasks(1, start=9)
    assert after.projects == {"p2": "Work"}


@settings(deadline=None, max_examples=40)
@given(LISTS, CHANGES)
def test_the_same_changes_twice_change_nothing_more(known, changes):
    once = merged(known, changes, NOON)

    assert merged(once, changes, NOON) == once


@settings(deadline=None, max_examples=40)
@given(LISTS, CHANGES)
def test_no_task_is_known_twice_and_none_that_is_gone(known, changes):
    after = merged(known, changes, NOON)

    ids = [task.id for task in after.tasks]
    assert len(ids) == len(set(ids))
    assert not changes.gone & set(ids)


@settings(deadline=None, max_examples=40)
@given(LISTS, CHANGES)
def test_merging_leaves_what_was_known_untouched(known, changes):
    before = (known.tasks, dict(known.projects))

    merged(known, changes, NOON)

    assert (known.tasks, known.projects) == before
