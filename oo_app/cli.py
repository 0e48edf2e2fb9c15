"""The `oo` command: run it, look after it, measure it."""

import asyncio
import secrets
import subprocess
import sys
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from core import wiring
from core.errors import Malformed, SettingsWrong
from core.log import configure
from core.settings import ROOT, Mode, Settings, new_key_text
from oo_app import (
    audit_commands,
    console_commands,
    event_commands,
    policy_commands,
    simulate_commands,
    steering_commands,
    user_commands,
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # they print locals, and locals hold secrets (T3)
    help="One tip, right now.",
)
db = typer.Typer(no_args_is_help=True, help="The database.")
keys = typer.Typer(no_args_is_help=True, help="The keys that seal what is stored.")
app.add_typer(db, name="db")
app.add_typer(keys, name="keys")
app.add_typer(steering_commands.app, name="policies")
app.add_typer(policy_commands.log, name="log")
app.add_typer(event_commands.app, name="events")
app.add_typer(user_commands.app, name="users")
app.add_typer(audit_commands.app, name="audit")
app.add_typer(console_commands.app, name="console")
app.add_typer(simulate_commands.app, name="simulate")
app.add_typer(simulate_commands.prior, name="prior")
app.command("replay")(policy_commands.replay)
app.command("explain")(policy_commands.explain)


@app.command()
def demo(
    folder: Annotated[Path, typer.Option(help="Where the demo keeps its state.")] = ROOT
    / "var"
    / "demo",
    *,
    history: Annotated[
        bool, typer.Option(help="Make up a past for the console where there is none yet.")
    ] = True,
) -> None:
    """Serve everything with stand-in providers: sign in as a demo person, see a tip."""
    from oo_app.sandbox.demo import DATABASE, become_demo  # noqa: PLC0415 — never in production
    from oo_app.sandbox.past import past  # noqa: PLC0415 — the same

    empty = not (folder / DATABASE).exists()
    become_demo(folder)
    _serve(Settings(), past(wanted=history and empty))


@app.command()
def sandbox(
    folder: Annotated[Path, typer.Option(help="Where the demo keeps its state.")] = ROOT
    / "var"
    / "demo",
) -> None:
    """Serve the stand-in providers alone, at OO_SANDBOX_URL; start `oo demo` with the same URL."""
    from oo_app.sandbox.demo import become_demo  # noqa: PLC0415 — never loaded in production
    from oo_app.serving import serve_stand_ins  # noqa: PLC0415 — heavy

    become_demo(folder)
    settings = Settings()
    if not settings.sandbox_url:
        _refuse("oo sandbox does not know where:", ("OO_SANDBOX_URL: http://127.0.0.1:<port>",))
    typer.echo(f"The stand-ins are at {settings.stand_ins_url}/sandbox/\nCtrl-C ends it.")
    serve_stand_ins(settings)


@app.command()
def dev() -> None:
    """Run for developers: pages at port 3000, hot reload, stand-in providers."""
    from oo_app.front_end import tool_environment  # noqa: PLC0415 — heavy

    command = [sys.executable, "-m", "reflex", "run"]
    raise SystemExit(subprocess.call(command, cwd=ROOT, env=tool_environment()))  # noqa: S603 — our own words


@app.command()
def serve() -> None:
    """Serve for real; refuses to start while a setting is missing or unsafe."""
    settings = Settings()
    complaints = settings.complaints()
    if complaints:
        _refuse("oo serve does not start like this:", complaints)
    _serve(settings)


@app.command()
def worker() -> None:
    """Run the loops without the web: relay, sync, webhooks, windows; any number of them."""
    from oo_app.worker import work  # noqa: PLC0415 — only here

    settings = Settings()
    complaints = () if settings.mode is Mode.DEMO else settings.complaints()
    if complaints:
        _refuse("oo worker does not start like this:", complaints)
    configure(as_json=settings.log_json)
    _upgrade(settings)
    work(settings)


