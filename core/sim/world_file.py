"""Read the worlds that come with oO, as strictly as personas."""

from collections.abc import Sequence
from dataclasses import fields as fields_of

from core.sim.persona import AREAS, TRAITS
from core.sim.persona_file import MAX_VISITS, shipped
from core.sim.world import Law, World
from core.sim.yaml_fields import (
    Fields,
    demand_format,
    fields,
    hours,
    meant,
    named,
    number,
    one_of,
    text,
    whole,
    word,
)
from core.sim.yaml_file import Spot, parse, read_bytes, shown

MAX_DAYS = 1000
"""Days that a life may last."""

_NAMES = ("format", *(it.name for it in fields_of(World)))
_LIKES = named(number(-3, 3), (*TRAITS, *AREAS))
_WORD = word("[a-z0-9-]{1,40}", "1 to 40 of a-z, 0-9 and -")


def world_names() -> tuple[str, ...]:
    """Return the names of the worlds there are."""
    return tuple(path.name.removesuffix(".yaml") for path in shipped("worlds"))


def read_worlds(names: Sequence[str]) -> tuple[World, ...]:
    """Return the worlds of these names, in this order.

    Raises: PersonaFileWrong when there is no such world, with the names of those there are.
    """
    there = {path.name: path for path in shipped("worlds")}
    found = []
    for name in names:
        if f"{name}.yaml" not in there:
            spot = Spot("worlds", 0, "name")
            spot.refuse(f"{shown(name)} is no world{meant(name, world_names())}")
        file = f"worlds/{name}.yaml"
        found.append(parse_world(read_bytes(there[f"{name}.yaml"], file), file))
    return tuple(found)


def parse_world(found: bytes, file: str) -> World:
    """Return the world that a file's bytes describe; `file` is its name in complaints."""
    it = fields(parse(found, file), _NAMES)
    demand_format(it)
    usual = World(name=it.need("name", _WORD), about=it.need("about", text(600)))
    days = it.get("days", whole(1, MAX_DAYS), usual.days)
    _demand_both_or_none(it)
    return World(
        name=usual.name,
        about=usual.about,
        law=Law(it.get("law", one_of([it.value for it in Law], "law"), usual.law.value)),
        days=days,
        visits=it.get("visits", hours(0, MAX_VISITS), usual.visits),
        shift=it.get("shift", _LIKES, {}),
        turn_day=it.need("turn_day", whole(0, days - 1)) if "turn_day" in it.named else None,
        turn=it.get("turn", _LIKES, {}),
    )


def _demand_both_or_none(it: Fields) -> None:
    """Refuse a turn without its day, and a day on which nothing turns."""
    for one, other in (("turn", "turn_day"), ("turn_day", "turn")):
        if one in it.named and other not in it.named:
            it.named[one].spot.refuse(f"needs {other!r} beside it; add it")
