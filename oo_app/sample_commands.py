"""The command that makes up a past: invented people to look at, only where nobody real is."""

import os
from pathlib import Path
from typing import Annotated

import typer

from core.laboratory import open_sample
from core.settings import Mode, Settings
from core.wiring import Core
from oo_app.policy_commands import refuse, run

PAUSE_S = 0.02
"""How long a server beside may write between two of our transactions: it looks every 2 ms."""
HUMBLE = 10
"""How far behind everybody else a past is computed that is made up in the background (nice)."""
TELL_EVERY = 6
"""People after each of whom it is said how far it is."""


def sample(
    people: Annotated[int, typer.Option(min=1, max=2000, help="How many are invented.")] = 24,
    days: Annotated[int, typer.Option(min=1, max=400, help="How long they lived.")] = 28,
    seed: Annotated[int, typer.Option(min=0, help="Another one makes other people.")] = 1,
    *,
    remove: Annotated[bool, typer.Option("--remove", help="Let them all go again.")] = False,
    folder: Annotated[
        Path | None, typer.Option(help="The demo's folder; without it, the settings say where.")
    ] = None,
    humbly: Annotated[bool, typer.Option("--humbly", hidden=True)] = False,
) -> None:
    """Make up people who lived with oO until now, with all that the console counts of them."""
    if humbly:
        os.nice(HUMBLE)
    if folder is not None:
        from oo_app.sandbox.demo import become_demo  # noqa: PLC0415 — never loaded in production

        become_demo(folder)
    _only_in_a_demo(Settings())
    if remove:
        gone = run(lambda core: open_sample(core).remove())
        typer.echo(f"{gone} invented people are gone, and all that was counted of them.")
        return
    tips = run(lambda core: _make(core, people, days, seed))
    typer.echo(f"{people} invented people had {tips} tips.")


def _only_in_a_demo(settings: Settings) -> None:
    if settings.mode is Mode.PRODUCTION or not settings.sandbox:
        refuse("People are invented in a demo only:", "name its --folder, such as var/demo.")


async def _make(core: Core, people: int, days: int, seed: int) -> int:
    def told(through: int) -> None:
        if through % TELL_EVERY == 0 and through < people:
            typer.echo(f"A past is being made up: {through} of {people} people.", err=True)

    return await open_sample(core).make(people, days, seed, told, pause_s=PAUSE_S)
