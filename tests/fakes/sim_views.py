"""Runs and findings as the console is told of them; a test names what matters to it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from core.domain.ids import RunId
from core.domain.period import Grain, read_period
from core.domain.sim_view import (
    Course,
    Duel,
    Found,
    GroupSeen,
    PolicySeen,
    RunLine,
    Setup,
    Span,
    Standing,
    WorldSeen,
)
from core.domain.versus import Versus
from oo_admin.address import Address
from oo_admin.frame import Here

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
ONE = RunId(UUID("01a22107-40a0-739d-8a04-5e9e568b80e0"))
NOBODY_KNOWS = float("nan")


def here_at(query=""):
    """Where somebody is who looks at the page with this query."""
    address = Address.read(f"/admin/simulations?{query}".rstrip("?"))
    period = read_period("7d", NOW, BERLIN)
    return Here(address, NOW, BERLIN, period, Versus.NONE, Grain.DAY)


def a_setup(**changes):
    known = {
        "policies": ("bayes-v1", "egreedy-v1"),
        "worlds": ("linear", "adversarial"),
        "people": "heldout",
        "personas": 36,
        "seeds": 2,
        "picks": 120,
        "days": None,
        "judge": "rule",
        "judged_by": "rule-1",
        "digest": "77ab20c1ff",
        "prior": "3ed60cb22cd8aa",
        "code": "laboratory-1",
        "command": "oo simulate --seeds 2",
    }
    return Setup(**known | changes)


def a_line(**changes):
    """A run that began at noon less four and a half minutes and is half done."""
    setup = {name: changes.pop(name) for name in tuple(changes) if name in Setup.__slots__}
    known = {
        "id": ONE,
        "setup": a_setup(**setup),
        "standing": Standing.RUNNING,
        "created_at": NOW - timedelta(seconds=270),
        "last_at": NOW - timedelta(seconds=3),
        "done": 72,
        "total": 144,
        "hands": 2,
    }
    return RunLine(**known | changes)


def a_course(*means, half=0.1):
    return Course(means, tuple(it - half for it in means), tuple(it + half for it in means))


def a_policy(name="bayes-v1", gap=0.7, **changes):
    """What one policy came to: it closed that share of the gap, a tenth more or less."""
    known = {
        "reference": name in {"random", "rule-v1", "oracle"},
        "gap": None if gap is None else Span(gap, gap - 0.1, gap + 0.1),
        "early": None if gap is None else Span(gap / 2, 0.0, 1.0),
        "worth": Span(0.3, 0.2, 0.4),
        "reward": Span(0.3, 0.2, 0.4),
        "answers": {"done": 0.5, "snooze": 0.2, "dismiss": 0.2, "ignored": 0.1},
        "courses": {it: a_course(0.0, gap or 0.0) for it in ("gap", "reward", "regret")},
    }
    return PolicySeen(name, **known | changes)


def a_group(name, gap, people=6):
    return GroupSeen(name, people, None if gap is None else Span(gap, gap - 0.05, gap + 0.05))


def a_duel(policy="egreedy-v1", verdict="worse", value=-0.4, half=0.1):
    return Duel(policy, verdict, Span(value, value - half, value + half))


def a_world_seen(world="linear", policies=(), duels=(), **changes):
    every = policies or (
        a_policy(),
        a_policy("egreedy-v1", 0.2),
        a_policy("random", 0.0),
        a_policy("rule-v1", -0.05),
        a_policy("oracle", 1.0),
    )
    known = {"people": 36, "lives": 72, "clear": True, "least": 0.07}
    return WorldSeen(world, **known | changes, policies=every, duels=duels or (a_duel(),))


def a_finding(*worlds, **changes):
    known = {
        "done": 144,
        "claims": ("egreedy-v1: worse than bayes-v1 in linear",),
        "headline": "So",
    }
    return Found(**known | changes, worlds=worlds or (a_world_seen(),))
