"""Ask a model behind an HTTP endpoint, once a call, and name whatever comes back."""

import asyncio
import json
import re
from dataclasses import dataclass, field
from http import HTTPStatus

from core.errors import IntegrationRefused, SettingsWrong
from core.outbound import Answer, Deadlines, NotJson, Outbound, Unreachable
from core.sim.judges.asking import PROVIDER
from core.sim.judges.model import Reply
from core.sim.judges.tally import FREE, UNKNOWN, Bill, Trouble
from core.sim.judges.wire import Asking, Style

MAX_ANSWER_BYTES = 256 * 1024
"""The longest answer that is read: a thousand times what is asked for."""
MILLION = 1_000_000
"""Prices are given for so many tokens."""
WRAPPING_TOKENS = 64
"""What a service puts around a question by itself, at most."""
UNSENT = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout"})
"""Failures, as core.outbound's client names them, before anything was sent: nothing is billed."""
NEVER_SENT = frozenset({"url", "scheme", "request"})
"""Why core.outbound would refuse to send every later question, too."""

_SECONDS = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_TROUBLES = {"timeout": Trouble.LATE, "too_large": Trouble.TOO_LARGE, "encoding": Trouble.NONSENSE}


@dataclass(frozen=True, slots=True)
class EndpointConfig:
    """A model behind an endpoint; prices in millionths of a dollar for a million tokens."""

    style: Style
    base_url: str
    """Without a slash at the end, such as `https://api.example/v1`."""
    model: str
    key: str = field(repr=False, default="")
    price_in_micros: int = 0
    price_out_micros: int = 0
    timeout_s: float = 60.0
    temperature: float | None = 0.0
    """None for models that refuse to be told."""
    max_tokens: int = 1024
    """Tokens of an answer, at most."""
    max_answer_bytes: int = MAX_ANSWER_BYTES

    @property
    def deadlines(self) -> Deadlines:
        """Return what the `Outbound` of such an endpoint must allow."""
        return Deadlines(read_s=self.timeout_s, total_s=self.timeout_s)

    def cost_micros(self, tokens_in: int, tokens_out: int) -> int:
        """Return what tokens cost, rounded up."""
        whole = tokens_in * self.price_in_micros + tokens_out * self.price_out_micros
        return -(-whole // MILLION)


class Endpoint:
    """A model that is asked over HTTP."""

    def __init__(self, config: EndpointConfig, outbound: Outbound) -> None:
        self._config = config
        self._outbound = outbound
        self._asking = Asking(config.style, config.model, config.max_tokens, config.temperature)

    @property
    def name(self) -> str:
        """Return the model's name, as that of a language model."""
        return f"llm:{self._config.model}"

    @property
    def identity(self) -> str:
        """Return style, place, model and parameters: a stand-in's answers are not the real one's."""
        it = self._config
        return json.dumps([it.style, it.base_url, it.model, it.max_tokens, it.temperature])

    def most_micros(self, question: str) -> int:
        """Return what asking once can cost at most: no token is shorter than a byte."""
        tokens_in = len(question.encode()) + WRAPPING_TOKENS
        return self._config.cost_micros(tokens_in, self._config.max_tokens)

    async def ask(self, question: str) -> Reply:
        """Return what came back, or why nothing did."""
        ask = self._asking.ask(question, self._config.key)
        try:
            async with asyncio.timeout(self._config.timeout_s):
                answer = await self._outbound.request(
                    "POST",
                    f"{self._config.base_url}{ask.path}",
                    headers=ask.headers,
                    json=ask.body,
                    limit_bytes=self._config.max_answer_bytes,
                )
        except TimeoutError:
            return Reply(trouble=Trouble.LATE, again=True)
        except Unreachable as error:
            return _unreached(error)
        return self._read(answer)

    def _read(self, answer: Answer) -> Reply:
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            return Reply(trouble=Trouble.BUSY, bill=FREE, again=True, wait_s=_asked_s(answer))
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return Reply(trouble=Trouble.DOWN, bill=FREE, again=True, wait_s=_asked_s(answer))
        if answer.status != HTTPStatus.OK:
            refused = IntegrationRefused(PROVIDER, f"http_{answer.status}")
            return Reply(bill=FREE, stop=refused)
        try:
            heard = self._asking.hear(answer.json())
        except NotJson:
            heard = None
        if heard is None:
            return Reply(trouble=Trouble.NONSENSE)
        return Reply(heard.text, bill=self._bill(heard.tokens))

    def _bill(self, tokens: tuple[int, int] | None) -> Bill:
        if tokens is None:
            return UNKNOWN
        return Bill(*tokens, self._config.cost_micros(*tokens))


def _unreached(error: Unreachable) -> Reply:
    if error.why in NEVER_SENT:
        return Reply(bill=FREE, stop=SettingsWrong(("the judge's address or key",)))
    bill = FREE if type(error.__cause__).__name__ in UNSENT else UNKNOWN
    trouble = _TROUBLES.get(error.why, Trouble.DOWN)
    return Reply(trouble=trouble, bill=bill, again=error.why in {"timeout", "transport"})


def _asked_s(answer: Answer) -> float | None:
    """Return the seconds in `Retry-After`; None for none, and for a date, which models never send."""
    text = answer.headers.get("retry-after", "")
    return float(text) if _SECONDS.fullmatch(text) else None
