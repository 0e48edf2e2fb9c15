"""State how an answer follows from what somebody likes: a linear law, a gated one, and none at all.

A law gives log odds of doing a task against putting it off, from likes alone. What tires or wearies
comes on top, the same for both (`feelings`). The gated law is there because no policy of oO's can
express it: a conclusion that holds only where rewards are linear is none.
"""

from dataclasses import dataclass

import numpy as np

from core.domain.pick import Floats
from core.sim.persona import AREAS, TRAITS, Persona
from core.sim.view import View
from core.sim.world import Law, World

OVERDUE, DUE_SOON, URGENT, OLD, QUICK, LONG = range(6)
"""Places of traits that the gated law asks for."""
ENERGY = 1.0
"""Log odds between no energy at all and the most, the same for every task."""
ALERT, TIRED = 0.6, 0.45
"""Energy from which somebody takes on a long task, and below which only quick ones will do."""
GIVEN_UP_DAYS = 7.0
"""A task overdue for so long is one that nobody looks at any more."""
FORGOTTEN_DAYS = 21.0
"""A task this old, without a due, has turned into furniture."""
PRESSING_H = 30.0
"""Hours before the due in which a deadline can be felt."""
SHOPS_H = range(9, 20)
"""Hours in which errands can be run."""
AWAY = 2.0
"""Log odds that a closed gate costs."""


@dataclass(frozen=True, slots=True)
class Likes:
    """What a persona likes in a world on a day: by trait (13,), by area (5,), and when free (5,).

    The last area is that of tasks that belong to none; nobody likes or dreads it.
    """

    traits: Floats
    areas: Floats
    areas_free: Floats
    eagerness: float


def likes(persona: Persona, world: World, day: int) -> Likes:
    """Return the likes that hold on a day of a life, counted from 0."""
    turned = world.turn_day is not None and day >= world.turn_day

    def of(name: str, like: float) -> float:
        moved = like + world.shift.get(name, 0.0)
        return moved * world.turn.get(name, 1.0) if turned else moved

    areas = [persona.areas[name] for name in AREAS]
    return Likes(
        traits=np.array([of(name, persona.likes.get(name, 0.0)) for name in TRAITS]),
        areas=np.array([of(n, it.like) for n, it in zip(AREAS, areas, strict=True)] + [0.0]),
        areas_free=np.array([it.like_free for it in areas] + [0.0]),
        eagerness=persona.eagerness,
    )


def wants(law: Law, liked: Likes, seen: View) -> Floats:
    """Return the log odds of doing each task against putting it off, (n,)."""
    if law is Law.CARELESS:
        return np.zeros(len(seen))
    area = liked.areas[seen.area] + seen.free * liked.areas_free[seen.area]
    base = liked.eagerness + ENERGY * (seen.energy - 0.5)  # the middle of the scale costs nothing
    if law is Law.LINEAR:
        summed: Floats = base + area + seen.traits @ liked.traits
        return summed
    return base + area + _gated(liked, seen)


def _gated(liked: Likes, seen: View) -> Floats:
    """Return what traits are worth where each holds only under a condition."""
    w, it = liked.traits, seen.trait
    alert, tired = float(seen.energy >= ALERT), float(seen.energy < TIRED)
    left = np.nan_to_num(seen.hours_left, nan=np.inf)
    pressing = np.clip(1 - left / PRESSING_H, 0, 1) * (left >= 0)
    late = (left < 0) & (left > -24 * GIVEN_UP_DAYS)
    lost = left <= -24 * GIVEN_UP_DAYS
    dated = late | (pressing > 0)
    errand = (seen.area == AREAS.index("errands")) & (seen.here.hour not in SHOPS_H)
    worth: Floats = (
        w[OVERDUE] * late
        - abs(w[OVERDUE]) * lost
        + 1.5 * w[DUE_SOON] * pressing
        + 1.5 * w[URGENT] * it(URGENT) * dated
        + w[QUICK] * it(QUICK) * (1 + tired - alert)
        + it(LONG) * (w[LONG] + AWAY * (alert - tired))
        - abs(w[OLD]) * ((seen.age_days > FORGOTTEN_DAYS) & np.isnan(seen.hours_left))
        - AWAY * errand
    )
    return worth
