"""Parse what an app asks for on the authorize page."""

from dataclasses import dataclass

from starlette.datastructures import QueryParams

from oo_app.sandbox.todoist.grants import SCOPES, App

CHALLENGE_LETTERS = 43
"""Length of an S256 challenge."""


class Unredirectable(Exception):
    """The request names no app or address that may be answered; only the person is told."""

    reason = ""


class UnknownApp(Unredirectable):
    """The client_id is nobody's."""

    reason = "invalid_request: no app of this client_id is registered here."


class NoRedirectUri(Unredirectable):
    """An app with several redirect URIs must say which one it means."""

    reason = "invalid_request: this app must say which redirect_uri it means."


class UnknownRedirectUri(Unredirectable):
    """The redirect URI is not registered for the app."""

    reason = "invalid_request: this redirect_uri is not registered for the app."


class AuthorizeProblem(Exception):
    """The request is wrong, and the app is told so by a redirect."""

    def __init__(self, error: str, redirect_uri: str, state: str) -> None:
        super().__init__(error)
        self.error = error
        self.redirect_uri = redirect_uri
        self.state = state


@dataclass(frozen=True, slots=True)
class Asked:
    """One authorisation request that is in order."""

    app: App
    redirect_uri: str
    sent_redirect_uri: str | None
    scopes: tuple[str, ...]
    state: str
    challenge: str | None


def parse_asked(sent: QueryParams, apps: tuple[App, ...]) -> Asked:
    """Return what is asked.

    Raises: Unredirectable, AuthorizeProblem.
    """
    app = next((app for app in apps if app.client_id == sent.get("client_id")), None)
    if app is None:
        raise UnknownApp
    uri = _redirect_uri(sent.get("redirect_uri"), app)
    state = sent.get("state", "")
    scopes = tuple(dict.fromkeys(sent.get("scope", "").split(",")))
    challenge = sent.get("code_challenge")
    if not state:
        raise AuthorizeProblem("invalid_request", uri, state)
    if sent.get("response_type", "code") != "code":
        raise AuthorizeProblem("unsupported_response_type", uri, state)
    if not set(scopes) <= SCOPES:
        raise AuthorizeProblem("invalid_scope", uri, state)
    if not _is_sound(challenge, sent.get("code_challenge_method")):
        raise AuthorizeProblem("invalid_request", uri, state)
    return Asked(app, uri, sent.get("redirect_uri"), scopes, state, challenge)


def _redirect_uri(sent: str | None, app: App) -> str:
    if sent is None and len(app.redirect_uris) == 1:
        return app.redirect_uris[0]
    if sent is None:
        raise NoRedirectUri
    if sent not in app.redirect_uris:
        raise UnknownRedirectUri
    return sent


def _is_sound(challenge: str | None, method: str | None) -> bool:
    if challenge is None:
        return method is None
    return method == "S256" and len(challenge) == CHALLENGE_LETTERS
