"""Answer errors as RFC 9457 problem details: what happened, never how it looks inside."""

from dataclasses import dataclass
from typing import Any

from starlette.responses import JSONResponse

from core import errors

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """What a client is told about one kind of error."""

    status: int
    title: str


_PROBLEMS: dict[type[Exception], Problem] = {
    errors.NotSignedIn: Problem(401, "Nobody is signed in."),
    errors.NotAllowed: Problem(403, "This is not allowed."),
    errors.SignInAgain: Problem(403, "This needs a fresh sign-in."),
    errors.LastOwner: Problem(409, "You are the only owner here. Make somebody else one first."),
    errors.NotFound: Problem(404, "There is no such thing."),
    errors.Malformed: Problem(400, "This cannot be read."),
    errors.KeyReused: Problem(409, "This key was used for another request."),
    errors.AlreadyAnswered: Problem(409, "This tip has been answered already."),
    errors.HookRefused: Problem(400, "This delivery is not taken."),
    errors.Overloaded: Problem(503, "Too much comes in at once. Send it again a little later."),
    errors.TooMany: Problem(429, "Too many requests. Wait a little."),
    errors.SignInRefused: Problem(400, "The sign-in did not work."),
    errors.ConsentMissing: Problem(403, "This needs a consent that was not given."),
    errors.NothingToTip: Problem(404, "There is nothing to tip right now."),
    errors.IntegrationDown: Problem(502, "The connected service does not answer."),
    errors.IntegrationBusy: Problem(503, "The connected service asks to wait."),
    errors.IntegrationRefused: Problem(502, "The connected service said no."),
    errors.ReconnectNeeded: Problem(409, "The integration must be connected again."),
    errors.UserMust: Problem(400, "This request cannot be answered."),
    errors.IntegrationFault: Problem(502, "A connected service has a problem."),
}
"""The error tree as statuses; a class that is missing here is answered as its nearest parent."""

_OURS = Problem(500, "Something went wrong here.")


def problem(error: Exception, *, reference: str = "", **more: Any) -> JSONResponse:
    """Return the answer to an error; `more` are members of its own."""
    found = _problem_of(error)
    code = error.code if isinstance(error, errors.OoError) and found is not _OURS else "our_fault"
    return answer(found.status, code, found.title, _members(error) | _reference(reference) | more)


def answer(status: int, code: str, title: str, more: dict[str, Any] | None = None) -> JSONResponse:
    """Return a problem that is no error of core's, such as an unknown path."""
    body = {"type": f"urn:oo:problem:{code}", "title": title, "status": status, "code": code}
    wait_s = (more or {}).get("retry_after_s")
    headers = {"Retry-After": str(wait_s)} if wait_s is not None else None
    return JSONResponse(body | (more or {}), status, headers, MEDIA_TYPE)


def _problem_of(error: Exception) -> Problem:
    known = (_PROBLEMS[kind] for kind in type(error).__mro__ if kind in _PROBLEMS)
    return next(known, _OURS)


def _members(error: Exception) -> dict[str, Any]:
    match error:
        case errors.TooMany() | errors.Overloaded() | errors.IntegrationBusy():
            return {"retry_after_s": error.retry_after_s}
        case errors.NothingToTip():
            until = error.until.isoformat() if error.until else None
            return {"why": error.why.value, "until": until}
        case errors.ConsentMissing():
            return {"purpose": error.purpose}
        case _:
            return {}


def _reference(reference: str) -> dict[str, Any]:
    return {"reference": reference} if reference else {}
