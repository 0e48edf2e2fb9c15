"""Connect an integration: by its own consent page, or with a pasted token."""

from starlette.requests import Request
from starlette.responses import Response

from core.domain.integration import Provider
from core.errors import (
    IntegrationFault,
    Malformed,
    NotSignedIn,
    OoError,
    ReconnectNeeded,
    Refusal,
    SignInRefused,
)
from core.wiring import Core, running
from oo_app.endpoints.answering import go, leave_for
from oo_app.endpoints.asking import Visitor, form_of, signed_in, spend
from oo_app.endpoints.auth import SIGN_IN_PAGE, answer_of
from oo_app.shared.allowance import SIGN_IN
from oo_app.shared.cookies import clear_attempt, set_attempt

CONNECT_PAGE = "/connect"
"""Where integrations stand, and where a refused connection ends, with its reason."""
BAD_TOKEN = "token"  # noqa: S105 — a reason's name
"""Reason: the pasted token opens nothing."""


async def start(request: Request) -> Response:
    """Send the browser to Todoist's own question; core notes the consent to tips."""
    core = running()
    try:
        who = await signed_in(request)
    except NotSignedIn:
        return _sign_in_first()
    await spend(request, SIGN_IN, session=who.session)
    if not core.settings.todoist_client_id:
        return go(CONNECT_PAGE, why=Refusal.DISABLED)
    begun = await core.begin_connect(who.user_id, Provider.TODOIST)
    response = leave_for(begun.url)
    set_attempt(response, begun.cookie, secure=core.settings.secure)
    return response


async def finish(request: Request) -> Response:
    """Take what Todoist sent back through the browser, and keep the link."""
    core = running()
    try:
        who = await signed_in(request)
    except NotSignedIn:
        return _sign_in_first()
    await spend(request, SIGN_IN, session=who.session)
    response = await _finished(request, core, who)
    clear_attempt(response, secure=core.settings.secure)
    return response


async def paste(request: Request) -> Response:
    """Link the account that a pasted personal token opens."""
    core = running()
    try:
        who = await signed_in(request)
    except NotSignedIn:
        return _sign_in_first()
    await spend(request, SIGN_IN, session=who.session)
    try:
        token = (await form_of(request)).get("token", "")
        await core.connect_with_token(who.user_id, Provider.TODOIST, token)
    except (Malformed, ReconnectNeeded):
        return go(CONNECT_PAGE, why=BAD_TOKEN)
    except (SignInRefused, IntegrationFault) as error:
        return _refused(error)
    return go(CONNECT_PAGE)


async def _finished(request: Request, core: Core, who: Visitor) -> Response:
    try:
        answer = await answer_of(request, core, Provider.TODOIST)
        await core.finish_connect(who.user_id, answer)
    except (SignInRefused, IntegrationFault, Malformed) as error:
        return _refused(error)
    return go(CONNECT_PAGE)


def _refused(error: OoError) -> Response:
    match error:
        case SignInRefused():
            why = error.why
        case IntegrationFault():
            why = Refusal.PROVIDER
        case _:
            why = Refusal.PROOF
    return go(CONNECT_PAGE, why=why)


def _sign_in_first() -> Response:
    return go(SIGN_IN_PAGE, next=CONNECT_PAGE)
