"""Hand what is on the screen over as a file: the same address, the same filters, all its pages."""

import csv
import io
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.domain.access import Right
from core.domain.session import actor_of
from core.errors import NotFound
from core.wiring import running
from oo_admin.exported import Cell, Exported
from oo_admin.here import Here, read_here
from oo_app.shared.cookies import session_in

MEDIA = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
"""The kinds of file there are."""
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet takes a text for a formula."""


@dataclass(frozen=True, slots=True)
class Export:
    """What one page hands over, and the right to see it that is asked for beside the one to export."""

    right: Right
    table: Callable[[Here], Awaitable[Exported]]


def route(exports: Mapping[str, Export]) -> Route:
    """Return the one address of all exports."""

    async def export(request: Request) -> Response:
        """Answer with the file. Raises: NotFound, also to whoever may not have it."""
        core = running()
        cookie = session_in(request.headers.get("cookie", ""), secure=core.settings.secure)
        who = await core.resolve_session(cookie)
        page, kind = request.path_params["page"], request.path_params["kind"]
        made = exports.get(page)
        if made is None or kind not in MEDIA or not {made.right, Right.EXPORTS_MAKE} <= who.rights:
            raise NotFound("export")
        now, zone = core.clock.now(), core.settings.console_timezone
        marks = await core.steering.read_live.promotions()
        here = read_here(str(request.url), now, zone, who.rights, marks=marks)
        table = await made.table(here)
        actor = actor_of(who, now)
        await core.note_export(actor, page, here.address.href, len(table.rows))
        return Response(
            as_csv(table) if kind == "csv" else as_json(table, here),
            media_type=MEDIA[kind],
            headers={
                "Content-Disposition": f'attachment; filename="{file_name(page, here)}.{kind}"'
            },
        )

    return Route("/admin/export/{page:str}.{kind:str}", export, methods=["GET"])


def file_name(page: str, here: Here) -> str:
    """Return what a file is called: the page and the days it is about."""
    span = f"{here.period.first}_{here.period.last}"
    return re.sub(r"[^a-z0-9_-]", "-", f"oo-{page}_{span}".lower())


def as_csv(table: Exported) -> str:
    """Return a table as CSV (RFC 4180); no text can pass for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows(tuple(map(_safe, row)) for row in table.rows)
    return out.getvalue()


def as_json(table: Exported, here: Here) -> str:
    """Return a table as JSON, with the address, the zone and the moment it was true."""
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    head = {
        "address": here.address.href,
        "zone": here.zone.key,
        "as_of": here.now.isoformat(),
        "from": here.period.start.isoformat(),
        "until": here.period.end.isoformat(),
    }
    return json.dumps({**head, "rows": rows}, ensure_ascii=False)


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell
