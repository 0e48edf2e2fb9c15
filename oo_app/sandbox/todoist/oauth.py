"""Answer the OAuth endpoints: authorize, token, revoke, and what describes them."""

import base64
from html import escape
from urllib.parse import unquote_plus, urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from oo_app.sandbox.todoist.authorize import Asked, AuthorizeProblem, Unredirectable, parse_asked
from oo_app.sandbox.todoist.errors import AccessTokenNotFound
from oo_app.sandbox.todoist.grants import CODE_LIFE, SCOPES, App, Code, Refused
from oo_app.sandbox.todoist.html import from_own_page, hidden, html_page, origin_of, refusal
from oo_app.sandbox.todoist.records import Record
from oo_app.sandbox.todoist.service import Service, read_body, service_of

READ_ONLY = "data:read"
"""What the partial grant gives."""

MEANINGS = {
    "task:add": "Add tasks",
    "data:read": "Read your tasks",
    "data:read_write": "Read, change and complete your tasks",
    "data:delete": "Delete your tasks",
    "project:delete": "Delete your projects",
    "backups:read": "Read your backups",
}
"""Each scope in words."""


async def authorize_page(request: Request) -> Response:
    """Ask a demo person whether the app may."""
    service = service_of(request)
    try:
        asked = parse_asked(request.query_params, service.apps)
    except Unredirectable as problem:
        return refusal("This request cannot be answered", problem.reason)
    except AuthorizeProblem as problem:
        return _back(problem.redirect_uri, {"error": problem.error, "state": problem.state}, 302)
    return html_page(
        f"{asked.app.name} asks",
        _question(service, asked, request.query_params),
        form_to=" ".join(sorted({origin_of(uri) for uri in asked.app.redirect_uris})),
    )


async def decide(request: Request) -> Response:
    """Take the person's answer and go back to the app."""
    service = service_of(request)
    if not from_own_page(request, service):
        return refusal("Not from this page", "An answer must come from the page that asks.", 403)
    form = QueryParams(list((await read_body(request)).items()))
    try:
        asked = parse_asked(form, service.apps)
    except Unredirectable as problem:
        return refusal("This request cannot be answered", problem.reason)
    except AuthorizeProblem as problem:
        return _back(problem.redirect_uri, {"error": problem.error, "state": problem.state}, 303)
    decision = form.get("decision")
    if decision not in {"allow", "read"}:
        return _back(asked.redirect_uri, {"error": "access_denied", "state": asked.state}, 303)
    if form.get("person") not in {person.sub for person in service.people}:
        return refusal("Nobody was chosen", "Go back and choose one of the demo people.")
    code = Code(
        asked.app.client_id,
        form["person"],
        [READ_ONLY] if decision == "read" else list(asked.scopes),
        asked.sent_redirect_uri,
        asked.challenge,
        (service.clock() + CODE_LIFE).isoformat(),
    )
    text = service.book.grants.issue_code(code)
    return _back(asked.redirect_uri, {"code": text, "state": asked.state}, 303)


async def token(request: Request) -> Response:
    """Exchange a code, or rotate a refresh token."""
    service = service_of(request)
    body = await read_body(request)
    app = _client(request, body, service)
    try:
        answer = _exchanged(app, body, service)
    except Refused as refused:
        return JSONResponse({"error": refused.error}, 400, _NO_STORE)
    return JSONResponse(answer, headers=_NO_STORE)


async def revoke_by_query(request: Request) -> Response:
    """Revoke by the vendor's first form: `DELETE /access_tokens`."""
    service = service_of(request)
    asked = request.query_params
    app = service.app(asked.get("client_id"))
    if app is None or not app.knows(asked.get("client_secret", "")):
        return JSONResponse({"error": "incorrect_application_credentials"}, 400)
    if not service.book.grants.revoke(app.client_id, asked.get("access_token", "")):
        raise AccessTokenNotFound
    return JSONResponse(None)


async def revoke(request: Request) -> Response:
    """Revoke by RFC 7009: an unknown token is fine, it is gone already."""
    service = service_of(request)
    body = await read_body(request)
    app = _client(request, {}, service)
    if app is None:
        headers = {"WWW-Authenticate": 'Basic realm="stand-in Todoist"'}
        return JSONResponse({"error": "invalid_client"}, 401, headers)
    service.book.grants.revoke(app.client_id, str(body.get("token", "")))
    return Response(status_code=200)


