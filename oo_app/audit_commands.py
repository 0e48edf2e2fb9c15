"""The commands about the audit: prove it, look into it, hand it out."""

import csv
import io
import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from core.domain.audit import EVERYTHING, SYSTEM, Sought
from core.domain.chain import Entry
from oo_app.policy_commands import run

app = typer.Typer(no_args_is_help=True, help="The audit: who did what in the console, and why.")

SHORT = 8
"""Letters of a hash that are printed."""


class Form(StrEnum):
    """How the audit is handed out."""

    JSON = "json"
    CSV = "csv"


@app.command("verify")
def verify() -> None:
    """Look over the whole chain and name each tamper; exits 1 when there is one."""
    found = run(lambda core: core.verify_audit(SYSTEM))
    for fault in found.faults:
        typer.echo(f"row {fault.seq}: {fault.what}")
    head = f", head {found.head.hash[:SHORT]}" if found.head else ""
    state = "The chain is whole" if found.whole else "Somebody has tampered with the chain"
    typer.echo(f"{state}: {found.rows} rows in {found.took_ms} ms{head}.")
    raise SystemExit(not found.whole)


@app.command("list")
def list_deeds(
    words: Annotated[str, typer.Argument(help="Words in action, object or reason.")] = "",
    *,
    who: Annotated[str, typer.Option(help="An actor, such as u_7q4m2kab or system.")] = "",
    result: Annotated[str, typer.Option(help="How it ended: done, refused, failed.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many.")] = 20,
) -> None:
    """Print what was done, newest first."""
    sought = Sought(who=who, result=result, words=words)
    for it in run(lambda core: core.read_audit.page(SYSTEM, sought, limit=limit)):
        typer.echo(
            f"{it.seq:6} {it.at:%Y-%m-%d %H:%M:%S} {it.actor} {it.role} {it.action} "
            f"{it.object} [{it.result}] {it.reason}".rstrip()
        )


@app.command("export")
def export(
    form: Annotated[Form, typer.Option("--format", help="For whose tools.")] = Form.JSON,
    out: Annotated[Path | None, typer.Option(help="A file; without it, standard output.")] = None,
) -> None:
    """Write the whole audit out, newest first; that it was handed out is written down too."""
    entries = run(lambda core: core.read_audit.export(SYSTEM, EVERYTHING))
    text = _as_csv(entries) if form is Form.CSV else json.dumps(list(map(_plain, entries)))
    if out is None:
        typer.echo(text)
    else:
        out.write_text(text, encoding="utf-8")
    typer.echo(f"{len(entries)} rows.", err=True)


def _plain(entry: Entry) -> dict[str, Any]:
    """Return an entry as JSON can hold it. Any: whatever an entry holds."""
    ids = {"id": str(entry.id), "actor_id": str(entry.actor_id) if entry.actor_id else None}
    return asdict(entry) | ids | {"at": entry.at.isoformat()}


def _as_csv(entries: tuple[Entry, ...]) -> str:
    file = io.StringIO()
    names = [*Entry.__dataclass_fields__]
    writer = csv.DictWriter(file, names, lineterminator="\n")
    writer.writeheader()
    for entry in entries:
        writer.writerow({name: _cell(value) for name, value in _plain(entry).items()})
    return file.getvalue().rstrip("\n")


def _cell(value: Any) -> str:
    """Return a value as text that a spreadsheet does not run as a formula. Any: a JSON value."""
    text = json.dumps(value) if isinstance(value, dict) else str("" if value is None else value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
