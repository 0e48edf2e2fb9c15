"""Synthetic people for tests: plausible wholes, a test names what matters to it."""

from datetime import UTC, datetime

from core.domain.task import Due, Task
from core.sim.arrivals import Arrival
from core.sim.persona import AREAS, Area, Persona
from core.sim.texts import LANGUAGES

MONDAY = datetime(2026, 10, 5, tzinfo=UTC)
ENERGY = (0.0,) * 6 + (0.2, 0.5, 0.8, 1, 1, 0.9, 0.7, 0.6, 0.7, 0.8, 0.7, 0.6, 0.6, 0.6, 0.5, 0.4)
AWAKE = (*ENERGY, 0.2, 0.0)
EVEN = dict.fromkeys(AREAS, Area(0.25))
ZONES = ("Europe/Berlin", "America/Los_Angeles", "Asia/Tokyo", "Europe/London", "Asia/Kolkata")


def a_persona(**traits):
    known = {"id": "ana", "name": "Ana", "about": "Somebody.", "group": "all", "language": "en"}
    known |= {"timezone": "Europe/Berlin", "likes": {}, "areas": EVEN, "energy_hours": AWAKE}
    return Persona(**known | {"energy_weekdays": (1.0,) * 7} | traits)


def a_recurring(date, every_days=7):
    due = Due(date, string="every week", recurring=True)
    return Arrival(
        Task("t1", "Bins out", due=due, added_at=MONDAY), MONDAY, 10.0, "home", every_days
    )


def people(count=36):
    for n in range(count):
        language, zone = LANGUAGES[n % len(LANGUAGES)], ZONES[n % len(ZONES)]
        yield a_persona(id=f"p{n}", language=language, timezone=zone)