async def server_metadata(request: Request) -> Response:
    """Describe the authorization server (RFC 8414)."""
    base = service_of(request).base_url
    return JSONResponse(
        {
            "issuer": base,
            "authorization_endpoint": f"{base}/oauth/authorize",
            "token_endpoint": f"{base}/oauth/access_token",
            "revocation_endpoint": f"{base}/api/v1/revoke",
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
            "scopes_supported": sorted(SCOPES),
        }
    )


async def resource_metadata(request: Request) -> Response:
    """Describe the protected API (RFC 9728)."""
    base = service_of(request).base_url
    return JSONResponse({"resource": f"{base}/api/v1", "authorization_servers": [base]})


_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


def _exchanged(app: App | None, body: Record, service: Service) -> Record:
    grants, now = service.book.grants, service.clock()
    kind = body.get("grant_type", "authorization_code")
    if kind not in {"authorization_code", "refresh_token"}:
        raise Refused("unsupported_grant_type")
    if app is None:
        exchange = kind == "authorization_code"
        raise Refused("incorrect_application_credentials" if exchange else "invalid_client")
    if kind == "refresh_token":
        scope = body.get("scope")
        wanted = str(scope).replace(",", " ").split() if scope else None
        return grants.rotate(app.client_id, str(body.get("refresh_token", "")), wanted, now)
    return grants.exchange(
        app.client_id,
        str(body.get("code", "")),
        redirect_uri=body.get("redirect_uri"),
        verifier=_text_or_none(body.get("code_verifier")),
        now=now,
    )


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)


def _client(request: Request, body: Record, service: Service) -> App | None:
    """Return the app that proves itself, by HTTP Basic or in the body; None if none does."""
    name, secret = body.get("client_id"), body.get("client_secret")
    kind, _, sent = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "basic":
        try:
            pair = base64.b64decode(sent, validate=True).decode()
        except ValueError:
            return None
        name, _, secret = (unquote_plus(part) for part in pair.partition(":"))
    app = service.app(name)
    return app if app is not None and app.knows(str(secret)) else None


def _question(service: Service, asked: Asked, sent: QueryParams) -> str:
    people = "".join(
        f'<label class="choice"><input type="radio" name="person" value="{escape(person.sub)}"'
        f"{' checked' if place == 0 else ''}><span>{escape(person.name)}<br>"
        f"<small>{escape(person.about)}</small></span></label>"
        for place, person in enumerate(service.people)
    )
    wishes = "".join(f"<li>{MEANINGS[scope]} <code>{scope}</code></li>" for scope in asked.scopes)
    partial = {"data:read", "data:read_write"} & set(asked.scopes)
    read = '<button class="key" name="decision" value="read">Allow reading only</button>'
    return (
        f"<h1>{escape(asked.app.name)} would like to use your Todoist</h1><ul>{wishes}</ul>"
        f'<form method="post" action="{escape(service.path)}/oauth/authorize">'
        f"{hidden(dict(sent))}<h2>Answer as</h2>{people}"
        '<button class="key" name="decision" value="allow">Allow</button>'
        f"{read if partial else ''}"
        '<button class="key" name="decision" value="deny">Deny</button></form>'
    )


def _back(redirect_uri: str, values: dict[str, str], status: int) -> Response:
    joint = "&" if "?" in redirect_uri else "?"
    headers = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}
    return RedirectResponse(f"{redirect_uri}{joint}{urlencode(values)}", status, headers)


ROUTES = [
    Route("/oauth/authorize", authorize_page, methods=["GET"]),
    Route("/oauth/authorize", decide, methods=["POST"]),
    Route("/oauth/access_token", token, methods=["POST"]),
    Route("/api/v1/access_tokens", revoke_by_query, methods=["DELETE"]),
    Route("/api/v1/revoke", revoke, methods=["POST"]),
    Route("/.well-known/oauth-authorization-server", server_metadata, methods=["GET"]),
    Route("/.well-known/oauth-protected-resource", resource_metadata, methods=["GET"]),
]
"""Relative to where the stand-in is mounted."""
