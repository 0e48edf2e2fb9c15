"""Read from an address which rewards are asked for; what means nothing here is ignored."""

import re

from core.domain.reward_panel import RewardsAsked, Whose
from oo_admin.here import Here

NAME = re.compile(r"[\w().,@+-]{1,80}")
"""What the name of a policy can look like."""


def asked_of(here: Here) -> RewardsAsked:
    """Return what an address asks for."""
    return RewardsAsked(here.period, here.now, here.before, here.grain, whose_of(here))


def whose_of(here: Here) -> Whose:
    """Return whose tips an address asks for: `f=policy:x` and `f=-policy:x`."""
    said = here.address.every("f")
    return Whose(_named(said, "policy:"), _named(said, "-policy:"))


def _named(said: tuple[str, ...], before: str) -> tuple[str, ...]:
    names = (it.removeprefix(before) for it in said if it.startswith(before))
    return tuple(dict.fromkeys(it for it in names if NAME.fullmatch(it)))
