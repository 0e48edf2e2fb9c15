"""Name what can go wrong at a stand-in issuer, by who must act.

IssuerError
├── ClientUnusable       we registered a client that cannot work
├── StateUnreadable      the state file is not ours, or is damaged
├── FieldsUnreadable     what came in is not a form we accept
├── NoWayBack            the browser stays here: there is no trusted address to go back to
├── RequestRefused       the browser goes back with an error
└── GrantRefused         a client's direct request is answered with an error
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Refusal(StrEnum):
    """The words in which OAuth and OpenID Connect refuse."""

    INVALID_REQUEST = "invalid_request"
    INVALID_CLIENT = "invalid_client"
    INVALID_GRANT = "invalid_grant"
    INVALID_SCOPE = "invalid_scope"
    INVALID_TOKEN = "invalid_token"  # noqa: S105 - a word of the protocol, no secret
    UNSUPPORTED_GRANT_TYPE = "unsupported_grant_type"
    UNSUPPORTED_RESPONSE_TYPE = "unsupported_response_type"
    REDIRECT_URI_MISMATCH = "redirect_uri_mismatch"
    LOGIN_REQUIRED = "login_required"


class Unreadable(StrEnum):
    """Why a form or a lever's body was not read."""

    NOT_A_FORM = "the body or query is not a form"
    NOT_JSON = "the body is not JSON"
    REPEATED = "a parameter is repeated"
    TOO_LONG = "the body or a parameter is too long"
    BROKEN_OFF = "the body broke off"
    NO_SUCH_FAULT = "this is no fault, or not its kind of value"


class IssuerError(Exception):
    """Base of all errors that the stand-in issuers raise."""


class ClientUnusable(IssuerError):
    """A client was registered in a way that cannot work."""

    def __init__(self, client_id: str, why: str) -> None:
        super().__init__(client_id, why)


class StateUnreadable(IssuerError):
    """The state file cannot be read; deleting it starts afresh."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class FieldsUnreadable(IssuerError):
    """What came in is too big, repeated, or not a form."""

    def __init__(self, why: Unreadable) -> None:
        super().__init__(why.value)


class NoWayBack(IssuerError):
    """The request names no client and address that can be trusted with an answer."""

    def __init__(self, error: Refusal, description: str) -> None:
        super().__init__(error, description)
        self.error = error
        self.description = description


@dataclass(frozen=True, slots=True)
class WayBack:
    """Where and how an answer travels back through the browser."""

    redirect_uri: str
    response_mode: str
    state: str


class RequestRefused(IssuerError):
    """The authorisation request is refused and its client may be told."""

    def __init__(self, way: WayBack, error: Refusal, description: str) -> None:
        super().__init__(error, description)
        self.way = way
        self.error = error
        self.description = description


class GrantRefused(IssuerError):
    """A direct request of a client is refused; `error` is one of OAuth's words."""

    def __init__(self, error: Refusal, description: str = "") -> None:
        super().__init__(error, description)
        self.error = error
        self.description = description
