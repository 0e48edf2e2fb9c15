"""Build the values that tests store."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from core.domain.annotation import Annotation, AnnotationKind
from core.domain.assignment import AssignedBy, Assignment, Experiment
from core.domain.attempt import Attempt, AttemptKind
from core.domain.change import Change, ChangeKind
from core.domain.command import CommandKind, Revocation, TaskCommand
from core.domain.deployment import Deployment, Standing
from core.domain.explanation import Explanation, Part
from core.domain.ids import (
    AnnotationId,
    ChangeId,
    CommandId,
    DeploymentId,
    IntegrationId,
    OutcomeId,
    ReactionId,
    ResetId,
    RewardId,
    TaskId,
    TipId,
    UserId,
    ViewId,
    new_id,
)
from core.domain.integration import Integration, IntegrationState, Provider, Tokens
from core.domain.outcome import Outcome, OutcomeKind, OutcomeSource
from core.domain.pick import Barred, Pick, Scoring
from core.domain.posterior import PopulationPrior, Posterior
from core.domain.preflight import Check, CheckState
from core.domain.reaction import Reaction, ReactionKind
from core.domain.reset import Reset, Snapshot
from core.domain.reward import Reward, RewardState
from core.domain.saved_view import SavedView
from core.domain.session import Session
from core.domain.task import Due, Task, TaskList
from core.domain.tip import Surface, Tip
from core.domain.user import Identity, Role, User

NOW = datetime(2026, 11, 22, 9, 30, 15, 123456, tzinfo=UTC)
HOUR = timedelta(hours=1)
AN_EXPLANATION = Explanation(
    score=1 / 3,
    runner_up=-1e-300,
    greedy=False,
    rank=2,
    spread=0.1,
    parts=(Part("due", 1.0, 0.5, 0.25), Part("age", 365.25, -1 / 6)),
)
"""What spoke for a tip; its numbers come back exactly."""


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
        described=True,
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
        explanation=AN_EXPLANATION,
    )
    return replace(tip, **changes)


def a_scoring(**changes):
    scoring = Scoring(
        policy="bayes-v1",
        probabilities=np.array([1 / 3, 0.1, 1 - 1 / 3 - 0.1]),
        scores=np.array([np.pi, -1e-300, 1 / 7]),
        chosen=2,
        version=4,
        state="",
        prior="0" * 32,
    )
    return replace(scoring, **changes)


def a_pick(**changes):
    """Return a pick that served at random while two policies stood beside."""
    pick = Pick(
        candidates=(TaskId("a"), TaskId("b"), TaskId("6Xabc")),
        features_version="1",
        feature_names=("age", "due"),
        features=np.array([[0.5, 3 + 17 / 1024], [1 / 1024, -0.0], [365.25, -1.0]]),
        seed=2**64 - 1,
        served=Scoring("random", np.full(3, 1 / 3), np.zeros(3), 2, version=1),
        day=NOW.toordinal(),
        shadows=(a_scoring(), a_scoring(policy="linucb-v1", chosen=0, fallback="slow")),
        barred=(Barred(TaskId("c"), "heading"), Barred(TaskId("d"), "rests")),
        assignment=Assignment("random", AssignedBy.EXPERIMENT, "first", 1 / 3),
        code="sheet-1, numpy 2",
        took_us=1234,
    )
    return replace(pick, **changes)


def an_outcome(tip, **changes):
    outcome = Outcome(
        id=OutcomeId(new_id()),
        user_id=tip.user_id,
        tip_id=tip.id,
        kind=OutcomeKind.SNOOZE,
        at=NOW,
        source=OutcomeSource.USER,
        dwell_ms=4200,
    )
    return replace(outcome, **changes)


def a_reward(tip, **changes):
    reward = Reward(
        id=RewardId(new_id()),
        user_id=tip.user_id,
        tip_id=tip.id,
        at=NOW,
        spec="ladder-1",
        milli=-250,
        state=RewardState.PROVISIONAL,
        day=NOW.toordinal(),
        features_version="1",
        feature_names=("age", "due", "intercept"),
        vector=np.array([365.25, -1 / 1024, -0.0]),
    )
    return replace(reward, **changes)


def a_posterior(user, **changes):
    posterior = Posterior(user.id, "bayes-v1", 1, f"learned of {user.id}".encode(), NOW)
    return replace(posterior, **changes)


def a_prior(**changes):
    return replace(PopulationPrior("bayes-v1", "1", f"{new_id()}".encode(), 12, NOW), **changes)


def an_experiment(**changes):
    shares = (("bayes-v1", 1 / 3), ("mix(bayes-v1,egreedy-v1)", 0.5))
    return replace(Experiment(f"experiment {new_id()}", shares, NOW), **changes)


def a_deployment(**changes):
    row = Deployment(DeploymentId(new_id()), Standing.CHAMPION, "bayes-v1", NOW, reason="at first")
    return replace(row, **changes)


def a_change(**changes):
    checks = (Check("lead", CheckState.OK, "+0.010 to +0.020"),)
    change = Change(
        ChangeId(new_id()),
        ChangeKind.PROMOTE,
        "linucb-v1",
        "analyst a1b2c3",
        NOW,
        "it earns more",
        checks,
    )
    return replace(change, **changes)


def an_annotation(**changes):
    mark = Annotation(AnnotationId(new_id()), NOW, AnnotationKind.NOTE, "a holiday", by="owner x")
    return replace(mark, **changes)


def a_reset(user, **changes):
    return replace(Reset(ResetId(new_id()), user.id, "", NOW, "operator x", None), **changes)


def a_snapshot(reset, **changes):
    snapshot = Snapshot(reset.id, reset.user_id, "bayes-v1", b"as it was", reset.at)
    return replace(snapshot, **changes)


def a_view(user, **changes):
    view = SavedView(ViewId(new_id()), user.id, "picks", "mine", "p=28d&f=policy:a", False, NOW)
    return replace(view, **changes)


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
        await work.tips.add(tip, a_pick(day=tip.served_at.toordinal()))
    return tip
