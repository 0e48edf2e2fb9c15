"""Gather the people and worlds of a run."""

from dataclasses import dataclass

from core.sim.cast import Cast, Court
from core.sim.persona import Persona
from core.sim.persona_file import digest, read_personas
from core.sim.world import World
from core.sim.world_file import read_worlds


@dataclass(frozen=True, slots=True)
class Crowd:
    """The people and worlds of a run."""

    personas: tuple[Persona, ...]
    worlds: tuple[World, ...]

    @classmethod
    def of(cls, personas: str, worlds: tuple[str, ...]) -> "Crowd":
        """Return the people of a set or file, and these worlds. Raises: PersonaFileWrong."""
        return cls(read_personas(personas), read_worlds(worlds))

    @property
    def digest(self) -> str:
        """Return what changes with any of them."""
        return digest(self.personas)

    @property
    def groups(self) -> dict[str, str]:
        """Return whom each persona stands for."""
        return {it.id: it.group for it in self.personas}

    def cast(self, court: Court) -> Cast:
        """Return them with whoever judges."""
        personas = {it.id: it for it in self.personas}
        return Cast(personas, {it.name: it for it in self.worlds}, court)
