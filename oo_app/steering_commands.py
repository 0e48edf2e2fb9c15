"""The commands that steer: who is live, promote, roll back, begin and end experiments."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from core.domain.assignment import Experiment, ExperimentPlan
from core.domain.audit import SYSTEM
from core.domain.change import Change, ChangeKind, ChangeState
from core.domain.deployment import Live
from core.errors import OoError
from core.wiring import Core
from oo_app.policy_commands import app, refuse, run

OPERATOR = SYSTEM
"""Whoever may run commands on this machine may do everything anyway."""
BY_COMMAND = "by command"
"""The reason that is written down where none was asked for."""

Reason = Annotated[str, typer.Option("--reason", help="Why; it is kept.")]
"""What every act that changes something is told."""
FORMATS = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d"]
"""How a time may be written."""


@app.command("list")
def list_policies() -> None:
    """Print every policy, which one serves, which stand beside, and the experiments."""
    run(_list)


@app.command("live")
def live(
    at: Annotated[
        datetime | None, typer.Option(help="A time, UTC; without it, now.", formats=FORMATS)
    ] = None,
) -> None:
    """Print who is live, or who was at a time: champion, shadows, experiments."""
    moment = at.replace(tzinfo=UTC) if at else None
    found = run(lambda core: core.steering.read_live(moment))
    if found is None:
        refuse("Nothing had been deployed yet.")
    typer.echo(_said(found))


@app.command("promote")
def promote(
    policy: Annotated[str, typer.Argument(help="The policy that is to serve all.")],
    reason: Reason,
    despite: Annotated[str, typer.Option(help="Why, although a check could not be made.")] = "",
) -> None:
    """Let a policy serve all from now on, in every process; its checks are printed."""
    change = run(lambda core: _promote(core, policy, reason, despite))
    for it in change.checks:
        typer.echo(f"{it.state:8} {it.name}: {it.words}")
    if change.state is ChangeState.REFUSED:
        refuse(f"{policy} was not promoted: a check speaks against it.")
    typer.echo(f"{policy} serves since {change.ended_at:%Y-%m-%d %H:%M:%S} UTC.")


@app.command("roll-back")
def roll_back(reason: Reason) -> None:
    """Go back to the deployment before; a second time, to the one before that."""
    change = run(lambda core: _roll_back(core, reason))
    typer.echo(f"{change.policy} serves since {change.ended_at:%Y-%m-%d %H:%M:%S} UTC.")


@app.command("begin")
def begin(
    name: Annotated[str, typer.Argument(help="The experiment's name.")],
    share: Annotated[list[str], typer.Option(help="policy=share, e.g. bayes-v1=0.5; repeat it.")],
    holdback: Annotated[float, typer.Option(help="Share of users served by rule-v1.")] = 0.0,
    reason: Reason = BY_COMMAND,
) -> None:
    """Begin an experiment: each user belongs to one arm for as long as it runs."""
    plan = ExperimentPlan(name, tuple(map(_share, share)), holdback)
    begun = run(lambda core: core.steering.experiment.begin(OPERATOR, plan, reason))
    typer.echo(f"{name} runs: {_arms(begun, ' for ')}.")


@app.command("end")
def end(
    name: Annotated[str, typer.Argument(help="The experiment's name.")],
    reason: Reason = BY_COMMAND,
) -> None:
    """End an experiment: its users are served like all others again."""
    run(lambda core: core.steering.experiment.end(OPERATOR, name, reason))
    typer.echo(f"{name} has ended.")


async def _promote(core: Core, policy: str, reason: str, despite: str) -> Change:
    await core.note_start()
    steering = core.steering
    change = await steering.propose(OPERATOR, ChangeKind.PROMOTE, policy, reason)
    try:
        return await steering.apply(OPERATOR, change.id, despite)
    except OoError:  # a command asks and applies at once: nothing stays open
        await steering.withdraw(OPERATOR, change.id)
        raise


async def _roll_back(core: Core, reason: str) -> Change:
    found = await core.steering.read_live()
    return await core.steering.roll_back(OPERATOR, reason, seen=found.since if found else None)


async def _list(core: Core) -> None:
    found = await core.steering.read_live()
    policies = found.policies if found else core.policies
    for name in core.policy_names:
        beside = "beside" if name in policies.beside(policies.served) else ""
        typer.echo(f"{name:20} {'serves' if name == policies.served else beside}".rstrip())
    for it in await core.steering.experiment.all():
        rests = ", paused" if it.paused else ", running"
        until = f" to {it.ended_at:%Y-%m-%d}" if it.ended_at else rests
        typer.echo(f"experiment {it.name}: {_arms(it, ' ')}, from {it.began_at:%Y-%m-%d}{until}")


def _said(found: Live) -> str:
    beside = ", ".join(found.policies.shadows) or "nobody"
    ran = "".join(f"\nexperiment {it.name}: {_arms(it, ' ')}" for it in found.experiments)
    since = f" since {found.since:%Y-%m-%d %H:%M:%S} UTC" if found.since else ""
    return f"{found.policies.served} serves{since}; beside it: {beside}{ran}"


def _arms(experiment: Experiment, between: str) -> str:
    return ", ".join(f"{policy}{between}{share:.0%}" for policy, share in experiment.shares)


def _share(text: str) -> tuple[str, float]:
    policy, _, share = text.partition("=")
    try:
        return policy, float(share)
    except ValueError:
        refuse(f"{text} is no share: write it like bayes-v1=0.5")
