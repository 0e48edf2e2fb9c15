"""The commands about events: what waits, what is dead, and how to hand it in once more."""

import json
from dataclasses import asdict
from typing import Annotated
from uuid import UUID

import typer

from core.domain.ids import EventId
from core.domain.letter import Letter
from core.wiring import Core
from oo_app.policy_commands import refuse, run

app = typer.Typer(no_args_is_help=True, help="Events: what waits, what is dead, replay.")


@app.command("dead")
def dead() -> None:
    """List the events that failed five times at a consumer, oldest first."""
    letters = run(lambda core: core.replay_letters.dead())
    for it in letters:
        typer.echo(
            f"{it.consumer:10} {it.event.subject:30} {it.event.id} {it.tries:3} "
            f"{it.error:24} {it.failed_at:%Y-%m-%d %H:%M:%S}"
        )
    typer.echo(f"{len(letters)} dead.", err=True)


@app.command("replay")
def replay(
    event_id: Annotated[UUID | None, typer.Argument(help="The event.")] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Every dead event.")] = False,
) -> None:
    """Hand dead events to their consumer once more; exits 1 when one fails again."""
    if (event_id is None) is not every:
        refuse("Name one event, or say --all.")
    failed = run(lambda core: _replay(core, event_id))
    for it in failed:
        typer.echo(f"{it.consumer} {it.event.id}: {it.error} again", err=True)
    typer.echo(f"{len(failed)} failed again." if failed else "Done; their letters are dropped.")
    raise SystemExit(bool(failed))


@app.command("resend")
def resend() -> None:
    """Let the events of the last seven days go to the bus again; no effect comes twice."""
    count = run(lambda core: core.relay_events.resend())
    typer.echo(f"{count} events wait to be carried again.")


@app.command("lag")
def lag(
    *, as_json: Annotated[bool, typer.Option("--json", help="For a machine to read.")] = False
) -> None:
    """Print how many events wait and for how long, how many are dead, and who runs the loops."""
    found = run(lambda core: core.read_lag())
    if as_json:
        leases = [{**asdict(it), "held": it.until > found.at} for it in found.leases]
        told = {"depth": found.backlog.depth, "age_s": found.age_s, "dead": found.dead}
        typer.echo(json.dumps({**told, "leases": leases}, default=str))
        return
    typer.echo(f"{found.backlog.depth} events wait, the oldest for {found.age_s:.0f} s.")
    typer.echo(f"{found.dead} are dead." if found.dead else "None is dead.")
    for it in found.leases:
        state = f"until {it.until:%H:%M:%S}" if it.until > found.at else "free"
        typer.echo(f"{it.name:10} {it.holder} ({state})")


async def _replay(core: Core, event_id: UUID | None) -> tuple[Letter, ...]:
    letters = core.replay_letters
    return await (letters.every() if event_id is None else letters.one(EventId(event_id)))
