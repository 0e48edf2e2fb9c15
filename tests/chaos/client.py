"""Play one person with a program: ask, answer, change one's mind, do things over there."""

import asyncio
import random
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from uuid import uuid4

import httpx

from tests.chaos.book import Answer, Completion, Undo
from tests.chaos.line import Line
from tests.chaos.log import ClientLog
from tests.chaos.people import Somebody

ACTS = {"done": 45, "snooze": 20, "dismiss": 15, "there": 20}
"""What a person does with a tip, by weight; `there` completes its task over there instead."""
REGRETS = 0.12
"""How often an answer is taken back."""
LATER = 0.1
"""How often a task that was put off or refused is then done over there."""
GONE_S = 8.0
"""So long a tip may stand whose task was done over there: its webhook may have been lost."""
ADDED = 10
"""Tasks that are added at once when few are left."""


@dataclass(slots=True)
class Client:
    """One person; every acknowledgement is one line of the client's log."""

    who: Somebody
    oo: Line
    there: httpx.AsyncClient
    log: ClientLog
    dice: random.Random
    least: int
    """Tasks that are kept open."""
    put_off: set[str] = field(default_factory=set)
    """Texts of tasks whose tips were answered, but not with "done"."""
    touched: set[str] = field(default_factory=set)
    """Texts of tasks with an undo: whether they are open over there is a matter of moments."""
    gone: dict[str, float] = field(default_factory=dict)
    """Texts of tasks done over there, and since when."""
    added: int = 0

    async def live(self, over: asyncio.Event, think_s: tuple[float, float]) -> None:
        """Go on until it is over; what was begun is carried to its acknowledgement."""
        await asyncio.sleep(self.dice.uniform(0, think_s[1]))
        while not over.is_set():
            await self._turn()
            await asyncio.sleep(self.dice.uniform(*think_s))

    async def _turn(self) -> None:
        if len(self.who.tasks) < self.least:
            await self._add()
        answer, _ = await self.oo.sure("POST", "/api/v1/recommend")
        if answer.status_code != HTTPStatus.OK:
            self.log.refused("recommend", answer)
            await self._add()
            return
        tip, text = answer.json()["tip_id"], answer.json()["text"]
        act = self._choose(text)
        if act == "there":
            await self._complete(text)
        elif act:
            await self._answer(tip, text, act)
        if self.put_off and self.dice.random() < LATER:
            await self._complete(self.dice.choice(sorted(self.put_off)))

    def _choose(self, text: str) -> str:
        """Return what to do with a tip; "" to wait for news of its task to arrive."""
        if text in self.gone:
            waited_s = asyncio.get_running_loop().time() - self.gone[text]
            return "dismiss" if waited_s > GONE_S else ""
        act = self.dice.choices(list(ACTS), list(ACTS.values()))[0]
        return "snooze" if act == "there" and text in self.touched else act

    async def _answer(self, tip: str, text: str, kind: str) -> None:
        key = {"Idempotency-Key": str(uuid4())}
        path = f"/api/v1/tips/{tip}/reaction"
        answer, _ = await self.oo.sure("POST", path, headers=key, json={"kind": kind})
        if answer.status_code != HTTPStatus.OK:
            self.log.refused("answer", answer)
            return
        said = answer.json()
        at = datetime.fromisoformat(said["at"])
        self.log.answered(Answer(self.who.user, said["tip_id"], said["kind"], at))
        if self.dice.random() < REGRETS:
            await self._undo(tip, text)
        elif kind == "done":
            self.who.tasks.pop(text, None)
            self.put_off.discard(text)
        elif text not in self.gone and text not in self.touched:
            self.put_off.add(text)

    async def _undo(self, tip: str, text: str) -> None:
        self.touched.add(text)
        self.put_off.discard(text)
        answer, tries = await self.oo.sure("DELETE", f"/api/v1/tips/{tip}/reaction")
        # Not there any more, after a try without an answer: that try has undone it.
        again = tries > 1 and answer.status_code == HTTPStatus.NOT_FOUND
        if answer.status_code == HTTPStatus.NO_CONTENT or again:
            self.log.undone(Undo(self.who.user, tip))
        else:
            self.log.refused("undo", answer)

    async def _complete(self, text: str) -> None:
        """Do a task over there, as the person would."""
        self.put_off.discard(text)
        task = self.who.tasks.pop(text, None)
        if task is None:
            return
        self.gone[text] = asyncio.get_running_loop().time()
        answer = await self.there.post(f"/tasks/{task}/close", headers=self._bearer)
        answer.raise_for_status()
        self.log.completed(Completion(self.who.user, task))

    async def _add(self) -> None:
        """Add tasks over there, so that none run out."""
        for _ in range(ADDED):
            self.added += 1
            text = f"Errand {self.added}"
            made = await self.there.post("/tasks", headers=self._bearer, json={"content": text})
            made.raise_for_status()
            self.who.tasks[text] = made.json()["id"]

    @property
    def _bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.who.token}"}
