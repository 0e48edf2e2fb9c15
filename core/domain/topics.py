"""Say each topic that spoke for a task in plain words, no more than its numbers know."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.domain.card import JOINERS, letters, plain
from core.domain.explanation import Explanation, Part
from core.domain.reasons import LATELY, Topic, Voice, voices
from core.domain.receipt import Reason

MOST_SAID = 3
"""So many reasons are told at most."""
NAME_LETTERS = 32
"""A project's name is cut after so many."""
NAME_READ = 400
"""Of a project's name no more than this is looked at."""
INVISIBLE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
"""Unicode's categories of what shows nothing, or turns the text around it."""
JOINING = JOINERS | {"\u200c"}
"""Also invisible, but parts of words: without them Persian and emoji fall apart."""
OPENING, CLOSING = "\u201c\u2068", "\u2069\u201d"
"""Quotation marks that keep another script's direction to what is between them."""

HABITS: Mapping[str, str] = MappingProxyType(
    {
        "overdue_morning": "You seem to like catching up in the morning",
        "urgent_morning": "You seem to like what matters in the morning",
        "quick_evening": "You seem to like quick ones in the evening",
        "long_morning": "You seem to like long ones in the morning",
        "long_evening": "You seem to like long ones in the evening",
    }
)
"""What answers tell of a person, by feature; said only when there were answers to learn from."""
SEEN: Mapping[str, str] = MappingProxyType(
    {
        "snoozed": "You asked for it again",
        "shown": "You have seen it here before",
        "recovery": "Still fresh in your mind",
        "recovery_dismissed": "Still fresh in your mind",
    }
)
"""What speaks for a task that was seen, where that speaks for it."""
NOT_SEEN = "You have not seen it here lately"
"""What speaks for one that was not."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a task says of itself, in words; empty where it says nothing."""

    due: str = ""
    marked: str = ""
    takes: str = ""
    waits: str = ""
    project: str = ""
    """As its owner wrote it."""
    learned: bool = False
    """Whether answers had been learned from, so that oO may speak of the person."""


def said_of(explanation: Explanation, known: Known) -> tuple[Reason, ...]:
    """Return what spoke for the pick, the weightiest first; nothing when that has no words."""
    said = ((_words(voice, known), voice.share) for voice in voices(explanation))
    return tuple(Reason(words, share) for words, share in said if words)[:MOST_SAID]


def clause(words: str) -> bool:
    """Return whether the words are a whole sentence, with a subject of their own."""
    return words.startswith(("You ", OPENING))


def quoted(name: str) -> str:
    """Return a name as part of our sentence: short, on one line, and turning nothing else around."""
    line = " ".join(name[:NAME_READ].split())
    seen = plain("".join(char for char in line if char in JOINING or _visible(char)))
    if len(seen) > NAME_LETTERS:
        seen = seen[: NAME_LETTERS - 1].rstrip() + "\u2026"
    return f"{OPENING}{seen}{CLOSING}" if letters(seen) else ""


def _visible(char: str) -> bool:
    return unicodedata.category(char) not in INVISIBLE


def _words(voice: Voice, known: Known) -> str:
    """Return what to say of a topic; empty when the task does not say what the numbers do."""
    part = voice.loudest
    if known.learned and part.name in HABITS:
        return HABITS[part.name]
    return _SAY[voice.topic](known, part)


def _size(known: Known, part: Part) -> str:
    if known.takes:
        return known.takes
    if part.name == "minutes":
        return "A short one" if part.value < 0 else "A longer one"
    return "A quick one" if part.name.startswith("quick") else "A long one"


def _project(known: Known, part: Part) -> str:
    name = quoted(known.project)
    if not name or not known.learned:
        return name and f"From {name}"
    free = " in your free time" if part.name.endswith("_free") else ""
    return f"{name} seems to suit you{free}"


def _memory(_: Known, part: Part) -> str:
    if part.amount <= 0:
        return NOT_SEEN
    faded = part.name.startswith("recovery") and part.value <= LATELY
    return "" if faded else SEEN[part.name]


_SAY: Mapping[Topic, Callable[[Known, Part], str]] = MappingProxyType(
    {
        Topic.DUE: lambda known, _: known.due,
        Topic.IMPORTANCE: lambda known, _: known.marked,
        Topic.SIZE: _size,
        Topic.AGE: lambda known, _: known.waits,
        Topic.NOTE: lambda _, __: "Has a note with it",
        Topic.REPEATING: lambda _, __: "Comes round regularly",
        Topic.PROJECT: _project,
        Topic.MEMORY: _memory,
    }
)
"""What each topic says."""
