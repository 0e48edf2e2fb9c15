"""Plan a run: who lives in which worlds, under which policies, how long, and who judges.

A plan is frozen before anybody looks at a result (bandits.md C9): it holds digests of the people and
versions of everything that computes, and its parts can be computed on any machine in any order.
"""

import json
import shlex
from dataclasses import asdict, dataclass, field, fields, replace
from itertools import product
from typing import Any, Self, get_args, get_origin

import numpy as np

from core.bandit.features import FEATURES_VERSION
from core.bandit.shipped import shipped
from core.errors import Malformed, NotFound
from core.sim.hand import REFERENCES

VERSION = "laboratory-1"
"""Version of the laws, the dice and the loop: what is changed here makes other lives."""
DECISIONS = 120
"""Tips of a life, as in the study that set the targets (bandits.md 2.4)."""
SEEDS = (1, 2)
"""Lists and luck that every persona meets; fixed before a run."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What one run compares: with its first contestant all others are compared."""

    policies: tuple[str, ...]
    worlds: tuple[str, ...]
    personas: str
    """Name of a set, or path of a file."""
    digest: str
    """Of the personas and worlds, so that nobody computes a part with other ones."""
    people: tuple[str, ...]
    """Ids of the personas."""
    judge: str = "rule"
    judged_by: str = "rule-1"
    """Which rules, or which model by which prompts: nobody computes a part with another one."""
    seeds: tuple[int, ...] = SEEDS
    decisions: int = DECISIONS
    days: int | None = None
    """How long a life lasts at most; None leaves it to each world."""
    prior: str = field(default_factory=lambda: shipped().id)

    @property
    def contestants(self) -> tuple[str, ...]:
        """Return the policies that are compared: all but the reference lines."""
        return tuple(it for it in self.policies if it not in REFERENCES)

    @property
    def first(self) -> str:
        """Return the one that the others are compared with; empty when there is none."""
        return next(iter(self.contestants), "")

    def against(self, policy: str) -> Self:
        """Return the plan with another contestant first. Raises: NotFound."""
        if policy not in self.contestants:
            raise NotFound("contestant")
        others = (it for it in self.policies if it != policy)
        return replace(self, policies=(policy, *others))

    @property
    def shards(self) -> tuple[str, ...]:
        """Return the parts: one persona in one world with one seed, under all policies."""
        return tuple(
            f"{world}/{persona}/{seed}"
            for seed, world, persona in product(self.seeds, self.worlds, self.people)
        )

    @property
    def command(self) -> str:
        """Return what makes the run again, as a shell reads it."""
        said = {
            "policies": ",".join(self.contestants),
            "worlds": ",".join(self.worlds),
            "personas": self.personas,
            "judge": self.judge,
            "seeds": str(len(self.seeds)),
            "decisions": str(self.decisions),
        } | ({} if self.days is None else {"days": str(self.days)})
        return shlex.join(
            [
                "oo",
                "simulate",
                *(word for name, value in said.items() for word in (f"--{name}", value)),
            ]
        )

    def dump(self) -> str:
        """Return the plan as JSON."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def load(cls, text: str) -> Self:
        """Return the plan that `dump` wrote. Raises: Malformed."""
        try:
            read = json.loads(text)
            known = {it.name: _read(read[it.name], it.type) for it in fields(cls)}
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise Malformed("plan") from error
        return cls(**known)


def _read(value: Any, kind: Any) -> Any:
    """Return what a field holds, lists frozen. Raises: TypeError when it is of another kind.

    Any: whatever JSON holds, and whatever a field may be annotated with.
    """
    if get_origin(kind) is tuple and isinstance(value, list):
        return tuple(_read(it, get_args(kind)[0]) for it in value)
    if get_origin(kind) is tuple or not isinstance(value, kind):
        raise TypeError(value)
    return value


def code() -> str:
    """Return the versions of what computes a life: lives of two versions do not compare."""
    return f"{VERSION}, {FEATURES_VERSION}, prior {shipped().id[:12]}, numpy {np.__version__}"
