"""Draw the page on which a visitor chooses whom to be."""

from html import escape

from starlette.responses import HTMLResponse

from oo_app.sandbox.issuer.authorization import Authorization
from oo_app.sandbox.issuer.flavour import Flavour
from oo_app.sandbox.issuer.issuer import Issuer
from oo_app.sandbox.issuer.pages import not_real, page
from oo_app.sandbox.people import ADMIN_EMAIL, Person

CANCEL = "cancel"
"""Value of the button that says no."""

WORDS = {
    "openid": "who you are",
    "email": "your e-mail address",
    "profile": "your name",
    "name": "your name",
    "offline_access": "this also while you are away",
}
"""What each scope lets a client see."""

HIDE_EMAIL = (
    "<fieldset><legend>E-mail, asked the first time only</legend>"
    '<label><input type="radio" name="email" value="share" checked> Share my e-mail</label>'
    '<label><input type="radio" name="email" value="hide"> Hide my e-mail</label></fieldset>'
)
"""Apple's choice: the real address, or a private one that forwards."""


def consent_page(issuer: Issuer, asked: Authorization, form_token: str) -> HTMLResponse:
    """Return the page; its form carries nothing of the request but `form_token`."""
    label = issuer.manner.label
    may_hide = issuer.flavour is Flavour.APPLE and "email" in asked.scopes
    people = sorted(issuer.people.values(), key=lambda person: not _is_meant(person, asked))
    body = (
        f"<h1>Who are you today?</h1>{not_real(label)}"
        f"<p>{escape(asked.client.client_id)} asks to see {_wishes(asked)}.</p>"
        # Relative: the page may be reached under another name of the same machine.
        '<form method="post" action="authorize">'
        f'<input type="hidden" name="form_token" value="{escape(form_token)}">'
        f"{HIDE_EMAIL if may_hide else ''}{''.join(map(_button, people))}"
        f'<button name="choice" value="{CANCEL}">Cancel</button></form>'
    )
    origins = ("'self'", *asked.client.origins())
    return page(f"Stand-in {label}: choose a person", body, form_origins=origins)


def _is_meant(person: Person, asked: Authorization) -> bool:
    return asked.login_hint in {person.email, person.sub}


def _wishes(asked: Authorization) -> str:
    wishes = [WORDS[scope] for scope in asked.scopes] or [WORDS["openid"]]
    return escape(", ".join(wishes))


def _button(person: Person) -> str:
    admin = " · admin" if person.email == ADMIN_EMAIL else ""
    return (
        f'<button name="choice" value="{escape(person.sub)}"><b>{escape(person.name)}</b>{admin}'
        f"<span>{escape(person.email)}</span><span>{escape(person.about)}</span></button>"
    )
