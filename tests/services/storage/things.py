"""Build the values that tests store."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from core.domain.attempt import Attempt, AttemptKind
from core.domain.command import CommandKind, Revocation, TaskCommand
from core.domain.ids import CommandId, IntegrationId, ReactionId, TaskId, TipId, UserId, new_id
from core.domain.integration import Integration, IntegrationState, Provider, Tokens
from core.domain.reaction import Reaction, ReactionKind
from core.domain.session import Session
from core.domain.task import Due, Task, TaskList
from core.domain.tip import Pick, Surface, Tip
from core.domain.user import Identity, Role, User

NOW = datetime(2026, 11, 22, 9, 30, 15, 123456, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Stop(Exception):
    """Ends a block before its time."""


def a_user(**changes):
    return replace(User(UserId(new_id()), NOW), **changes)


def an_identity(**changes):
    return replace(
        Identity("https://issuer.example", str(new_id()), "ada@example.org", True, "Ada"),
        **changes,
    )


def a_session(user, **changes):
    return replace(Session(f"hash-{new_id()}", user.id, Role.USER, NOW, NOW, "Firefox"), **changes)


def an_attempt(**changes):
    attempt = Attempt(
        f"state-{new_id()}", AttemptKind.SIGN_IN, "google", NOW + HOUR, "cookie", "verify", "nonce"
    )
    return replace(attempt, **changes)


def an_integration(user, **changes):
    link = Integration(
        id=IntegrationId(new_id()),
        user_id=user.id,
        provider=Provider.TODOIST,
        state=IntegrationState.CONNECTED,
        external_id="external-1",
        connected_at=NOW,
        next_sync_at=NOW,
    )
    return replace(link, **changes)


def some_tokens(**changes):
    tokens = Tokens("access-1", "refresh-1", NOW + HOUR, frozenset({"data:read_write"}))
    return replace(tokens, **changes)


def a_task(**changes):
    task = Task(
        id=TaskId("6Xabc"),
        text="Call the dentist ☎ \u200f\u05e9",
        priority=3,
        due=Due("2026-11-22", "every day", "en", "Europe/Berlin", True),
        added_at=NOW,
        project="Home",
        labels=("phone", "short"),
        duration_min=15,
    )
    return replace(task, **changes)


def a_task_list(*tasks):
    return TaskList(tasks or (a_task(),), NOW, "token-7", {"1": "Home"})


def a_tip(user, **changes):
    tip = Tip(
        id=TipId(new_id()),
        user_id=user.id,
        task=a_task(),
        why="It is due today.",
        served_at=NOW,
        surface=Surface.PAGE,
        policy="random",
        policy_version=1,
        propensity=1 / 3,
        candidates=3,
    )
    return replace(tip, **changes)


def a_pick(**changes):
    pick = Pick(
        policy="random",
        policy_version=1,
        features_version="1",
        feature_names=("age", "due"),
        candidates=(TaskId("a"), TaskId("b"), TaskId("6Xabc")),
        features=np.array([[0.1, np.pi], [1e-300, -0.0], [3.0, 1 / 3]]),
        probabilities=np.full(3, 1 / 3),
        chosen=2,
        seed=2**64 - 1,
    )
    return replace(pick, **changes)


def a_reaction(tip, **changes):
    reaction = Reaction(ReactionId(new_id()), tip.user_id, tip.id, ReactionKind.DONE, 4200, NOW)
    return replace(reaction, **changes)


def a_command(user, **changes):
    command = TaskCommand(
        CommandId(new_id()), user.id, Provider.TODOIST, CommandKind.CLOSE, TaskId("6Xabc"), NOW
    )
    return replace(command, **changes)


def a_revocation(**changes):
    return replace(
        Revocation(
            CommandId(new_id()), Provider.TODOIST, Tokens("access-1", "refresh-1", NOW), NOW
        ),
        **changes,
    )


async def signed_up(store, **changes):
    user = a_user(**changes)
    async with store.writing() as work:
        await work.users.add(user, an_identity())
    return user


async def connected(store, user):
    link = an_integration(user)
    async with store.writing() as work:
        await work.integrations.save(link)
        await work.tokens.keep(link, some_tokens())
        await work.tasks.keep(user.id, link.provider, a_task_list())
        return await work.integrations.get(user.id, link.provider)


async def tipped(store, user, **changes):
    tip = a_tip(user, **changes)
    async with store.writing() as work:
        await work.tips.add(tip, a_pick())
    return tip
