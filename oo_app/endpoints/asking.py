"""Read what a request says about itself: who asks, from where, with what."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

from limits import RateLimitItem
from starlette.requests import Request

from core.domain.ids import UserId
from core.domain.session import Principal
from core.errors import Malformed, NotSignedIn
from core.wiring import Core, running
from oo_app.shared.address import address_of
from oo_app.shared.allowance import Allowances
from oo_app.shared.cookies import attempt_in, session_in

FORM = "application/x-www-form-urlencoded"
"""The one kind of form there is here; nobody uploads anything."""
MAX_FIELDS = 20
"""No form here has more fields, and no provider's answer does."""
BROWSERS = ("Edg", "OPR", "Firefox", "SamsungBrowser", "CriOS", "Chrome", "Safari")
"""Marks of browsers in User-Agent, the more particular first: most claim to be their rivals too."""
NAMES = {"Edg": "Edge", "OPR": "Opera", "CriOS": "Chrome", "SamsungBrowser": "Samsung Internet"}
"""What those are called whose mark is not their name."""
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "Mac",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}
"""Marks of systems in User-Agent and what people call them."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A user who is signed in, and the hash of the session they use."""

    user_id: UserId
    session: str


async def who_asks(request: Request) -> Principal:
    """Return who is behind the request's session cookie, or nobody."""
    core = running()
    return await core.resolve_session(session_of(request, core))


async def signed_in(request: Request) -> Visitor:
    """Return who is signed in. Raises: NotSignedIn."""
    who = await who_asks(request)
    if who.user_id is None:
        raise NotSignedIn
    return Visitor(who.user_id, who.session)


def session_of(request: Request, core: Core) -> str | None:
    """Return the session id that the browser sent."""
    return session_in(request.headers.get("cookie", ""), secure=core.settings.secure)


def attempt_of(request: Request, core: Core) -> str:
    """Return the secret of an attempt that the browser sent."""
    return attempt_in(request.headers.get("cookie", ""), secure=core.settings.secure)


async def spend(request: Request, allowance: RateLimitItem, *, session: str = "") -> None:
    """Count this request against its address and, if there is one, its session. Raises: TooMany."""
    allowances: Allowances = request.app.state.allowances
    address = address_of(request.scope, running().settings.trusted_proxy_hops)
    await allowances.spend(allowance, f"address {address}")
    if session:
        await allowances.spend(allowance, f"session {session}")


async def form_of(request: Request) -> dict[str, str]:
    """Return the fields of a form. Raises: Malformed, also when a field comes twice."""
    body = await request.body()
    if not body:
        return {}
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != FORM:
        raise Malformed("form")
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS
        )
    except ValueError as error:
        raise Malformed("form") from error
    return _each_once(pairs)


def query_of(request: Request) -> dict[str, str]:
    """Return the parameters of an address. Raises: Malformed when one comes twice."""
    return _each_once(request.query_params.multi_items())


def agent_of(request: Request) -> str:
    """Return browser and system in words that their owner recognises, such as "Firefox on Linux"."""
    said = request.headers.get("user-agent", "")
    browser = next((mark for mark in BROWSERS if re.search(rf"\b{mark}/", said)), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in said), "")
    known = NAMES.get(browser, browser) or "A browser"
    return f"{known} on {system}" if system else known


def _each_once(pairs: list[tuple[str, str]]) -> dict[str, str]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise Malformed("fields")
    return fields
