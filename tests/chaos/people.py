"""Let the people of a run sign in and connect, before anything is killed."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import httpx

from core.domain.arrival import Answer
from core.domain.integration import Provider
from core.wiring import Core


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person as the client knows them."""

    user: str
    session: str
    """What goes into the session cookie."""
    token: str
    """Opens their account over there, as its own app would."""
    tasks: dict[str, str]
    """Text of each open task, and its id over there."""


async def arrive(core: Core, outside_url: str) -> list[Somebody]:
    """Return everybody, signed in and connected by OAuth: without that nobody gets webhooks."""
    async with httpx.AsyncClient(base_url=outside_url, timeout=30) as outside:
        roll = (await outside.get("/roll")).json()
        return [await _one(core, outside, sub, known) for sub, known in roll.items()]


async def _one(core: Core, outside: httpx.AsyncClient, sub: str, known: dict) -> Somebody:
    secret = await core.make_login_link(f"{sub}@chaos.example")
    arrival = await core.use_login_link(secret, "chaos")
    user_id = (await core.resolve_session(arrival.session_id)).user_id
    begun = await core.begin_connect(user_id, Provider.TODOIST)
    said = dict(parse_qsl(urlsplit(begun.url).query)) | {"person": sub, "decision": "allow"}
    answer = await outside.post(
        "/sandbox/todoist/oauth/authorize", data=said, headers={"Sec-Fetch-Site": "same-origin"}
    )
    back = dict(parse_qsl(urlsplit(answer.headers["location"]).query))
    await core.finish_connect(
        user_id, Answer(Provider.TODOIST, back["state"], begun.cookie, back["code"])
    )
    await core.sync_tasks(user_id, Provider.TODOIST)
    return Somebody(str(user_id), arrival.session_id, known["token"], dict(known["tasks"]))
