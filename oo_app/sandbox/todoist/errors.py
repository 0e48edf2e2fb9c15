"""Answer with Todoist's own error bodies."""

import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

RETRY_AFTER_S = 3
"""Seconds that Todoist puts into errors which are no invitation to wait (403, 404)."""


class ApiProblem(Exception):
    """Say what one call did wrong, in the words of the vendor."""

    status = 400
    code = 20
    tag = "INVALID_ARGUMENT_VALUE"

    def __init__(self, text: str, **extra: Any) -> None:
        super().__init__(text)
        self.text = text
        self.extra = extra
        self.headers: dict[str, str] = {}

    def body(self) -> dict[str, Any]:
        """Return the JSON body, which is also what a failed sync command reports."""
        return {
            "error": self.text,
            "error_code": self.code,
            "error_tag": self.tag,
            "http_code": self.status,
            "error_extra": {"event_id": secrets.token_hex(16), **self.extra},
        }


class BadArgument(ApiProblem):
    """An argument has a value that is not allowed."""

    def __init__(self, argument: str, expected: str) -> None:
        super().__init__("Invalid argument value", argument=argument, expected=expected)


class MissingArgument(ApiProblem):
    """A required argument is not there."""

    code = 19
    tag = "ARGUMENT_MISSING"

    def __init__(self, argument: str) -> None:
        super().__init__("Required argument is missing", argument=argument)


class BadTemporaryId(ApiProblem):
    """A command names a temporary id that no earlier command made."""

    code = 15
    tag = "INVALID_TEMPID"

    def __init__(self) -> None:
        super().__init__("Invalid temporary id")


class NotFound(ApiProblem):
    """There is no such object, or it belongs to somebody else."""

    status = 404
    code = 478
    tag = "NOT_FOUND"

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} not found", retry_after=RETRY_AFTER_S)


class AccessTokenNotFound(NotFound):
    """There is no such access token of this app (any more)."""

    def __init__(self) -> None:
        super().__init__("Access token")


class ItemNotFound(ApiProblem):
    """A sync command names a task that is not there."""

    status = 404
    code = 22
    tag = "ITEM_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("Item not found")


class NotAllowedHere(ApiProblem):
    """The path exists, the method does not."""

    status = 405
    code = 405
    tag = "METHOD_NOT_ALLOWED"


class TooLarge(ApiProblem):
    """The request is larger than the vendor reads."""

    status = 413
    code = 413
    tag = "REQUEST_TOO_LARGE"

    def __init__(self) -> None:
        super().__init__("Request too large")


class Unauthorized(ApiProblem):
    """The bearer token is missing, unknown, revoked or expired."""

    status = 401
    code = 477
    tag = "UNAUTHORIZED"

    def __init__(self, resource_metadata: str) -> None:
        super().__init__("Unauthorized", retry_after=RETRY_AFTER_S)
        self.headers["WWW-Authenticate"] = (
            f'Bearer error="invalid_token", resource_metadata="{resource_metadata}"'
        )


class ScopeTooSmall(ApiProblem):
    """The token is good, yet may not do this."""

    status = 403
    code = 403
    tag = "AUTH_INSUFFICIENT_TOKEN_SCOPE"

    def __init__(self) -> None:
        super().__init__("Insufficient Token scope", access_type="access_token")


class TooManyRequests(ApiProblem):
    """The user's window is full."""

    status = 429
    code = 35
    tag = "LIMITS_REACHED"

    def __init__(self, retry_after_s: int) -> None:
        text = "Too many requests. Limits reached. Try again later"
        super().__init__(text, retry_after=retry_after_s)
        self.headers["Retry-After"] = str(retry_after_s)


class ServerBroken(ApiProblem):
    """The vendor fails without saying why."""

    status = 500
    code = 500
    tag = "INTERNAL_SERVER_ERROR"

    def __init__(self) -> None:
        super().__init__("Internal server error")


async def answer(_request: Request, problem: Exception) -> Response:
    """Return the answer for an `ApiProblem` that a call raised."""
    if not isinstance(problem, ApiProblem):
        raise problem
    return JSONResponse(problem.body(), problem.status, problem.headers)
