"""Tasks as Todoist writes them, for tests to change one thing in."""

from hypothesis import strategies as st

SAMPLE = {
    "user_id": "2671355",
    "id": "6X7rM8997g3RQmvh",
    "project_id": "6Jf8VQXxpwv56VQ7",
    "section_id": None,
    "parent_id": None,
    "added_by_uid": "2671355",
    "assigned_by_uid": None,
    "responsible_uid": None,
    "labels": ["Food", "Shopping"],
    "deadline": {"date": "2025-02-12", "lang": "en"},
    "duration": {"amount": 30, "unit": "minute"},
    "is_collapsed": False,
    "checked": False,
    "is_deleted": False,
    "added_at": "2025-01-15T10:30:00.123456Z",
    "completed_at": None,
    "completed_by_uid": None,
    "updated_at": "2025-01-17T10:30:00.000000Z",
    "due": {
        "date": "2025-02-12",
        "timezone": None,
        "string": "tomorrow",
        "lang": "en",
        "is_recurring": False,
    },
    "priority": 1,
    "child_order": 1,
    "content": "Buy Milk",
    "description": "",
    "note_count": 0,
    "day_order": -1,
    "goal_ids": [],
}
"""The sample of the vendor's own documentation."""


def a_wire_task(**changes):
    return SAMPLE | changes


def a_wire_due(date, **changes):
    return SAMPLE["due"] | {"date": date} | changes


def a_sync(items, **changes):
    return {
        "full_sync": True,
        "sync_token": "TnYUZEpuzf2F",
        "temp_id_mapping": {},
        "items": items,
        "projects": [],
    } | changes


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
"""Anything JSON can say, and lone surrogates, which Python's parser lets through."""
