"""Answer the browser: show the people, take the choice, send it back."""

import json
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from oo_app.sandbox.issuer import authorization, fields
from oo_app.sandbox.issuer.authorization import Authorization
from oo_app.sandbox.issuer.claims import given_and_family, left_half
from oo_app.sandbox.issuer.clients import origin_of
from oo_app.sandbox.issuer.consent_page import CANCEL, consent_page
from oo_app.sandbox.issuer.errors import (
    FieldsUnreadable,
    NoWayBack,
    Refusal,
    RequestRefused,
    WayBack,
)
from oo_app.sandbox.issuer.fields import Fields
from oo_app.sandbox.issuer.flavour import Flavour
from oo_app.sandbox.issuer.grants import Grant
from oo_app.sandbox.issuer.issuer import Code, Issuer
from oo_app.sandbox.issuer.once import AlreadyTaken, NotOnHand
from oo_app.sandbox.issuer.pages import error_page, form_post_page
from oo_app.sandbox.people import Person


async def show(issuer: Issuer, request: Request) -> Response:
    """Show the people to a valid request."""
    try:
        asked = authorization.parse(issuer.flavour, issuer.clients, fields.parse_query(request))
    except FieldsUnreadable as error:
        return error_page(issuer.manner.label, Refusal.INVALID_REQUEST, str(error))
    except NoWayBack as error:
        return error_page(issuer.manner.label, error.error, error.description)
    except RequestRefused as error:
        return _refuse(issuer, error.way, error.error, error.description)
    return consent_page(issuer, asked, issuer.forms.put(asked, issuer.now_s()))


async def choose(issuer: Issuer, request: Request) -> Response:
    """Take the choice made on the page."""
    try:
        form = await _own_form(issuer, request)
        asked = _asked(issuer, form)
    except FieldsUnreadable as error:
        return error_page(issuer.manner.label, Refusal.INVALID_REQUEST, str(error))
    except NoWayBack as error:
        return error_page(issuer.manner.label, error.error, error.description)
    choice = form["choice"]
    if choice == CANCEL:
        return _refuse(issuer, asked.way, issuer.manner.cancel_error, "The person said no.")
    hides = form.get("email") == "hide" and issuer.flavour is Flavour.APPLE
    person = issuer.people[choice]
    return _allow(issuer, asked, person, hides_email=hides and "email" in asked.scopes)


async def _own_form(issuer: Issuer, request: Request) -> Fields:
    if not _is_own(issuer, request):
        raise NoWayBack(Refusal.INVALID_REQUEST, "This form was not sent from our own page.")
    form = await fields.parse_form(request)
    if form.get("choice") not in {CANCEL, *issuer.people}:
        raise NoWayBack(Refusal.INVALID_REQUEST, "Nobody by this name lives here.")
    return form


def _is_own(issuer: Issuer, request: Request) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("origin") == origin_of(issuer.url)


def _asked(issuer: Issuer, form: Fields) -> Authorization:
    try:
        return issuer.forms.take(form.get("form_token", ""), issuer.now_s())
    except (NotOnHand, AlreadyTaken) as error:
        raise NoWayBack(Refusal.INVALID_REQUEST, "This page has expired. Start again.") from error


def _allow(issuer: Issuer, asked: Authorization, person: Person, *, hides_email: bool) -> Response:
    grant = issuer.grant(asked, person, hides_email=hides_email)
    code = issuer.codes.put(Code(asked, grant), issuer.now_s())
    answer = {"code": code}
    if asked.with_id_token and (token := issuer.id_token(grant, c_hash=left_half(code))):
        answer["id_token"] = token
    if issuer.flavour is Flavour.APPLE and grant.first and asked.scopes:
        answer["user"] = _user(person, asked.scopes, grant, issuer)
    return _send_back(issuer, asked.way, answer)


def _user(person: Person, scopes: tuple[str, ...], grant: Grant, issuer: Issuer) -> str:
    told: dict[str, object] = {}
    if "name" in scopes:
        given, family = given_and_family(person)
        told["name"] = {"firstName": given, "lastName": family}
    if "email" in scopes:
        told["email"] = issuer.email(grant)
    return json.dumps(told, ensure_ascii=False)


def _refuse(issuer: Issuer, way: WayBack, error: str, description: str) -> Response:
    answer = {"error": error}
    if issuer.manner.describes_errors:
        answer["error_description"] = description
    return _send_back(issuer, way, answer)


def _send_back(issuer: Issuer, way: WayBack, answer: dict[str, str]) -> Response:
    if way.state:
        answer["state"] = way.state
    if issuer.manner.names_itself:
        answer["iss"] = issuer.url
    for name, value in issuer.faults.redirect.items():
        answer.pop(name, None)
        if value is not None:
            answer[name] = value
    if way.response_mode == "form_post":
        return form_post_page(issuer.manner.label, way.redirect_uri, answer)
    joint = "&" if urlsplit(way.redirect_uri).query else "?"
    return RedirectResponse(
        f"{way.redirect_uri}{joint}{urlencode(answer)}",
        status_code=303,
        headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"},
    )
