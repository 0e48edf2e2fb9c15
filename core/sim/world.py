"""Describe a world: which law the people in it answer by, how often they look, and what changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Law(StrEnum):
    """How an answer follows from what somebody likes."""

    LINEAR = "linear"
    """Log odds add up, trait by trait."""
    GATED = "gated"
    """Rules with thresholds: what holds for one kind of task, or one hour, does not for another."""
    CARELESS = "careless"
    """Answers by chance, and "done" within three seconds: nothing can be learned."""


@dataclass(frozen=True, slots=True)
class World:
    """One world; `shift` moves everybody's likes, `turn` moves them once more after some days."""

    name: str
    about: str
    law: Law = Law.LINEAR
    days: int = 40
    """How long a life lasts unless the run says otherwise, 1 to 1000."""
    visits: tuple[float, ...] = ()
    """Local hours at which everybody opens oO, ascending; empty leaves it to each persona."""
    shift: Mapping[str, float] = field(default_factory=dict)
    """Log odds added to everybody's likes, -3 to 3: a population that is not the one known.

    By trait or area; of an area it moves `like`, and leaves `like_free` alone. So does `turn`.
    """
    turn_day: int | None = None
    """The day on which `turn` comes on top, counted from 0; None when nothing changes."""
    turn: Mapping[str, float] = field(default_factory=dict)
    """What the likes are multiplied by from then on, -3 to 3: -1 turns a like around."""
