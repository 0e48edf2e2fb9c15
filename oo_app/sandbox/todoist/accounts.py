"""Hold what one demo person has in the stand-in Todoist."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from oo_app.sandbox.people import Person
from oo_app.sandbox.todoist.dues import LocalDay
from oo_app.sandbox.todoist.errors import NotFound
from oo_app.sandbox.todoist.records import Record, is_active, stamp
from oo_app.sandbox.todoist.sealed import opaque_id, user_number

Kind = Literal["items", "projects", "sections", "labels"]

KINDS: tuple[Kind, ...] = ("items", "projects", "sections", "labels")
"""The collections that change, in the order a sync answer has them."""

NAMES: dict[Kind, str] = {
    "items": "Task",
    "projects": "Project",
    "sections": "Section",
    "labels": "Label",
}
"""What an error calls a member of each collection."""

ACTIVITIES_KEPT = 2000
"""Events kept per person: far more than the week that a free account sees."""

COMMANDS_KEPT = 5000
"""Command uuids remembered per person, for idempotency."""


@dataclass
class Account:
    """One person's tasks and everything around them; each change raises `revision`."""

    sub: str
    revision: int = 0
    made: int = 0
    items: dict[str, Record] = field(default_factory=dict)
    projects: dict[str, Record] = field(default_factory=dict)
    sections: dict[str, Record] = field(default_factory=dict)
    labels: dict[str, Record] = field(default_factory=dict)
    touched: dict[str, int] = field(default_factory=dict)
    """Object id → the revision of its last change."""
    activities: list[Record] = field(default_factory=list)
    commands: dict[str, str | None] = field(default_factory=dict)
    """Executed command uuid → the id it made, if it made one."""

    @property
    def user_id(self) -> str:
        """Return the vendor's number for this person."""
        return user_number(self.sub)

    @property
    def inbox_id(self) -> str:
        """Return the project for tasks that name none."""
        return next(p["id"] for p in self.projects.values() if p["inbox_project"])

    def collection(self, kind: Kind) -> dict[str, Record]:
        """Return one of the collections by its name in a sync answer."""
        found: dict[str, Record] = getattr(self, kind)
        return found

    def find(self, kind: Kind, object_id: object) -> Record:
        """Return an object that is not deleted.

        Raises: NotFound.
        """
        found = self.collection(kind).get(str(object_id))
        if found is None or found["is_deleted"]:
            raise NotFound(NAMES[kind])
        return found

    def active_tasks(self) -> list[Record]:
        """Return the tasks still to be done, oldest first."""
        active = [task for task in self.items.values() if is_active(task)]
        return sorted(active, key=lambda task: (task["added_at"], task["id"]))

    def keep(self, kind: Kind, record: Record) -> None:
        """Store an object, new or changed, for the next incremental sync."""
        self.revision += 1
        self.touched[record["id"]] = self.revision
        self.collection(kind)[record["id"]] = record

    def new_id(self) -> str:
        """Return an id that this account has not given out yet."""
        self.made += 1
        return opaque_id(self.sub, "made", self.made)

    def log(self, what: str, task: Record, now: datetime) -> None:
        """Add an event about a task to the activity log."""
        self.made += 1
        recurring = bool(task["due"] and task["due"]["is_recurring"])
        event: Record = {
            "number": self.made,
            "event_date": stamp(now),
            "event_type": what,
            "object_type": "item",
            "object_id": task["id"],
            "initiator_id": None,
            "parent_item_id": task["parent_id"],
            "parent_project_id": task["project_id"],
            "extra_data": {
                "content": task["content"],
                "client": "stand-in",
                "note_count": 0,
                **({"is_recurring": True} if recurring else {}),
            },
            "extra_data_id": None,
            "source": None,
        }
        self.activities.append(event)
        del self.activities[:-ACTIVITIES_KEPT]

    def executed(self, uuid: str, made_id: str | None) -> None:
        """Remember that a command was executed, so that it never is again."""
        self.revision += 1
        self.commands[uuid] = made_id
        while len(self.commands) > COMMANDS_KEPT:
            del self.commands[next(iter(self.commands))]

    def dump(self) -> dict[str, Any]:
        """Return the account as JSON, for writing at once: it shares what the account holds."""
        return dict(vars(self))


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened to a task, as a webhook tells it."""

    name: str
    task: Record
    """The task after it."""
    old: Record | None = None
    """The task before an update."""
    intent: str = ""
    """The `update_intent` of an update."""


Tell = Callable[["Desk", Happening], None]
"""Takes what happened to webhooks."""


def _nobody(_desk: "Desk", _happening: Happening) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One account at one moment: what a verb needs to act for a person."""

    account: Account
    person: Person
    here: LocalDay
    hear: Tell = _nobody

    @property
    def now(self) -> datetime:
        """Return the moment of the call."""
        return self.here.now

    @classmethod
    def of(cls, account: Account, person: Person, now: datetime, hear: Tell = _nobody) -> "Desk":
        """Return the desk of a person in their own time zone."""
        return cls(account, person, LocalDay(now, ZoneInfo(person.timezone)), hear)

    def tell(self, what: str, task: Record, old: Record | None = None, intent: str = "") -> None:
        """Tell webhooks what happened to a task, such as `completed`."""
        self.hear(self, Happening(f"item:{what}", task, old, intent))
