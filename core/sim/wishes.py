"""Say what can be wished for, what is wrong with a wish, and make a plan of it."""

from collections.abc import Iterator
from functools import lru_cache

from core.bandit import catalogue
from core.domain.sim_wish import Choosable, Offered, Why, Wish, Wrong
from core.settings import Settings
from core.sim.bench import JudgeKind, open_bench
from core.sim.crowd import Crowd
from core.sim.hand import REFERENCES
from core.sim.persona_file import SETS, read_personas
from core.sim.plan import Plan
from core.sim.world_file import read_worlds, world_names

MOST_SEEDS, MOST_PICKS, MOST_DAYS = 100, 1000, 1000
"""The largest numbers of a wish."""
MOST_DECISIONS = 20_000_000
"""More than a night's work of one machine."""
ABOUT = {
    "training": "to try things on; priors are learned from them",
    "heldout": "to judge by; nothing is ever tuned on them",
}
"""What the sets of personas are for."""
WORLDS = ("linear", "gated", "drifting", "shifted", "sparse", "heavy", "adversarial")
"""Worlds in the order of docs/simulation.md; any others come after them."""


def offered(settings: Settings) -> Offered:
    """Return everything that a wish can be made of; only sets that come with oO, never files."""
    names = tuple(it for it in catalogue.names() if it not in REFERENCES)
    first = [settings.policy] if settings.policy in names else []
    return Offered(
        policies=tuple(dict.fromkeys((*first, *names))),
        worlds=_worlds(),
        people=tuple(Choosable(it, ABOUT.get(it, "")) for it in SETS),
        judges=tuple(Choosable(it.value, missing=_missing(settings, it)) for it in JudgeKind),
        deployed=settings.policy,
    )


def wrong_with(wish: Wish, there: Offered) -> tuple[Wrong, ...]:
    """Return what keeps a wish from being a plan, field by field."""
    return tuple(_wrong(wish, there))


def plan_of(wish: Wish, settings: Settings) -> Plan:
    """Return the plan of a wish with which nothing is wrong. Raises: SettingsWrong."""
    return _crowd(wish.people, wish.worlds).plan(
        wish.people,
        wish.policies,
        judge=wish.judge,
        judged_by=open_bench(settings, JudgeKind(wish.judge)).name,
        seeds=tuple(range(1, wish.seeds + 1)),
        decisions=wish.picks,
        days=wish.days,
    )


def _wrong(wish: Wish, there: Offered) -> Iterator[Wrong]:
    yield from _named("policies", wish.policies, there.policies)
    if len(wish.policies) == 1:
        yield Wrong("policies", Why.ALONE)
    yield from _named("worlds", wish.worlds, tuple(it.name for it in there.worlds))
    yield from _named("people", (wish.people,), tuple(it.name for it in there.people))
    numbers = {
        "seeds": (wish.seeds, MOST_SEEDS),
        "picks": (wish.picks, MOST_PICKS),
        "days": (wish.days or 1, MOST_DAYS),
    }
    yield from (
        Wrong(name, Why.OUTSIDE) for name, (it, most) in numbers.items() if not 0 < it <= most
    )
    judge = next((it for it in there.judges if it.name == wish.judge), None)
    if judge is None:
        yield Wrong("judge", Why.UNKNOWN)
    elif judge.missing:
        yield Wrong("judge", Why.NOT_SET)


def _named(field: str, chosen: tuple[str, ...], there: tuple[str, ...]) -> Iterator[Wrong]:
    if not any(chosen):
        yield Wrong(field, Why.NONE)
    elif not set(chosen) <= set(there):
        yield Wrong(field, Why.UNKNOWN)


def _missing(settings: Settings, kind: JudgeKind) -> str:
    """Return the settings that a judge lacks, with commas."""
    needs = {
        JudgeKind.RULE: (),
        JudgeKind.LLM: (
            ("OO_JUDGE_URL", settings.judge_url),
            ("OO_JUDGE_MODEL", settings.judge_model),
        ),
        JudgeKind.CLAUDE_CODE: (("OO_JUDGE_COMMAND", settings.judge_command),),
    }
    return ", ".join(name for name, value in needs[kind] if not value)


@lru_cache(maxsize=1)
def _worlds() -> tuple[Choosable, ...]:
    names = sorted(
        world_names(), key=lambda it: (it not in WORLDS, WORLDS.index(it) if it in WORLDS else 0)
    )
    return tuple(Choosable(it.name, it.about) for it in read_worlds(names))


@lru_cache(maxsize=8)
def _crowd(people: str, worlds: tuple[str, ...]) -> Crowd:
    """Return people and worlds, read once: what ships does not change while a process lives."""
    return Crowd(_people(people), read_worlds(worlds))


_people = lru_cache(maxsize=2)(read_personas)
