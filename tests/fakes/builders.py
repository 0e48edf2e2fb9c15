"""Values for tests: each builder gives a plausible whole, a test names what matters to it."""

from datetime import timedelta

from core.domain.ids import IntegrationId, ReactionId, TaskId, TipId, UserId, new_id
from core.domain.integration import Integration, IntegrationState, Provider
from core.domain.reaction import Reaction, ReactionKind
from core.domain.session import Session
from core.domain.task import Due, Task
from core.domain.tip import Surface, Tip
from core.domain.user import Identity, Role, User
from tests.fakes.clock import NOON


def a_user(**traits):
    return User(**{"id": UserId(new_id()), "created_at": NOON, "timezone": "Europe/Paris"} | traits)


def an_identity(subject="ada", **traits):
    known = {"issuer": "https://google.example", "email": f"{subject}@mail.example"}
    return Identity(**known | {"subject": subject, "email_verified": True} | traits)


def a_task(key="t1", text="Water the plants", **traits):
    return Task(TaskId(key), text, **traits)


def tasks(count, *, start=1):
    return tuple(a_task(f"t{n}", f"Task number {n}") for n in range(start, start + count))


def daily(date="2026-11-22"):
    return Due(date, string="every day", recurring=True)


def a_tip(**traits):
    known = {
        "id": TipId(new_id()),
        "user_id": UserId(new_id()),
        "task": a_task(),
        "why": "Picked by chance.",
        "served_at": NOON,
        "surface": Surface.PAGE,
        "policy": "random",
        "policy_version": 0,
        "propensity": 0.5,
        "candidates": 2,
    }
    return Tip(**known | traits)


def a_reaction(kind=ReactionKind.DONE, **traits):
    known = {
        "id": ReactionId(new_id()),
        "user_id": UserId(new_id()),
        "tip_id": TipId(new_id()),
        "dwell_ms": 20_000,
        "at": NOON,
    }
    return Reaction(kind=kind, **known | traits)


def a_session(role=Role.USER, **traits):
    known = {"hash": "h", "user_id": UserId(new_id()), "created_at": NOON, "seen_at": NOON}
    return Session(role=role, **known | traits)


def an_integration(**traits):
    known = {
        "id": IntegrationId(new_id()),
        "user_id": UserId(new_id()),
        "provider": Provider.TODOIST,
        "state": IntegrationState.CONNECTED,
        "external_id": "todoist-1",
        "connected_at": NOON,
        "next_sync_at": NOON + timedelta(hours=1),
    }
    return Integration(**known | traits)
