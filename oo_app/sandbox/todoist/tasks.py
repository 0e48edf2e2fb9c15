"""Do to tasks what the vendor does: one verb per function, for REST, sync and the human page."""

from datetime import datetime

from oo_app.sandbox.todoist.accounts import Desk
from oo_app.sandbox.todoist.dues import advanced, due_from_object
from oo_app.sandbox.todoist.errors import BadArgument, MissingArgument, NotFound
from oo_app.sandbox.todoist.records import Record, a_task, is_header, is_recurring, stamp


def add(desk: Desk, changes: Record, place: Record) -> Record:
    """Add a task at `place` (project_id, section_id or parent_id) and return it.

    Raises: MissingArgument, NotFound.
    """
    if "content" not in changes:
        raise MissingArgument("content")
    where = _placed(desk, place) or _nowhere(desk.account.inbox_id)
    account = desk.account
    siblings = [task for task in account.active_tasks() if _place_of(task) == where]
    order = {"child_order": len(siblings) + 1}
    task = a_task(account.user_id, account.new_id(), desk.now, **{**order, **changes, **where})
    account.keep("items", task)
    account.log("added", task, desk.now)
    desk.tell("added", task)
    return task


def update(desk: Desk, task: Record, changes: Record) -> Record:
    """Change fields of a task and return it as it is now."""
    if not changes:
        return task
    old, task = task, _kept(desk, task, changes)
    desk.account.log("updated", task, desk.now)
    desk.tell("updated", task, old, "item_updated")
    return task


def move(desk: Desk, task: Record, place: Record) -> Record:
    """Move a task, and what hangs below it, to another place.

    Raises: MissingArgument, NotFound, BadArgument when a task would hang below itself.
    """
    where = _placed(desk, place)
    if where is None:
        raise MissingArgument("project_id")
    family = below(desk, task)
    if where["parent_id"] in {task["id"], *(child["id"] for child in family)}:
        raise BadArgument("parent_id", "another task")
    for child in family:
        _kept(desk, child, {**where, "parent_id": child["parent_id"]})
    moved = _kept(desk, task, where)
    desk.tell("updated", moved, task, "item_updated")
    return moved


def close(desk: Desk, task: Record, at: datetime | None = None) -> Record:
    """Complete a task and what hangs below it; a recurring one goes to its next day instead.

    Raises: BadArgument for a header, NotFound when it is completed already.
    """
    if is_header(task):
        raise BadArgument("id", "a task that can be completed")
    if task["checked"]:
        raise NotFound("Task")
    if is_recurring(task):
        return advance(desk, task, at=at)
    for child in below(desk, task):
        if not child["checked"]:
            _check(desk, child, at or desk.now)
    return _check(desk, task, at or desk.now)


def advance(desk: Desk, task: Record, due: object = None, *, at: datetime | None = None) -> Record:
    """Complete one occurrence of a recurring task: it is never checked, its due moves on."""
    following = due_from_object(due, task["due"], desk.here) if due else None
    following = following or advanced(task["due"], desk.here)
    desk.account.log("completed", task, at or desk.now)
    reset_subtasks(desk, task)
    count = task["completed_count"] + 1
    ahead = _kept(desk, task, {"due": following, "completed_count": count})
    desk.tell("updated", ahead, task, "item_completed")
    return ahead


def take_back(desk: Desk, task: Record, due: object) -> Record:
    """Undo one completed occurrence: the due is again what it was."""
    previous = due_from_object(due, task["due"], desk.here)
    desk.account.log("uncompleted", task, desk.now)
    count = max(0, task["completed_count"] - 1)
    back = _kept(desk, task, {"due": previous, "completed_count": count})
    desk.tell("updated", back, task, "item_uncompleted")
    return back


def reopen(desk: Desk, task: Record) -> Record:
    """Make a completed task active again, and the tasks above it too."""
    above = desk.account.items.get(task["parent_id"] or "")
    if above is not None and above["checked"] and not above["is_deleted"]:
        reopen(desk, above)
    if not task["checked"]:
        return task
    desk.account.log("uncompleted", task, desk.now)
    open_again = {"checked": False, "completed_at": None, "completed_by_uid": None}
    opened = _kept(desk, task, open_again)
    desk.tell("uncompleted", opened)
    return opened


def reset_subtasks(desk: Desk, task: Record) -> None:
    """Open the completed tasks below a recurring one for its next occurrence."""
    for child in below(desk, task):
        if child["checked"]:
            _kept(desk, child, {"checked": False, "completed_at": None, "completed_by_uid": None})


def delete(desk: Desk, task: Record) -> None:
    """Delete a task and what hangs below it; a tombstone stays for incremental syncs."""
    for child in below(desk, task):
        desk.tell("deleted", _kept(desk, child, {"is_deleted": True}))
    gone = _kept(desk, task, {"is_deleted": True})
    desk.account.log("deleted", gone, desk.now)
    desk.tell("deleted", gone)


def below(desk: Desk, task: Record) -> list[Record]:
    """Return the tasks below a task, at any depth, that are not deleted."""
    found: list[Record] = []
    parents = {task["id"]}
    while parents:
        children = [
            item
            for item in desk.account.items.values()
            if item["parent_id"] in parents and not item["is_deleted"]
        ]
        found += children
        parents = {child["id"] for child in children}
    return found


def _check(desk: Desk, task: Record, at: datetime) -> Record:
    desk.account.log("completed", task, at)
    done = {"checked": True, "completed_at": stamp(at), "completed_by_uid": task["user_id"]}
    ticked = _kept(desk, task, done)
    desk.tell("completed", ticked)
    return ticked


def _kept(desk: Desk, task: Record, changes: Record) -> Record:
    changed = {**task, **changes, "updated_at": stamp(desk.now)}
    desk.account.keep("items", changed)
    return changed


def _placed(desk: Desk, place: Record) -> Record | None:
    """Return the three ids of a place of which one was named; None when none was.

    Raises: NotFound.
    """
    account = desk.account
    if place.get("parent_id"):
        parent = account.find("items", place["parent_id"])
        return {**_place_of(parent), "parent_id": parent["id"]}
    if place.get("section_id"):
        section = account.find("sections", place["section_id"])
        return {**_nowhere(section["project_id"]), "section_id": section["id"]}
    if place.get("project_id"):
        return _nowhere(account.find("projects", place["project_id"])["id"])
    return None


def _nowhere(project_id: str) -> Record:
    return {"project_id": project_id, "section_id": None, "parent_id": None}


def _place_of(task: Record) -> Record:
    return {name: task[name] for name in ("project_id", "section_id", "parent_id")}
