"""Name the dimensions of rewards and their slices, and say where the picks of a slice are."""

from oo_admin.address import Address
from oo_admin.overview.moved_words import FULL_DAYS

NAMES = {
    "hour": "Hour shown",
    "priority": "Priority",
    "tenure": "Tenure",
    "size": "Candidates",
    "due": "Due",
    "minutes": "Task length",
    "surface": "Surface",
    "weekday": "Weekday",
}
"""What each dimension is called."""
VALUES = {
    "p1": "P1",
    "p2": "P2",
    "p3": "P3",
    "p4": "none",
    "under_14d": "under 14 d",
    "14d_60d": "14 – 60 d",
    "over_60d": "over 60 d",
    "2_5": "2 – 5",
    "6_15": "6 – 15",
    "16_50": "16 – 50",
    "over_50": "over 50",
    "overdue_3d": "overdue 1 – 3 d",
    "overdue_more": "overdue longer",
    "soon": "due soon",
    "later": "later or never",
    "short": "up to 15 min",
    "medium": "15 – 60 min",
    "long": "an hour or more",
    "unknown": "not known",
}
"""What values are called whose own name says too little."""
PHRASES = {
    ("priority", "p4"): "tasks without a priority",
    ("hour", "06_09"): "mornings",
    ("hour", "00_06"): "nights",
    ("tenure", "under_14d"): "new users",
    ("tenure", "over_60d"): "old users",
    ("size", "over_50"): "long lists",
    ("size", "1"): "lists of one task",
}
"""What a title calls slices that have a word of their own."""
LOG = "/admin/log"
"""Where the picks of a slice are."""
ALIKE = frozenset({"weekday"})
"""What the log does not know as a filter."""


def value_words(by: str, value: str) -> str:
    """Return what a slice is called in its own box."""
    if by == "hour" and "_" in value:
        return value.replace("_", " – ")
    if by == "weekday":
        return value.capitalize()
    return VALUES.get(value, value)


def picks_href(address: Address, by: str, value: str) -> str:
    """Return where the picks of a slice are listed, those of the page's own filters; empty if nowhere."""
    if by in ALIKE or value == "unknown":
        return ""
    own = [it for it in address.every("f") if it.removeprefix("-").startswith("policy:")]
    if by == "hour":
        first, end = map(int, value.split("_"))
        return address.to(LOG, *own, *(f"hour:{it}" for it in range(first, end))).href
    return address.to(LOG, *own, f"{by}:{value}").href


def phrase(by: str, value: str) -> str:
    """Return what a title calls a slice."""
    if (by, value) in PHRASES:
        return PHRASES[by, value]
    words = value_words(by, value)
    return {
        "hour": f"hours {words}",
        "priority": f"{words} tasks",
        "tenure": f"users here {words}",
        "size": f"lists of {words}",
        "due": f"tasks {words}",
        "minutes": f"tasks of {words}",
        "surface": f"tips by {words}",
        "weekday": f"{FULL_DAYS.get(words, words)}s",
    }.get(by, words)
