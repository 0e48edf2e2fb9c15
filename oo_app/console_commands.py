"""The commands about what the console counts: anew, as files, or a past that is made up."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from core.wiring import Core
from oo_app import sample_commands
from oo_app.policy_commands import run

app = typer.Typer(no_args_is_help=True, help="The console: what it counts.")
app.command("sample")(sample_commands.sample)


@app.command("rebuild")
def rebuild() -> None:
    """Count all tips and users anew from what is stored, while everybody goes on."""
    counted = run(_rebuild)
    typer.echo(f"{counted} tips are counted.")


@app.command("export")
def export(to: Annotated[Path, typer.Option(help="The folder of the files.")]) -> None:
    """Write each closed day as a Parquet file, once; again when it has changed, or somebody left."""
    done = run(lambda core: core.export_days(to))
    typer.echo(f"{done.written} days written, {done.kept} as they were, {done.dropped} dropped.")


@app.command("query")
def query(
    words: Annotated[str, typer.Argument(help="SQL over `tips`, one row a tip.")],
    folder: Annotated[Path, typer.Option("--dir", help="The folder of the files.")],
) -> None:
    """Ask the files by DuckDB; the database is left alone."""
    names, rows = run(lambda core: core.ask_days(folder, words))
    for line in (names, *rows):
        typer.echo("\t".join(map(str, line)))


@app.command("shots")
def shots(
    only: Annotated[str, typer.Argument(help="Names that begin with this; all without it.")] = "",
) -> None:
    """Take the pictures of docs/console: every page, over an invented past."""
    from oo_app.shots import console  # noqa: PLC0415 — needs the developers' packages

    console.take(only)


async def _rebuild(core: Core) -> int:
    return await core.rebuild_rollups(_show)


def _show(counted: int) -> None:
    """Show how far it is, on a terminal only."""
    if sys.stderr.isatty():
        typer.echo(f"\r{counted} tips", nl=False, err=True)
