"""Furnish each demo person's account with a life, relative to today."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from oo_app.sandbox.people import Person
from oo_app.sandbox.todoist.accounts import Account
from oo_app.sandbox.todoist.demo_aiko import AIKO
from oo_app.sandbox.todoist.demo_ines import INES
from oo_app.sandbox.todoist.demo_mira import MIRA
from oo_app.sandbox.todoist.demo_tariq import TARIQ
from oo_app.sandbox.todoist.demo_text import Sketch, read_life
from oo_app.sandbox.todoist.dues import LocalDay, due_from_string, make_due
from oo_app.sandbox.todoist.records import (
    Record,
    a_label,
    a_project,
    a_section,
    a_task,
    is_recurring,
    stamp,
)
from oo_app.sandbox.todoist.sealed import opaque_id

LIVES = {"demo-mira": MIRA, "demo-tariq": TARIQ, "demo-aiko": AIKO, "demo-ines": INES}
"""Each person's tasks, as text."""

STRANGER = "# Inbox\nLook around | +0\n"
"""What somebody begins with who has no life written down."""

COLORS = ("charcoal", "grape", "teal", "salmon", "olive_green", "sky_blue", "mint_green")
"""Colours of projects, in turn."""

DAYS_OF_HISTORY = 5
"""Days on which recurring tasks were done before the demo begins."""

_PLAIN_DUE = re.compile(r"^(?P<days>[+-]\d+)(?: (?P<time>\d\d:\d\d))?(?P<fixed> fixed)?$")
_LATE_RULE = re.compile(r"^(?P<rule>.+?)(?: from (?P<days>[+-]\d+))?$")


def furnish(person: Person, now: datetime) -> Account:
    """Return a new account with the person's tasks; the ids are the same at every start."""
    room = _Room(Account(person.sub), LocalDay(now, ZoneInfo(person.timezone)))
    for number, sketch in enumerate(read_life(LIVES.get(person.sub, STRANGER))):
        room.add(sketch, number)
    room.remember()
    return room.account


@dataclass
class _Room:
    """An account while it is being furnished."""

    account: Account
    here: LocalDay
    ids: dict[int, str] = field(default_factory=dict)
    """Identity of a sketch → id of its task."""

    def add(self, sketch: Sketch, number: int) -> None:
        """Add one task and whatever project, section and labels it names."""
        task_id = opaque_id(self.account.sub, "task", number)
        self.ids[id(sketch)] = task_id
        added_at = self.here.now - timedelta(days=3 + number * 37 % 90, minutes=number * 11)
        task = a_task(
            self.account.user_id,
            task_id,
            added_at,
            content=sketch.content,
            description=sketch.description,
            project_id=self._project(sketch.project),
            section_id=sketch.section and self._section(sketch.project, sketch.section),
            parent_id=self.ids[id(sketch.parent)] if sketch.parent else None,
            due=sketch.due and self._due(sketch.due),
            priority=sketch.priority,
            labels=[self._label(label) for label in sketch.labels],
            duration=sketch.duration,
            deadline=self._deadline(sketch.deadline_days),
            child_order=number + 1,
        )
        if sketch.done_days_ago is not None:
            self._check(task, sketch.done_days_ago)
        self.account.keep("items", task)

    def remember(self) -> None:
        """Log what was done in the days before: finished tasks, and recurring ones each day."""
        tasks = list(self.account.items.values())
        past = [(datetime.fromisoformat(t["completed_at"]), t) for t in tasks if t["checked"]]
        for days in range(1, DAYS_OF_HISTORY + 1):
            at = self.here.now - timedelta(days=days, hours=2)
            past += [(at, task) for task in tasks if _is_daily(task)]
        for at, task in sorted(past, key=lambda done: done[0]):
            self.account.log("completed", task, at)

    def _check(self, task: Record, days_ago: int) -> None:
        at = stamp(self.here.now - timedelta(days=days_ago, hours=1))
        done = {"checked": True, "completed_at": at, "updated_at": at}
        task |= {**done, "completed_by_uid": task["user_id"]}

    def _project(self, name: str) -> str:
        project_id = opaque_id(self.account.sub, "project", name)
        count = len(self.account.projects)
        if project_id not in self.account.projects:
            fields = {"name": name, "child_order": count, "inbox_project": count == 0}
            color = COLORS[count % len(COLORS)]
            project = a_project(
                self.account.user_id, project_id, self._long_ago(count), **fields, color=color
            )
            self.account.keep("projects", project)
        return project_id

    def _section(self, project: str, name: str) -> str:
        section_id = opaque_id(self.account.sub, "section", project, name)
        count = len(self.account.sections)
        if section_id not in self.account.sections:
            fields = {
                "name": name,
                "project_id": self._project(project),
                "section_order": count + 1,
            }
            section = a_section(self.account.user_id, section_id, self._long_ago(count), **fields)
            self.account.keep("sections", section)
        return section_id

    def _label(self, name: str) -> str:
        label_id = opaque_id(self.account.sub, "label", name)
        if label_id not in self.account.labels:
            order = len(self.account.labels) + 1
            self.account.keep("labels", a_label(label_id, name, order))
        return name

    def _long_ago(self, number: int) -> datetime:
        return self.here.now - timedelta(days=400 - number)

    def _deadline(self, days: int | None) -> Record | None:
        if days is None:
            return None
        return {"date": (self.here.today + timedelta(days=days)).isoformat(), "lang": "en"}

    def _due(self, text: str) -> Record | None:
        plain = _PLAIN_DUE.match(text)
        if plain is None:
            return self._recurring(text)
        day = self.here.today + timedelta(days=int(plain["days"]))
        clock_time = time.fromisoformat(plain["time"]) if plain["time"] else None
        words = f"{day:%d %b}" + (f" {plain['time']}" if plain["time"] else "")
        due = make_due(day, clock_time, string=words, lang="en", is_recurring=False)
        if plain["fixed"]:
            wall = datetime.combine(day, clock_time or time(), self.here.zone)
            due["date"] = wall.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            due["timezone"] = self.here.zone.key
        return due

    def _recurring(self, text: str) -> Record | None:
        match = _LATE_RULE.match(text)
        rule, days = (match["rule"], match["days"]) if match else (text, None)
        lang = "en" if rule.isascii() else "ja"
        due = due_from_string(rule, "sv" if rule.startswith("varje") else lang, self.here)
        if due and days:
            day = self.here.today + timedelta(days=int(days))
            due["date"] = day.isoformat() + due["date"][10:]
        return due


def _is_daily(task: Record) -> bool:
    return is_recurring(task) and task["due"]["string"].startswith(
        ("every day", "毎日", "varje dag")
    )
