"""The commands about what the console counts: count it anew, or make up a past to look at."""

import sys

import typer

from core.wiring import Core
from oo_app import sample_commands
from oo_app.policy_commands import run

app = typer.Typer(no_args_is_help=True, help="The console: what it counts.")
app.command("sample")(sample_commands.sample)


@app.callback()
def console() -> None:
    """Say that there are commands below, also while there is only one."""


@app.command("rebuild")
def rebuild() -> None:
    """Count all tips and users anew from what is stored, while everybody goes on."""
    counted = run(_rebuild)
    typer.echo(f"{counted} tips are counted.")


async def _rebuild(core: Core) -> int:
    return await core.rebuild_rollups(_show)


def _show(counted: int) -> None:
    """Show how far it is, on a terminal only."""
    if sys.stderr.isatty():
        typer.echo(f"\r{counted} tips", nl=False, err=True)