@app.command("login-link")
def login_link(email: Annotated[str, typer.Argument(help="Whom to let in.")]) -> None:
    """Print a link that signs one person in, once, within ten minutes."""
    settings = Settings()
    try:
        core = wiring.build(settings)
        _upgrade(settings)
        secret = asyncio.run(_login_link(core, email))
    except Malformed:
        _refuse("That is not an e-mail address:", (email,))
    except SettingsWrong as error:
        _refuse("oO needs its keys first:", error.complaints)
    typer.echo(f"{settings.public_url}/auth/link?code={secret}")


@db.command("upgrade")
def upgrade() -> None:
    """Bring the database to the newest schema."""
    _upgrade(Settings())
    typer.echo("The database is up to date.")


@db.command("revision")
def revision(message: Annotated[str, typer.Argument(help="What changes.")]) -> None:
    """Write a migration from the difference between the tables and the newest migration."""
    wiring.write_migration(message)


@keys.command("new")
def new_keys() -> None:
    """Print fresh keys as the environment wants them."""
    typer.echo(f"OO_TOKEN_KEYS={new_key_text('k1')}\nOO_PEPPER={secrets.token_urlsafe(32)}")


@app.command()
def bench(
    name: Annotated[
        str,
        typer.Argument(
            help="What to measure: web, fresh, bandit, signals, console, lab, lab-null, lab-memory, "
            "lab-limits."
        ),
    ] = "web",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="For a machine to read.")] = False,
    events: Annotated[
        int, typer.Option(min=1000, help="console: how many events there are.")
    ] = 10_000_000,
    minutes: Annotated[float, typer.Option(min=0.01, help="console: how long admins click.")] = 5.0,
) -> None:
    """Measure oO on this machine; exits 0 also when a figure falls short."""
    from oo_app.bench import figures, fresh, web  # noqa: PLC0415 — needs the developers' packages
    from oo_app.bench.bandit import measure as bandit  # noqa: PLC0415 — the same
    from oo_app.bench.console import measure as console  # noqa: PLC0415 — the same
    from oo_app.bench.lab import measure as lab  # noqa: PLC0415 — the same
    from oo_app.bench.signals import measure as signals  # noqa: PLC0415 — the same

    kinds = {
        "web": web.measure,
        "fresh": fresh.measure,
        "bandit": bandit.measure,
        "signals": signals.measure,
        "console": partial(console.measure, events, minutes),
    }
    kinds |= lab.KINDS
    if name not in kinds:
        _refuse("There is no such measurement; there are:", tuple(kinds))
    measured = kinds[name]()
    typer.echo(figures.as_json(measured) if as_json else figures.as_table(measured))


@app.command()
def shots(
    only: Annotated[str, typer.Argument(help="Names that begin with this; all without it.")] = "",
) -> None:
    """Take a picture of every screen and state, beside the mock-ups' if these are there."""
    from oo_app.shots import take  # noqa: PLC0415 — needs the developers' packages

    take.take(only)
    typer.echo(f"The pictures are in {take.SHOTS.relative_to(ROOT)}")


async def _login_link(core: wiring.Core, email: str) -> str:
    try:
        return await core.make_login_link(email)
    finally:
        await core.close()


def _serve(settings: Settings, beside: AbstractContextManager[None] | None = None) -> None:
    from oo_app import serving  # noqa: PLC0415 — heavy
    from oo_app.front_end import BuildFailed, build_if_changed  # noqa: PLC0415 — heavy

    if serving.is_taken(settings):
        _refuse(
            "Somebody answers there already:",
            (f"end it, or choose another OO_PORT than {settings.port}",),
        )
    configure(as_json=settings.log_json)
    _upgrade(settings)
    try:
        build_if_changed(settings)
    except BuildFailed as error:
        _refuse(str(error), ())
    note = (
        "  (stand-in providers: nothing leaves this machine)" if settings.mode is Mode.DEMO else ""
    )
    typer.echo(f"oO is at {settings.public_url}{note}\nCtrl-C ends it.")
    with beside or nullcontext():
        serving.serve(settings)


def _upgrade(settings: Settings) -> None:
    wiring.upgrade_database(settings)


def _refuse(head: str, complaints: tuple[str, ...]) -> NoReturn:
    typer.echo("\n".join((head, *(f"  {complaint}" for complaint in complaints))), err=True)
    sys.exit(1)


if __name__ == "__main__":
    app()
