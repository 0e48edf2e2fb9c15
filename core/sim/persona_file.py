"""Read personas from files: strictly, and with file, line and field in every complaint."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from dataclasses import fields as fields_of
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from zoneinfo import available_timezones

from core.sim.persona import AREAS, HOURS, TRAITS, WEEKDAYS, Area, Persona, Workload
from core.sim.texts import LANGUAGES
from core.sim.yaml_fields import (
    Fields,
    demand_format,
    fields,
    hours,
    named,
    number,
    one_of,
    several,
    text,
    whole,
    word,
)
from core.sim.yaml_file import MAX_VALUES, Node, parse, read_bytes

SETS = ("training", "heldout")
"""The sets of personas that come with oO; `heldout` is never used to tune anything."""
SHARES_OFF = 0.01
"""How far the areas' shares may miss 1 together: thirds are written as 0.33."""
MAX_VISITS = 24
"""Visits a day."""

_LIKE = number(-3, 3)
_SHARE = number(0, 1)
_WORD = word("[a-z0-9-]{1,40}", "1 to 40 of a-z, 0-9 and -")
_PERSONA = [it.name for it in fields_of(Persona)]
_AREA = [it.name for it in fields_of(Area)]
_WORKLOAD = [it.name for it in fields_of(Workload)]


def read_personas(source: str | Path) -> tuple[Persona, ...]:
    """Return the personas of a set that comes with oO (`SETS`), or of one file.

    Raises: PersonaFileWrong with the first thing that is wrong.
    """
    if source not in SETS:
        sets = f", or name a set: {' or '.join(SETS)}"
        return parse_personas(read_bytes(Path(source), str(source), sets), str(source))
    found: dict[str, Persona] = {}
    for path in shipped(str(source)):
        file = f"{source}/{path.name}"
        _collect(found, _nodes(read_bytes(path, file), file))
    return tuple(found.values())


def shipped(folder: str) -> list[Traversable]:
    """Return the files of a folder that come with oO, by name."""
    inside = files("core.sim").joinpath("personas", folder).iterdir()
    return sorted((it for it in inside if it.name.endswith(".yaml")), key=lambda it: it.name)


def parse_personas(found: bytes, file: str) -> tuple[Persona, ...]:
    """Return the personas that a file's bytes describe; `file` is its name in complaints."""
    people: dict[str, Persona] = {}
    _collect(people, _nodes(found, file))
    return tuple(people.values())


def digest(personas: Sequence[Persona]) -> str:
    """Return what identifies these personas, whatever their order: SHA-256 in hexadecimal."""
    plain = [asdict(it) for it in sorted(personas, key=lambda it: it.id)]
    said = json.dumps(plain, sort_keys=True, allow_nan=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _nodes(found: bytes, file: str) -> tuple[Node, ...]:
    top = fields(parse(found, file), ("format", "personas"))
    demand_format(top)
    return top.need("personas", several(lambda node: node, 1, MAX_VALUES))


def _collect(found: dict[str, Persona], nodes: Sequence[Node]) -> None:
    for node in nodes:
        persona = _persona(node)
        if persona.id in found:
            spot = fields(node, _PERSONA).named["id"].spot
            spot.refuse(f"{persona.id!r} is the id of another persona; give each its own")
        found[persona.id] = persona


def _persona(node: Node) -> Persona:
    it = fields(node, _PERSONA)
    found = Persona(
        id=it.need("id", _WORD),
        name=it.need("name", text(80)),
        about=it.need("about", text(600)),
        group=it.need("group", _WORD),
        language=it.need("language", one_of(LANGUAGES, "language")),
        timezone=it.need("timezone", one_of(_timezones(), "timezone")),
        likes=it.need("likes", named(_LIKE, TRAITS)),
        areas=it.need("areas", _areas),
        energy_hours=it.need("energy_hours", several(_SHARE, HOURS, HOURS)),
        energy_weekdays=it.need("energy_weekdays", several(number(0, 1.5), WEEKDAYS, WEEKDAYS)),
    )
    return _awake(it, _ways(it, found))


def _ways(it: Fields, usual: Persona) -> Persona:
    """Return a persona with what the file says of their ways; what it leaves out is usual."""
    return replace(
        usual,
        visits=it.get("visits", hours(1, MAX_VISITS), usual.visits),
        eagerness=it.get("eagerness", _LIKE, usual.eagerness),
        bluntness=it.get("bluntness", _LIKE, usual.bluntness),
        capacity=it.get("capacity", whole(0, 100), usual.capacity),
        patience=it.get("patience", number(0.1, 10), usual.patience),
        weariness=it.get("weariness", number(0, 5), usual.weariness),
        recovery_days=it.get("recovery_days", number(0.05, 60), usual.recovery_days),
        forgetfulness=it.get("forgetfulness", number(0, 0.9), usual.forgetfulness),
        tolerance=it.get("tolerance", number(0, 100), usual.tolerance),
        workload=it.get("workload", _workload, usual.workload),
    )


def _awake(it: Fields, persona: Persona) -> Persona:
    """Return the persona, or refuse one who opens oO while asleep."""
    for hour in persona.visits:
        if not persona.energy_hours[int(hour)]:
            spot = it.named["visits" if "visits" in it.named else "energy_hours"].spot
            spot.refuse(
                f"oO is opened at {hour:g}, an hour asleep: "
                "raise its number in energy_hours above 0, or change visits"
            )
    return persona


def _areas(node: Node) -> dict[str, Area]:
    """Return all areas; one left out has no share, and the shares are made to sum to exactly 1."""
    found = named(_area, AREAS)(node)
    total = sum(area.share for area in found.values())
    if abs(total - 1) > SHARES_OFF + 1e-9:
        node.spot.refuse(f"must have shares that sum to 1, but they sum to {total:.3g}")
    given = {name: found.get(name, Area(0.0)) for name in AREAS}
    return {name: replace(it, share=round(it.share / total, 12)) for name, it in given.items()}


def _area(node: Node) -> Area:
    it = fields(node, _AREA)
    return Area(
        share=it.need("share", _SHARE),
        like=it.get("like", _LIKE, 0.0),
        like_free=it.get("like_free", _LIKE, 0.0),
    )


def _workload(node: Node) -> Workload:
    it, usual = fields(node, _WORKLOAD), Workload()
    return Workload(
        open=it.get("open", whole(1, 500), usual.open),
        per_day=it.get("per_day", number(0, 50), usual.per_day),
        dated=it.get("dated", _SHARE, usual.dated),
        timed=it.get("timed", _SHARE, usual.timed),
        recurring=it.get("recurring", _SHARE, usual.recurring),
        described=it.get("described", _SHARE, usual.described),
        minutes=it.get("minutes", number(1, 600), usual.minutes),
    )


@cache
def _timezones() -> frozenset[str]:
    """Return the names of all timezones, without those that mean another one on each machine."""
    return frozenset(available_timezones() - {"localtime", "posixrules", "Factory"})
