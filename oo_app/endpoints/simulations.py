"""Hand out the report of a simulation: one HTML file that asks for nothing else."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from core.domain.access import Right
from core.domain.ids import RunId
from core.errors import NotAllowed, NotFound, NotSignedIn
from core.wiring import running
from oo_app.endpoints.asking import who_asks

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a browser may do with a report: show it, in its own styles."""


async def report(request: Request) -> Response:
    """Return the report of a run to whoever may read simulations."""
    who = await who_asks(request)
    if who.user_id is None:
        raise NotSignedIn
    if Right.SIMULATIONS_READ not in who.rights:
        raise NotAllowed(Right.SIMULATIONS_READ)
    page = await running().read_sim_run.report(_run_id(request.path_params["run"]))
    headers = {
        "content-security-policy": f"{POLICY}; frame-ancestors 'none'",
        "cache-control": "no-store",
    }
    return HTMLResponse(page, headers=headers)


def _run_id(text: str) -> RunId:
    try:
        return RunId(UUID(text))
    except ValueError as error:
        raise NotFound("run") from error
