"""Answer the calls about what surrounds tasks: projects, sections, labels, the user."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from oo_app.sandbox.todoist.accounts import Desk, Kind
from oo_app.sandbox.todoist.paging import page
from oo_app.sandbox.todoist.records import Record, stamp
from oo_app.sandbox.todoist.service import admit, personal_token


async def list_projects(request: Request) -> Response:
    """List projects."""
    return _listed(request, "projects")


async def get_project(request: Request) -> Response:
    """Return one project."""
    return _one(request, "projects")


async def list_sections(request: Request) -> Response:
    """List sections, of one project if it is named."""
    return _listed(request, "sections")


async def get_section(request: Request) -> Response:
    """Return one section."""
    return _one(request, "sections")


async def list_labels(request: Request) -> Response:
    """List personal labels."""
    return _listed(request, "labels")


async def get_label(request: Request) -> Response:
    """Return one label."""
    return _one(request, "labels")


async def get_user(request: Request) -> Response:
    """Return the user, with the API token that the vendor leaks here too."""
    return JSONResponse(user_object(admit(request, "data:read").desk))


def user_object(desk: Desk) -> Record:
    """Return the user as `/user` and `/sync` show them."""
    local = desk.now.astimezone(desk.here.zone)
    offset = local.strftime("%z")
    gmt = f"{offset[:3]}:{offset[3:5]}"
    done = [task for task in desk.account.items.values() if task["checked"]]
    return {
        "id": desk.account.user_id,
        "email": desk.person.email,
        "full_name": desk.person.name,
        "lang": "en",
        "inbox_project_id": desk.account.inbox_id,
        "is_premium": False,
        "premium_status": "not_premium",
        "start_day": 1,
        "weekend_start_day": 6,
        "next_week": 1,
        "days_off": [6, 7],
        "daily_goal": 5,
        "weekly_goal": 25,
        "karma": 1234.0,
        "completed_today": sum(
            1 for t in done if t["completed_at"] >= stamp(local.replace(hour=0))
        ),
        "completed_count": len(done) + sum(t["completed_count"] for t in done),
        "time_format": 0,
        "date_format": 0,
        "joined_at": "2021-03-14T09:26:53.000000Z",
        "token": personal_token(desk.person.sub),
        "websocket_url": "wss://ws.todoist.invalid/ws?token=" + personal_token(desk.person.sub),
        "is_deleted": False,
        "tz_info": {
            "timezone": desk.here.zone.key,
            "gmt_string": gmt,
            "hours": int(offset[:3]),
            "minutes": int(offset[3:5]),
            "is_dst": int(bool(local.dst())),
        },
    }


def _listed(request: Request, kind: Kind) -> Response:
    call = admit(request, "data:read")
    found = [r for r in call.desk.account.collection(kind).values() if not r["is_deleted"]]
    wanted = request.query_params.get("project_id")
    if kind == "sections" and wanted is not None:
        found = [record for record in found if record["project_id"] == wanted]
    return JSONResponse(page(request, call, found))


def _one(request: Request, kind: Kind) -> Response:
    call = admit(request, "data:read")
    return JSONResponse(call.desk.account.find(kind, request.path_params["object_id"]))


ROUTES = [
    Route("/projects", list_projects, methods=["GET"]),
    Route("/projects/{object_id}", get_project, methods=["GET"]),
    Route("/sections", list_sections, methods=["GET"]),
    Route("/sections/{object_id}", get_section, methods=["GET"]),
    Route("/labels", list_labels, methods=["GET"]),
    Route("/labels/{object_id}", get_label, methods=["GET"]),
    Route("/user", get_user, methods=["GET"]),
]
"""Relative to `/api/v1`."""
