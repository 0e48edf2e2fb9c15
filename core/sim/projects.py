"""Name the projects of a persona: most by what they are about, some as only their owner would."""

from core.sim.dice import Dice
from core.sim.persona import AREAS, Persona
from core.sim.texts import texts

OWN = 0.25
"""Share of projects with a name that tells a stranger nothing. Our assumption."""
OWN_NAMES = (
    "Kestrel",
    "Phase 2",
    "Atlas",
    "Room 14",
    "Olive",
    "Q3",
    "Lighthouse",
    "B-side",
    "Moss",
    "Nr. 7",
    "Tamarind",
    "Pavilion",
)
"""Such names; one in a life means one area."""


def projects(persona: Persona) -> tuple[str, ...]:
    """Return the project names of a persona's areas, in the order of AREAS; the same in every life."""
    dice, known = Dice("projects", persona.id), texts(persona.language)
    first = int(len(OWN_NAMES) * dice.uniform("first"))
    return tuple(
        OWN_NAMES[(first + place) % len(OWN_NAMES)]
        if dice.uniform(area, "own") < OWN
        else known.areas[area].project
        for place, area in enumerate(AREAS)
    )
