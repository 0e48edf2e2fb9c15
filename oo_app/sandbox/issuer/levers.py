"""Let tests and demos pull what no real issuer offers: faults, and a turn of the key."""

import json
from dataclasses import asdict

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from oo_app.sandbox.issuer import faults
from oo_app.sandbox.issuer.errors import FieldsUnreadable
from oo_app.sandbox.issuer.fields import read_body
from oo_app.sandbox.issuer.issuer import Issuer
from oo_app.sandbox.issuer.keys import SigningKey


async def show_faults(issuer: Issuer, _request: Request) -> Response:
    """Tell the faults in force, and how often each route was asked."""
    return JSONResponse({"faults": asdict(issuer.faults), "served": dict(issuer.served)})


async def set_faults(issuer: Issuer, request: Request) -> Response:
    """Replace the faults by those in the body; `{}` mends everything."""
    if not _is_deliberate(request):
        return _refused("JSON only, and not from another site")
    try:
        issuer.faults = faults.parse(await read_body(request))
    except FieldsUnreadable as error:
        return _refused(str(error))
    return await show_faults(issuer, request)


async def turn_key(issuer: Issuer, request: Request) -> Response:
    """Sign with a new key; `{"keep_old": false}` also withdraws the old one."""
    if not _is_deliberate(request):
        return _refused("JSON only, and not from another site")
    try:
        wish = json.loads(await read_body(request))
    except (FieldsUnreadable, ValueError, RecursionError):
        return _refused("not JSON")
    if not isinstance(wish, dict) or not isinstance(wish.get("keep_old", True), bool):
        return _refused("keep_old is true or false")
    key = await run_in_threadpool(SigningKey.make)
    issuer.store.add_key(key, keep_old=wish.get("keep_old", True))
    return JSONResponse({"kid": key.kid})


def _is_deliberate(request: Request) -> bool:
    """Return whether no foreign page can have sent this: JSON needs a preflight we never grant."""
    is_json = request.headers.get("content-type", "").partition(";")[0] == "application/json"
    return is_json and request.headers.get("sec-fetch-site", "same-origin") == "same-origin"


def _refused(why: str) -> Response:
    return JSONResponse({"error": why}, 400)
