"""Answer `/sync`: what changed since a token, and commands."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from oo_app.sandbox.todoist.accounts import KINDS, Account, Desk
from oo_app.sandbox.todoist.commands import MOST_COMMANDS, Batch
from oo_app.sandbox.todoist.errors import BadArgument, MissingArgument
from oo_app.sandbox.todoist.lists import user_object
from oo_app.sandbox.todoist.records import Record, is_active
from oo_app.sandbox.todoist.sealed import Unsealed, seal, unseal
from oo_app.sandbox.todoist.service import Call, admit, identify, read_body, service_of

EVERYTHING = "*"
"""The sync token of somebody who knows nothing yet."""

EMPTY_LISTS = frozenset(
    {
        "notes", "project_notes", "filters", "reminders", "reminders_location", "locations",
        "live_notifications", "collaborators", "collaborator_states", "completed_info",
        "workspaces", "workspace_users", "workspace_filters", "view_options",
        "project_view_options_defaults", "role_actions", "day_orders", "folders", "calendars",
        "calendar_accounts", "suggestions", "tooltips",
    }
)  # fmt: skip
"""Resource types that exist, but of which nobody here has any."""

EMPTY_OBJECTS = frozenset({"user_settings", "notification_settings", "user_plan_limits", "stats"})
"""Resource types that are one object, kept empty here."""

TYPES = frozenset({*KINDS, "user", *EMPTY_LISTS, *EMPTY_OBJECTS})
"""All resource types that can be asked for."""


async def sync(request: Request) -> Response:
    """Carry out commands, then report what changed."""
    identify(request)
    body = await read_body(request)
    commands = _list_of(body, "commands")
    types = _types(_list_of(body, "resource_types"))
    token = body.get("sync_token")
    if not commands and not types:
        raise MissingArgument("resource_types")
    full = bool(types) and token == EVERYTHING
    call = admit(request, "data:read" if types else "task:add", "full" if full else "incremental")
    since = _since(request, call.desk.account, token) if types else None
    answer: Record = {"temp_id_mapping": {}}
    answer |= _carried_out(call, commands) if commands else {}
    answer |= _read(call.desk, types, since) if types else {}
    key = service_of(request).book.key
    answer["sync_token"] = seal(key, _position(call.desk.account))
    return JSONResponse(answer)


def _carried_out(call: Call, commands: list[Any]) -> Record:
    if len(commands) > MOST_COMMANDS:
        raise BadArgument("commands", f"at most {MOST_COMMANDS}")
    call.need("task:add")
    batch = Batch(call)
    batch.run(commands)
    return {"sync_status": batch.status, "temp_id_mapping": batch.made}


def _read(desk: Desk, types: set[str], since: int | None) -> Record:
    """Return what is active, or with `since` what changed after that revision."""
    answer: Record = {"full_sync": since is None}
    if since is None:
        answer["full_sync_date_utc"] = desk.now.strftime("%Y-%m-%dT%H:%M:%SZ")
    account = desk.account
    for kind in KINDS:
        if kind in types:
            records = account.collection(kind).values()
            if since is None:
                answer[kind] = [r for r in records if _is_current(r)]
            else:
                answer[kind] = [r for r in records if account.touched[r["id"]] > since]
    if "user" in types and since is None:
        answer["user"] = user_object(desk)
    answer |= {kind: [] for kind in sorted(types & EMPTY_LISTS)}
    if since is None:
        answer |= {kind: {} for kind in sorted(types & EMPTY_OBJECTS)}
    return answer


def _is_current(record: Record) -> bool:
    return is_active(record) if "checked" in record else not record["is_deleted"]


def _position(account: Account) -> list[Any]:
    return ["sync", account.user_id, account.revision]


def _since(request: Request, account: Account, token: object) -> int | None:
    """Return the revision a token stands for; None for everything.

    Raises: MissingArgument, BadArgument.
    """
    if token is None:
        raise MissingArgument("sync_token")
    if token == EVERYTHING:
        return None
    try:
        position = unseal(service_of(request).book.key, str(token))
    except Unsealed as error:
        raise BadArgument("sync_token", "a token from an earlier sync") from error
    if position[:2] != _position(account)[:2]:
        raise BadArgument("sync_token", "a token from an earlier sync")
    return int(position[2])


def _list_of(body: Record, name: str) -> list[Any]:
    """Return a list that was sent as JSON, or as JSON text in a form."""
    value = body.get(name)
    try:
        found = json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError) as error:
        raise BadArgument(name, "JSON list") from error
    if found is None:
        return []
    if not isinstance(found, list):
        raise BadArgument(name, "JSON list")
    return found


def _types(wanted: list[Any]) -> set[str]:
    """Return the resource types: `all` stands for every one, `-name` leaves one out."""
    names = [str(name) for name in wanted]
    unknown = {name.removeprefix("-") for name in names} - TYPES - {"all"}
    if unknown:
        raise BadArgument("resource_types", "known resource types")
    left_out = {name[1:] for name in names if name.startswith("-")}
    named = {name for name in names if not name.startswith("-")}
    return (set(TYPES) if "all" in named else named) - left_out


ROUTES = [Route("/sync", sync, methods=["POST"])]
"""Relative to `/api/v1`."""
