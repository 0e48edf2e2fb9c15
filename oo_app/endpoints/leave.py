"""Delete an account, at once."""

from starlette.requests import Request
from starlette.responses import Response

from core.errors import NotSignedIn
from core.wiring import running
from oo_app.endpoints.answering import departed, go
from oo_app.endpoints.asking import form_of, signed_in
from oo_app.endpoints.auth import SIGN_IN_PAGE

DELETE_PAGE = "/delete"
"""Where the one confirmation is asked for."""
GOODBYE_PAGE = "/goodbye"
"""Where the receipt of a deletion is shown."""


async def delete(request: Request) -> Response:
    """Erase the user who has confirmed it, and show the receipt."""
    core = running()
    try:
        who = await signed_in(request)
    except NotSignedIn:
        return go(SIGN_IN_PAGE)
    if (await form_of(request)).get("sure") != "yes":
        return go(DELETE_PAGE)
    erasure = await core.erase_user(who.user_id)
    return departed(go(GOODBYE_PAGE, receipt=erasure.receipt), secure=core.settings.secure)
