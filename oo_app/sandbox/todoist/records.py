"""Shape the objects of the API exactly as the vendor sends them.

The stand-in keeps the wire objects themselves: a Todoist is a store of JSON documents, and a
second shape in between would only hide what a client receives.
"""

from datetime import UTC, datetime
from typing import Any, TypeAlias

Record: TypeAlias = dict[str, Any]
"""One JSON object of the API: its values are whatever JSON allows."""

HEADER_MARK = "* "
"""What a task that cannot be completed begins with."""

HIGHEST_PRIORITY = 4
"""The most urgent; users see it as p1."""


def stamp(moment: datetime) -> str:
    """Return a moment as the vendor writes it: UTC, microseconds, Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment_of(text: str) -> datetime:
    """Return the moment that a stamp, or a date with or without time, names; UTC if it is silent.

    Raises: ValueError.
    """
    moment = datetime.fromisoformat(text)
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError as error:
        raise ValueError(text) from error


def a_task(user_id: str, task_id: str, added_at: datetime, **fields: Any) -> Record:
    """Return a task with every key of the documented sample."""
    return {
        "user_id": user_id,
        "id": task_id,
        "project_id": "",
        "section_id": None,
        "parent_id": None,
        "added_by_uid": user_id,
        "assigned_by_uid": None,
        "responsible_uid": None,
        "labels": [],
        "deadline": None,
        "duration": None,
        "is_collapsed": False,
        "checked": False,
        "is_deleted": False,
        "added_at": stamp(added_at),
        "completed_at": None,
        "completed_by_uid": None,
        "updated_at": stamp(added_at),
        "due": None,
        "priority": 1,
        "child_order": 1,
        "content": "",
        "description": "",
        "note_count": 0,
        "day_order": -1,
        "goal_ids": [],
        "completed_count": 0,
        **fields,
    }


def a_project(user_id: str, project_id: str, added_at: datetime, **fields: Any) -> Record:
    """Return a personal project."""
    return {
        "id": project_id,
        "name": "",
        "description": "",
        "color": "charcoal",
        "child_order": 1,
        "default_order": 0,
        "parent_id": None,
        "creator_uid": user_id,
        "can_assign_tasks": False,
        "is_archived": False,
        "is_collapsed": False,
        "is_deleted": False,
        "is_favorite": False,
        "is_frozen": False,
        "is_shared": False,
        "inbox_project": False,
        "view_style": "list",
        "role": "CREATOR",
        "created_at": stamp(added_at),
        "updated_at": stamp(added_at),
        **fields,
    }


def a_section(user_id: str, section_id: str, added_at: datetime, **fields: Any) -> Record:
    """Return a section of a project."""
    return {
        "id": section_id,
        "user_id": user_id,
        "project_id": "",
        "name": "",
        "section_order": 1,
        "added_at": stamp(added_at),
        "updated_at": stamp(added_at),
        "archived_at": None,
        "is_archived": False,
        "is_collapsed": False,
        "is_deleted": False,
        **fields,
    }


def a_label(label_id: str, name: str, order: int) -> Record:
    """Return a personal label."""
    return {
        "id": label_id,
        "name": name,
        "color": "charcoal",
        "order": order,
        "is_favorite": False,
        "is_deleted": False,
    }


def is_header(task: Record) -> bool:
    """Tell whether a task is a header, which cannot be completed."""
    return task["content"].startswith(HEADER_MARK)


def is_recurring(task: Record) -> bool:
    """Tell whether completing a task moves it on instead of ending it."""
    return bool(task["due"] and task["due"]["is_recurring"])


def is_active(task: Record) -> bool:
    """Tell whether a task is still to be done."""
    return not task["checked"] and not task["is_deleted"]
