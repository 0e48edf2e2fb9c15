"""Sign in and out: start at a provider, come back, use a login link, end sessions."""

from starlette.requests import Request
from starlette.responses import Response

from core.domain.arrival import Answer, Arrival, safe_path
from core.errors import (
    IntegrationFault,
    Malformed,
    NotFound,
    OoError,
    Refusal,
    SignInRefused,
)
from core.wiring import Core, running
from oo_app.endpoints.answering import arrived, departed, go, leave_for
from oo_app.endpoints.asking import (
    agent_of,
    attempt_of,
    form_of,
    query_of,
    spend,
    who_asks,
)
from oo_app.endpoints.small_page import link_page
from oo_app.shared.allowance import LINK, SIGN_IN
from oo_app.shared.cookies import clear_attempt, set_attempt

SIGN_IN_PAGE = "/sign-in"
"""Where a sign-in begins, and where a refused one ends, with its reason."""
MAX_FIELD = 4096
"""No code, state or user text of a provider is longer."""


async def start(request: Request) -> Response:
    """Begin to sign in and send the browser to its provider."""
    core, provider = running(), request.path_params["provider"]
    who = await who_asks(request)
    await spend(request, SIGN_IN, session=who.session)
    form = await form_of(request)
    try:
        begun = await core.begin_sign_in(provider, safe_path(form.get("next", "/")))
    except IntegrationFault:
        return refused(SignInRefused(Refusal.PROVIDER), provider)
    response = leave_for(begun.url)
    is_form_post = _posts_back(core, provider)
    set_attempt(response, begun.cookie, secure=core.settings.secure, form_post=is_form_post)
    return response


async def finish(request: Request) -> Response:
    """Take what the provider sent back through the browser, and let the person in."""
    core, provider = running(), request.path_params["provider"]
    await spend(request, SIGN_IN)
    response = await _finished(request, core, provider)
    clear_attempt(response, secure=core.settings.secure)
    return response


async def _finished(request: Request, core: Core, provider: str) -> Response:
    if (request.method == "POST") != _posts_back(core, provider):
        return refused(SignInRefused(Refusal.PROOF), provider)
    try:
        answer = await answer_of(request, core, provider)
        arrival = await core.finish_sign_in(answer, agent_of(request))
    except (SignInRefused, IntegrationFault, Malformed) as error:
        return refused(error, provider)
    return await _let_in(request, core, arrival)


async def show_link(request: Request) -> Response:
    """Show the button that uses a login link; looking at it changes nothing."""
    code = query_of(request).get("code", "")
    return link_page(code[:MAX_FIELD])


async def use_link(request: Request) -> Response:
    """Use up a login link and let its bearer in."""
    core = running()
    await spend(request, LINK)
    form = await form_of(request)
    try:
        arrival = await core.use_login_link(form.get("code", "")[:MAX_FIELD], agent_of(request))
    except SignInRefused as error:
        return refused(error)
    return await _let_in(request, core, arrival)


async def sign_out(request: Request) -> Response:
    """End this browser's session."""
    core, who = running(), await who_asks(request)
    if who.user_id is not None:
        await core.end_session(who.user_id, who.session)
    return departed(go(SIGN_IN_PAGE), secure=core.settings.secure)


async def sign_out_everywhere(request: Request) -> Response:
    """End all sessions of this user."""
    core, who = running(), await who_asks(request)
    if who.user_id is not None:
        await core.end_all_sessions(who.user_id)
    return departed(go(SIGN_IN_PAGE), secure=core.settings.secure)


async def answer_of(request: Request, core: Core, provider: str) -> Answer:
    """Return what a provider sent back, still unproven. Raises: Malformed."""
    fields = await form_of(request) if request.method == "POST" else query_of(request)
    if any(len(value) > MAX_FIELD for value in fields.values()):
        raise Malformed("answer")
    return Answer(
        provider=provider,
        state=fields.get("state", ""),
        cookie=attempt_of(request, core),
        code=fields.get("code", ""),
        issuer=fields.get("iss", ""),
        user=fields.get("user", ""),
        error=fields.get("error", ""),
    )


def refused(error: OoError, provider: str = "") -> Response:
    """Return to the sign-in page with the reason."""
    match error:
        case SignInRefused():
            why = error.why
        case IntegrationFault():
            why = Refusal.PROVIDER
        case _:
            why = Refusal.PROOF
    known = {offer.name for offer in running().offers}
    return go(SIGN_IN_PAGE, why=why, **({"from": provider} if provider in known else {}))


def _posts_back(core: Core, provider: str) -> bool:
    """Return whether the provider answers with a form. Raises: NotFound when there is no such one."""
    for offer in core.offers:
        if offer.name == provider:
            return offer.form_post
    raise NotFound("provider")


async def _let_in(request: Request, core: Core, arrival: Arrival) -> Response:
    """Give the browser its new session; the one it had before is dead from now on (S1)."""
    before = await who_asks(request)
    if before.user_id is not None:
        await core.end_session(before.user_id, before.session)
    return arrived(arrival, secure=core.settings.secure)
