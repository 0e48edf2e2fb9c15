"""Answer the client's direct requests: exchange a code, refresh, revoke."""

import base64
import hashlib
import hmac
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from oo_app.sandbox.issuer import fields
from oo_app.sandbox.issuer.claims import left_half
from oo_app.sandbox.issuer.client_secret import authenticate
from oo_app.sandbox.issuer.clients import Client
from oo_app.sandbox.issuer.errors import FieldsUnreadable, GrantRefused, Refusal
from oo_app.sandbox.issuer.fields import Fields
from oo_app.sandbox.issuer.flavour import Flavour
from oo_app.sandbox.issuer.grants import Grant
from oo_app.sandbox.issuer.issuer import Code, Issuer
from oo_app.sandbox.issuer.once import AlreadyTaken, NotOnHand

VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")
"""A PKCE verifier (RFC 7636 §4.1)."""

NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
"""Tokens are kept by nobody on the way."""

WEB_PAGE = "<!doctype html><title>Sorry</title><h1>We will be back soon.</h1>"
"""What a broken front answers in place of tokens."""


async def exchange(issuer: Issuer, request: Request) -> Response:
    """Give tokens for a code or a refresh token."""
    if issuer.faults.html_tokens:
        return HTMLResponse(WEB_PAGE)
    try:
        form = await fields.parse_form(request)
        client = authenticate(issuer, _authorization(request), form)
        answer = _tokens(issuer, client, form)
    except FieldsUnreadable as error:
        return _refuse(issuer, request, GrantRefused(Refusal.INVALID_REQUEST, str(error)))
    except GrantRefused as error:
        return _refuse(issuer, request, error)
    return JSONResponse(answer, headers=NO_STORE)


async def revoke(issuer: Issuer, request: Request) -> Response:
    """Kill a token, and with it what its provider kills along."""
    try:
        form = await fields.parse_form(request)
        if issuer.manner.revokes_for_anyone:
            _revoke_by_token(issuer, form)
        else:
            client = authenticate(issuer, _authorization(request), form)
            _revoke_by_client(issuer, client, form)
    except FieldsUnreadable as error:
        return _refuse(issuer, request, GrantRefused(Refusal.INVALID_REQUEST, str(error)))
    except GrantRefused as error:
        return _refuse(issuer, request, error)
    return JSONResponse({}, headers=NO_STORE)


def _authorization(request: Request) -> str:
    return request.headers.get("authorization", "")


def _refuse(issuer: Issuer, request: Request, refusal: GrantRefused) -> Response:
    answer: dict[str, str] = {"error": refusal.error}
    if issuer.manner.describes_errors and refusal.description:
        answer["error_description"] = refusal.description
    if refusal.error == "invalid_client" and _authorization(request):
        challenge = {"WWW-Authenticate": f'Basic realm="{issuer.url}"'}
        return JSONResponse(answer, 401, headers=NO_STORE | challenge)
    return JSONResponse(answer, 400, headers=NO_STORE)


def _tokens(issuer: Issuer, client: Client, form: Fields) -> dict[str, Any]:
    match form.get("grant_type", ""):
        case "authorization_code":
            return _for_code(issuer, client, form)
        case "refresh_token":
            return _for_refresh_token(issuer, client, form)
        case "":
            raise GrantRefused(Refusal.INVALID_REQUEST, "The grant_type is missing.")
        case _:
            raise GrantRefused(Refusal.UNSUPPORTED_GRANT_TYPE, "This grant_type is not known.")


def _for_code(issuer: Issuer, client: Client, form: Fields) -> dict[str, Any]:
    code = _redeem(issuer, client, form)
    grant, now_s = code.grant, issuer.now_s()
    access = issuer.tokens.add_access(grant, now_s)
    answer = _access_answer(issuer, grant, access)
    if grant.offline:
        answer["refresh_token"] = issuer.tokens.add_refresh(grant, now_s)
    if token := issuer.id_token(grant, at_hash=left_half(access)):
        answer["id_token"] = token
    return answer


def _redeem(issuer: Issuer, client: Client, form: Fields) -> Code:
    name, now_s = form.get("code", ""), issuer.now_s()
    try:
        code = issuer.codes.look(name, now_s)
    except AlreadyTaken as error:
        # Somebody has a copy: what the first exchange gave is taken back (RFC 6749 §4.1.2).
        spent: Code = error.value
        issuer.tokens.drop(lambda grant: grant.id == spent.grant.id)
        raise GrantRefused(Refusal.INVALID_GRANT, "The code was used before.") from error
    except NotOnHand as error:
        raise GrantRefused(Refusal.INVALID_GRANT, "The code is unknown or expired.") from error
    if code.grant.client_id != client.client_id:
        raise GrantRefused(Refusal.INVALID_GRANT, "The code belongs to another client.")
    issuer.codes.take(name, now_s)  # also when the proof below fails: one try is all
    if form.get("redirect_uri", "") != code.asked.way.redirect_uri:
        raise GrantRefused(Refusal.INVALID_GRANT, "The redirect_uri is another one.")
    if not _proves(code.asked.challenge, form.get("code_verifier", "")):
        raise GrantRefused(Refusal.INVALID_GRANT, "The code_verifier does not fit.")
    return code


def _proves(challenge: str, verifier: str) -> bool:
    if not challenge:
        return not verifier  # a challenge that got lost on the way is a downgrade
    if not VERIFIER.fullmatch(verifier):
        return False
    hashed = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=")
    return hmac.compare_digest(hashed, challenge.encode())


def _for_refresh_token(issuer: Issuer, client: Client, form: Fields) -> dict[str, Any]:
    token, now_s = form.get("refresh_token", ""), issuer.now_s()
    known = issuer.tokens.find(token)
    if known is None or known.client_id != client.client_id:
        raise GrantRefused(Refusal.INVALID_GRANT, "Token has been expired or revoked.")
    if not set(form.get("scope", "").split()) <= set(known.scopes):
        raise GrantRefused(Refusal.INVALID_SCOPE, "More is asked than was granted.")
    grant = issuer.tokens.use_refresh(token, now_s)
    if grant is None:
        raise GrantRefused(Refusal.INVALID_GRANT, "Token has been expired or revoked.")
    return _access_answer(issuer, grant, issuer.tokens.add_access(grant, now_s))


def _access_answer(issuer: Issuer, grant: Grant, access: str) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": issuer.manner.access_ttl_s,
    }
    if issuer.flavour is not Flavour.APPLE:
        answer["scope"] = " ".join(grant.scopes)
    return answer


def _revoke_by_token(issuer: Issuer, form: Fields) -> None:
    mine = issuer.tokens.find(form.get("token", ""))
    if mine is None:
        raise GrantRefused(Refusal.INVALID_TOKEN, "Token expired or revoked.")
    issuer.tokens.drop(mine.same_people)


def _revoke_by_client(issuer: Issuer, client: Client, form: Fields) -> None:
    if not form.get("token"):
        raise GrantRefused(Refusal.INVALID_REQUEST, "The token is missing.")
    mine = issuer.tokens.find(form["token"])
    if mine is None or mine.client_id != client.client_id:
        return  # already dead, or not theirs: nobody is told which (RFC 7009 §2.2)
    if issuer.flavour is Flavour.APPLE:
        issuer.tokens.drop(mine.same_people)
    else:
        issuer.tokens.drop(lambda grant: grant.id == mine.id)
