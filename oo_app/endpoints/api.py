"""Speak oO's API, version 1: the same use cases as the pages, for programs.

Errors are RFC 9457 problem details. The session cookie says who is asking; requests that change
something come from our own pages or carry no Origin of somebody else's (see `same_origin`).
"""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, FastAPI, Header, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from core.domain.ids import TipId
from core.domain.reaction import ReactionKind
from core.domain.tip import Surface
from core.errors import NotFound, OoError, OurFault
from core.wiring import running
from oo_app.endpoints.asking import Visitor, signed_in
from oo_app.shared.allowance import API, Allowances
from oo_app.shared.faults import in_request
from oo_app.shared.problems import MEDIA_TYPE, answer, problem

MAX_DWELL_MS = 24 * 60 * 60 * 1000
"""A day: nobody looks at one tip for longer, and core caps it far lower."""
MAX_KEY = 255
"""Letters of an idempotency key, as everywhere else it is used."""


class Recommendation(BaseModel):
    """One tip."""

    tip_id: UUID
    text: str
    why: str
    step: int = Field(description="Size of the sentence, 1 (largest) to 4.")
    new: bool = Field(description="Whether the policy tried something unusual.")


class ReactionIn(BaseModel):
    """An answer to a tip."""

    model_config = ConfigDict(extra="forbid")

    kind: ReactionKind
    dwell_ms: Annotated[int, Field(ge=0, le=MAX_DWELL_MS, strict=True)] | None = None


class ReactionOut(BaseModel):
    """An answer as it was recorded."""

    tip_id: UUID
    kind: ReactionKind
    at: datetime
    snoozed_until: datetime | None


class ProblemOut(BaseModel):
    """An RFC 9457 problem; some kinds have members of their own."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    code: str


async def caller(request: Request) -> Visitor:
    """Return who calls, and count the call. Raises: NotSignedIn, TooMany."""
    who = await signed_in(request)
    allowances: Allowances = request.app.state.allowances
    await allowances.spend(API, f"user {who.user_id}")
    return who


def tip_in_path(tip_id: str) -> TipId:
    """Return the tip that the path names. Raises: NotFound, also for what cannot be an id."""
    try:
        return TipId(UUID(tip_id))
    except ValueError as error:
        raise NotFound("tip") from error


Caller = Annotated[Visitor, Depends(caller)]
TipInPath = Annotated[TipId, Depends(tip_in_path)]
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=MAX_KEY,
        pattern=r"^[!-~]+$",
        description="The same key gives the same answer, however often it is sent.",
    ),
]

_PROBLEM = {"model": ProblemOut, "content": {MEDIA_TYPE: {}}}
_router = APIRouter(responses={status: dict(_PROBLEM) for status in (401, 403, 422, 429)})


@_router.post("/recommend", responses={404: dict(_PROBLEM), 409: dict(_PROBLEM)})
async def recommend(who: Caller) -> Recommendation:
    """Give the tip for right now; an unanswered one is given again."""
    shown = await running().request_tip(who.user_id, Surface.API)
    card = shown.card
    return Recommendation(
        tip_id=shown.tip_id, text=card.text, why=card.why, step=card.step, new=card.new
    )


@_router.post("/tips/{tip_id}/reaction", responses={404: dict(_PROBLEM), 409: dict(_PROBLEM)})
async def react(who: Caller, tip_id: TipInPath, key: Key, reaction: ReactionIn) -> ReactionOut:
    """Answer a tip, at most once."""
    recorded = await running().record_reaction(
        who.user_id, tip_id, reaction.kind, key, dwell_ms=reaction.dwell_ms
    )
    return ReactionOut(
        tip_id=recorded.tip_id,
        kind=recorded.kind,
        at=recorded.at,
        snoozed_until=recorded.snoozed_until,
    )


@_router.delete("/tips/{tip_id}/reaction", status_code=204, responses={404: dict(_PROBLEM)})
async def undo(who: Caller, tip_id: TipInPath) -> None:
    """Take the last answer back."""
    await running().undo_reaction(who.user_id, tip_id)


@_router.get("/me/export", response_class=Response)
async def export(who: Caller) -> Response:
    """Give everything oO keeps about the caller, as one file."""
    core = running()
    day = core.clock.now().date().isoformat()
    headers = {
        "Content-Disposition": f'attachment; filename="oo-export-{day}.json"',
        "Cache-Control": "no-store",
    }
    text = await core.export_user(who.user_id)
    return Response(text, headers=headers, media_type="application/json")


def build() -> FastAPI:
    """Return the API; its description is at `openapi.json`, without a page to look at it."""
    app = FastAPI(title="oO", version="1", docs_url=None, redoc_url=None)
    app.include_router(_router)
    app.add_exception_handler(OoError, _known)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _plain)
    app.add_exception_handler(Exception, in_request)
    return app


async def _known(request: Request, error: Exception) -> Response:
    return await in_request(request, error) if isinstance(error, OurFault) else problem(error)


async def _unreadable(_request: Request, error: Exception) -> Response:
    """Say where a request is wrong, without repeating what it said."""
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    wrong = [
        {"at": ".".join(str(part) for part in one["loc"]), "problem": one["type"]} for one in found
    ]
    return answer(422, "malformed", "This request cannot be read.", {"errors": wrong})


async def _plain(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return answer(status, "http", "This request cannot be answered.")
