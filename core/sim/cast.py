"""Set a part of a plan on stage: one persona in one world with one seed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from zoneinfo import ZoneInfo

from core.bandit.prior import Prior
from core.errors import NotFound
from core.sim.dice import Dice
from core.sim.generator import arrivals
from core.sim.judge import Judge
from core.sim.judges.rule import RuleJudge
from core.sim.life import Setting, visits
from core.sim.persona import Persona
from core.sim.projects import projects
from core.sim.world import World

FIRST_DAY = date(2026, 1, 5)
"""When every life begins: a Monday."""


@dataclass(frozen=True, slots=True)
class Part:
    """One persona in one world with one seed."""

    world: World
    persona: Persona
    seed: int


class Court(Protocol):
    """Finds the judge of a part; several parts may share one."""

    def judge_of(self, part: Part) -> Judge:
        """Return the judge of a part."""
        ...

    def other_of(self, part: Part) -> Judge | None:
        """Return another judge, to compare the first one with; None when there is none."""
        ...


@dataclass(frozen=True, slots=True)
class RuleCourt:
    """Judges by stated rules: each part has a judge of its own, who remembers its tasks."""

    def judge_of(self, part: Part) -> Judge:
        """Return the judge of a part."""
        zone = ZoneInfo(part.persona.timezone)
        dice = Dice(part.seed, part.persona.id)
        return RuleJudge(part.world, dice, projects(part.persona), zone, FIRST_DAY.toordinal())

    def other_of(self, part: Part) -> Judge | None:  # noqa: ARG002 — rules need no check by rules
        """Return None."""
        return None


@dataclass(frozen=True, slots=True)
class OneJudge:
    """Lets one judge judge everything; the rules are asked beside it, never instead (bandits.md C8)."""

    judge: Judge
    rules: RuleCourt = RuleCourt()

    def judge_of(self, part: Part) -> Judge:  # noqa: ARG002 — the same for all
        """Return the judge."""
        return self.judge

    def other_of(self, part: Part) -> Judge | None:
        """Return the rules of the part's world."""
        return self.rules.judge_of(part)


@dataclass(frozen=True, slots=True)
class Cast:
    """The people and worlds of a run, by name, and who judges."""

    personas: Mapping[str, Persona]
    worlds: Mapping[str, World]
    court: Court
    prior: Prior | None = None
    """What `bayes-v1` expects of all of them; None for what is shipped."""

    def part(self, key: str) -> Part:
        """Return a part by the name that its plan gave it. Raises: NotFound."""
        world, _, rest = key.partition("/")
        persona, _, seed = rest.rpartition("/")
        if world not in self.worlds or persona not in self.personas or not seed.isdecimal():
            raise NotFound("part")
        return Part(self.worlds[world], self.personas[persona], int(seed))

    def setting(self, part: Part, decisions: int, days: int | None) -> Setting:
        """Return what all contestants meet alike; a new one for each, because judges remember."""
        persona, world = part.persona, part.world
        dice, zone = Dice(part.seed, persona.id), ZoneInfo(persona.timezone)
        lasts = days or world.days
        opened = visits(world.visits or persona.visits, FIRST_DAY, lasts, dice=dice, zone=zone)
        return Setting(
            persona=persona,
            arrivals=arrivals(persona, part.seed, opened[0], lasts),
            visits=opened,
            judge=self.court.judge_of(part),
            other=self.court.other_of(part),
            dice=dice,
            areas=projects(persona),
            decisions=decisions,
            prior=self.prior,
        )
