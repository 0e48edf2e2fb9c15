"""Gather the people and worlds of a run."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from core.errors import Malformed
from core.sim.cast import Cast, Court
from core.sim.hand import REFERENCES, arm
from core.sim.persona import Persona
from core.sim.persona_file import digest, read_personas
from core.sim.plan import Plan
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
        """Return what changes with any of them; the order does not matter."""
        worlds = sorted(json.dumps(asdict(it), sort_keys=True) for it in self.worlds)
        return sha256("\n".join((digest(self.personas), *worlds)).encode()).hexdigest()

    @property
    def groups(self) -> dict[str, str]:
        """Return whom each persona stands for."""
        return {it.id: it.group for it in self.personas}

    def cast(self, court: Court) -> Cast:
        """Return them with whoever judges."""
        personas = {it.id: it for it in self.personas}
        return Cast(personas, {it.name: it for it in self.worlds}, court)

    def plan(self, source: str, policies: tuple[str, ...], **traits: Any) -> Plan:
        """Return a plan of their lives, with the reference lines in it; traits are Plan's.

        Any: each trait has its own type, and Plan knows them.
        Args: source is the set or file they come from.   Raises: Malformed with the policy that
        does not exist.
        """
        for name in policies:
            try:
                arm(name)
            except KeyError as error:
                raise Malformed(name) from error
        return Plan(
            policies=tuple(dict.fromkeys((*policies, *REFERENCES))),
            worlds=tuple(it.name for it in self.worlds),
            personas=source,
            digest=self.digest,
            people=tuple(it.id for it in self.personas),
            **traits,
        )
