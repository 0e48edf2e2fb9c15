"""The commands about policies: whom one serves, picks done again, the log handed out."""

import asyncio
import json
import sys
from collections.abc import Callable, Coroutine
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, Any, NoReturn
from uuid import UUID

import typer

from core import wiring
from core.domain.ids import TipId, UserId
from core.domain.log_format import LogFormat
from core.domain.replayed import Replayed
from core.errors import OoError, SettingsWrong, UserMust
from core.settings import Settings
from core.wiring import Core

app = typer.Typer(no_args_is_help=True, help="Policies: who is served by which.")
log = typer.Typer(no_args_is_help=True, help="The log of picks.")

FEW = 20
"""Differences that are named one by one; more are counted."""


@app.command("use")
def use(
    user_id: Annotated[UUID, typer.Argument(help="The user, by id.")],
    policy: Annotated[str, typer.Argument(help="A policy, or `same` for what all get.")],
) -> None:
    """Let one user be served by a policy of their own."""
    name = "" if policy == "same" else policy
    run(lambda core: core.use_policy(UserId(user_id), name))
    typer.echo(f"{user_id} is served by {policy if name else 'the same policy as all'}.")


@app.command("rebuild")
def rebuild(policy: Annotated[str, typer.Argument(help="A policy that learns.")]) -> None:
    """Build what a policy has learned anew, from the rewards, for every user."""
    users = run(lambda core: core.rebuild_posteriors(policy))
    typer.echo(f"{policy} has learned anew about {users} users.")


def replay(
    tip_id: Annotated[UUID | None, typer.Argument(help="The tip.")] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Every pick in the log.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For a machine to read.")] = False,
) -> None:
    """Do logged picks again and compare them bit for bit; exits 1 when one differs."""
    if (tip_id is None) is not every:
        refuse("Name one tip, or say --all.")
    replayed = run(lambda core: _replay(core, tip_id))
    differing = [it for it in replayed if not it.same]
    if as_json:
        typer.echo(json.dumps(_told(replayed, differing)))
    else:
        for it in differing[:FEW]:
            names = ", ".join(f"{one.what} of {one.policy}" for one in it.differences)
            typer.echo(f"{it.tip_id}: {names}")
        typer.echo(f"{len(replayed) - len(differing)} of {len(replayed)} picks came out the same.")
    raise SystemExit(bool(differing))


def explain(tip_id: Annotated[UUID, typer.Argument(help="The tip.")]) -> None:
    """Print what spoke for a tip, in numbers: the record that its user sees in words."""
    typer.echo(run(lambda core: core.explain_tip.account(TipId(tip_id))))


@log.command("export")
def export(
    kind: Annotated[LogFormat, typer.Option("--format", help="Whose tools shall read it.")],
    out: Annotated[Path | None, typer.Option(help="A file; without it, standard output.")] = None,
    *,
    provisional: Annotated[
        bool, typer.Option(help="Also rewards that may still change; not for judging.")
    ] = False,
) -> None:
    """Write the log of picks and rewards; ids and numbers only."""
    count = run(lambda core: _export(core, kind, out, provisional=provisional))
    typer.echo(f"{count} lines.", err=True)


Act = Callable[[Core], Coroutine[Any, Any, Any]]
"""What a command does with a core. Any: each returns its own."""


def run(act: Act) -> Any:
    """Return what was done with a core on the real database; refuse in words what went wrong."""
    settings = Settings()
    try:
        wiring.upgrade_database(settings)
        return asyncio.run(_with_core(settings, act))
    except SettingsWrong as error:
        refuse("oO needs its keys first:", *error.complaints)
    except UserMust as error:
        refuse(
            f"That is not possible: {REFUSALS.get(str(error) or error.code, str(error) or error.code)}"
        )
    except OoError as error:
        refuse(f"Something is wrong on our side: {error.code} {error}")


REFUSALS = {
    "policy": "there is no such policy, or it does not learn; `oo policies list` names all",
    "share": "shares are above 0 and sum to at most 1",
    "reason": "a reason has at least five letters",
    "despite": "a check could not be made: say why it shall be so all the same, by --despite",
    "change": "nothing would change, or that request has ended",
    "shadows": "four policies stand beside already",
    "deployment": "there is none to go back to",
    "holdback": "the holdback is served by rule-v1, which cannot be an arm as well",
    "name": "an experiment needs a name of at most 64 letters that none had before",
    "experiment": "no experiment of that name runs",
    "user": "there is no such user",
    "last_owner": "this is the only owner; make somebody else one first",
    "letter": "no event of that id is dead; `oo events dead` lists those that are",
    "sample": "there are invented people already; `oo console sample --remove` lets them go",
    "query": "DuckDB does not understand this, or there are no files in that folder",
    "rebuild": "a rebuild is under way; `oo console rebuild` ends it",
    "tip": "there is no such tip in the log; picks are kept for 30 days",
}
"""What to do about each thing that core refuses."""


async def _with_core(settings: Settings, act: Act) -> Any:
    core = wiring.build(settings)
    try:
        return await act(core)
    finally:
        await core.close()


async def _replay(core: Core, tip_id: UUID | None) -> list[Replayed]:
    if tip_id is not None:
        return [await core.replay_picks.one(TipId(tip_id))]
    return [it async for it in core.replay_picks.every()]


def _told(replayed: list[Replayed], differing: list[Replayed]) -> dict[str, Any]:
    return {
        "picks": len(replayed),
        "same": len(replayed) - len(differing),
        "differing": [
            {"tip": str(it.tip_id), "what": [f"{one.what}:{one.policy}" for one in it.differences]}
            for it in differing
        ],
    }


async def _export(core: Core, kind: LogFormat, out: Path | None, *, provisional: bool) -> int:
    count = 0
    with out.open("w", encoding="utf-8") if out else nullcontext(sys.stdout) as file:
        async for line in core.export_log.lines(kind, provisional=provisional):
            file.write(f"{line}\n")
            count += 1
    return count


def refuse(*lines: str) -> NoReturn:
    """Say what is wrong and end with 1."""
    typer.echo("\n  ".join(lines), err=True)
    sys.exit(1)
