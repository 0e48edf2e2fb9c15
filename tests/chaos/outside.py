"""Play Todoist in a process that is never killed, and write down what it saw.

Run as `python -m tests.chaos.outside`, with its orders as JSON on the command line.
"""

import asyncio
import json
import random
import sys

from granian.constants import Interfaces
from granian.server.embed import Server
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

from core.clock import SystemClock
from oo_app.sandbox.todoist import tasks
from oo_app.sandbox.todoist.app import build
from oo_app.sandbox.todoist.grants import App
from oo_app.sandbox.todoist.limits import Limits
from oo_app.sandbox.todoist.service import personal_token
from tests.chaos.crowd import crowd
from tests.chaos.witness import Postman, Witness

PATIENT = Limits(rest=10**6, incremental=10**6, full=10**6)
"""The run is about losses, and far denser than days are."""
RETRY_S = 2.0
"""Seconds before a webhook comes again: the vendor's fifteen minutes would outlast the run."""


class Stand:
    """The stand-in Todoist and all that it saw."""

    def __init__(self, orders):
        here = f"http://127.0.0.1:{orders['port']}/sandbox/todoist"
        app = App(
            orders["client_id"], orders["secret"], (orders["redirect"],), hook_url=orders["hook"]
        )
        self.people = crowd(orders["people"])
        self.todoist = build(
            here, SystemClock().now, apps=(app,), people=self.people, limits=PATIENT
        )
        self.service = self.todoist.state.service
        self.service.faults.hooks_retry_s = RETRY_S
        self.postman = self.service.sender._outbound = Postman()
        accounts = self.service.book.accounts
        accounts.update({sub: Witness(accounts[sub]) for sub in accounts})
        dice = random.Random(orders["seed"])
        for person in self.people:
            self.furnish(person, orders["tasks"], dice)

    def furnish(self, person, count, dice):
        desk = self.service.desk(person.sub)
        for number in range(count):
            wanted = {"content": f"Chore {number}", "priority": dice.randint(1, 4)}
            tasks.add(desk, wanted, {})

    async def count(self, _request):
        """Say how much was done, and whether anything is still under way."""
        under_way = len(self.service.sender._under_way)
        return JSONResponse({"hooks": len(self.postman.taken), "under_way": under_way})

    async def roll(self, _request):
        """Say who is there, how each calls, and what each has to do."""
        return JSONResponse(
            {
                person.sub: {
                    "token": personal_token(person.sub),
                    "tasks": {
                        task["content"]: task["id"]
                        for task in self.service.book.accounts[person.sub].active_tasks()
                    },
                }
                for person in self.people
            }
        )

    async def book(self, _request):
        """Say everything that was seen."""
        accounts = self.service.book.accounts
        return JSONResponse(
            {
                "ran": [uuid for account in accounts.values() for uuid in account.ran],
                "completed": [one for account in accounts.values() for one in account.completed],
                "checked": [
                    task["id"]
                    for account in accounts.values()
                    for task in account.items.values()
                    if task["checked"]
                ],
                "hooks": self.postman.taken,
                "failed": self.postman.failed,
                "sent": self.service.sender.sent,
            }
        )

    def application(self):
        return Starlette(
            routes=[
                Mount("/sandbox/todoist", self.todoist),
                Route("/roll", self.roll),
                Route("/count", self.count),
                Route("/book", self.book),
            ]
        )


async def main(orders):
    stand = Stand(orders)
    server = Server(
        stand.application(),
        address="127.0.0.1",
        port=orders["port"],
        interface=Interfaces.ASGI,
        log_enabled=False,
    )
    await server.serve()


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))
