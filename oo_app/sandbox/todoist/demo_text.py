"""Read the demo lives, which are written as plain text.

    # Project              the first one is the inbox
    ## Section
    Content | due | p1 | @label @label | 30m | deadline +5 | done -1
    > a line of the description of the task above
    - a subtask of the task above

A due is `+1` or `-3` (days from today), `+1 09:30` (floating), `+1 09:30 fixed` (an instant), or a
rule such as `every monday at 08:00`, with `from -2` after it when it is late. p1 is most urgent.
"""

import re
from dataclasses import dataclass, field

_DONE = re.compile(r"^done -(\d+)$")
_DEADLINE = re.compile(r"^deadline ([+-]\d+)$")
_DURATION = re.compile(r"^(\d+)([md])$")
_PRIORITY = re.compile(r"^p([1-4])$")


@dataclass
class Sketch:
    """One task as written."""

    content: str
    project: str
    section: str | None
    parent: "Sketch | None" = None
    due: str | None = None
    priority: int = 1
    labels: list[str] = field(default_factory=list)
    duration: dict[str, int | str] | None = None
    deadline_days: int | None = None
    done_days_ago: int | None = None
    description: str = ""


def read_life(text: str) -> list[Sketch]:
    """Return the tasks that a text sketches, in its order."""
    sketches: list[Sketch] = []
    project, section = "", None
    top: Sketch | None = None
    for line in (line.strip() for line in text.strip().splitlines()):
        if line.startswith("## "):
            section = line[3:]
        elif line.startswith("# "):
            project, section = line[2:], None
        elif line.startswith("> "):
            sketches[-1].description = f"{sketches[-1].description}\n{line[2:]}".strip()
        elif line.startswith("- "):
            sketches.append(_read_task(line[2:], project, section, top))
        elif line:
            top = _read_task(line, project, section, None)
            sketches.append(top)
    return sketches


def _read_task(line: str, project: str, section: str | None, parent: Sketch | None) -> Sketch:
    content, *notes = line.split(" | ")
    sketch = Sketch(content, project, section, parent)
    for note in notes:
        _note(sketch, note)
    return sketch


def _note(sketch: Sketch, note: str) -> None:
    if note.startswith("@"):
        sketch.labels = [label.removeprefix("@") for label in note.split()]
    elif match := _PRIORITY.match(note):
        sketch.priority = 5 - int(match[1])
    elif match := _DURATION.match(note):
        unit = "minute" if match[2] == "m" else "day"
        sketch.duration = {"amount": int(match[1]), "unit": unit}
    elif match := _DEADLINE.match(note):
        sketch.deadline_days = int(match[1])
    elif match := _DONE.match(note):
        sketch.done_days_ago = int(match[1])
    else:
        sketch.due = note
