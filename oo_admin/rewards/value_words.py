"""Name the seven values a tip can be worth, and what earns each of them."""

from collections.abc import Mapping

from core.domain.reward_panel import Levels
from oo_admin.colours import OTHER, REWARDS
from oo_admin.numbers import MINUS

VALUES: Mapping[str, tuple[str, str, str]] = {
    "minus_1000": (f"{MINUS}1", "dismissed", REWARDS[-1000]),
    "minus_300": (f"{MINUS}0.3", "done under 15\u202fs", REWARDS[-300]),
    "silent": ("0", "no answer", REWARDS[0]),
    "plus_100": ("+0.1", "snoozed", REWARDS[100]),
    "plus_300": ("+0.3", "done after 10\u202fmin", REWARDS[300]),
    "plus_600": ("+0.6", "done in 2 – 10\u202fmin", REWARDS[600]),
    "plus_1000": ("+1", "done in 15\u202fs – 2\u202fmin", REWARDS[1000]),
    "other": ("other", "another definition", OTHER),
}
"""Value, what earns it and its colour, from below; `other` is drawn only where there is any."""


def drawn(levels: Levels) -> list[str]:
    """Return the values that are drawn."""
    return [it for it in VALUES if it != "other" or levels.other]
