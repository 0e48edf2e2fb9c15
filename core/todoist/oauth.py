"""Link a user's Todoist: ask for it, keep its tokens fresh, and let go of it."""

import base64
from urllib.parse import quote_plus, urlencode

from core.domain.integration import Tokens
from core.errors import AccessExpired, IntegrationRefused, ReconnectNeeded
from core.outbound import Answer, Outbound
from core.ports.clock import Clock
from core.ports.services import Owner
from core.todoist.answers import PROVIDER, check, check_well, oauth_refusal, said_yes, usable
from core.todoist.breaker import Breaker
from core.todoist.calls import Ask, Calls, bearer, in_time, sendable
from core.todoist.config import TodoistConfig
from core.todoist.grant import read_owner, read_tokens

SCOPES = frozenset({"data:read_write"})
"""All that oO asks for: to read tasks, and to close and reopen them (reliability T5)."""

NOTHING = Tokens(access="", scopes=SCOPES)
"""What is held before the first answer, which need not repeat the scopes that were asked for."""


class TodoistLinker:
    """The OAuth side of Todoist."""

    def __init__(
        self,
        config: TodoistConfig,
        outbound: Outbound,
        clock: Clock,
        breaker: Breaker | None = None,
    ) -> None:
        self._config = config
        self._clock = clock
        self._calls = Calls(outbound, clock)
        self._breaker = breaker or Breaker(clock)

    def authorize_url(self, state: str, challenge: str) -> str:
        """Return where the user's browser goes to say yes."""
        query = {
            "client_id": self._config.client_id,
            "scope": ",".join(sorted(SCOPES)),
            "state": state,
            "redirect_uri": self._config.redirect_uri,
            "response_type": "code",
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return f"{self._config.authorize_url}?{urlencode(query)}"

    async def redeem(self, code: str, verifier: str) -> Tokens:
        """Return the tokens for a code.

        Raises: IntegrationRefused for a code that is no good; IntegrationBusy, IntegrationDown.
        """
        if not sendable(code):
            raise IntegrationRefused(PROVIDER, "bad_authorization_code")
        form = {
            "code": code,
            "code_verifier": verifier,
            "redirect_uri": self._config.redirect_uri,
        }
        async with self._breaker.passing():
            return self._tokens(await self._calls.once(self._to_token_url(form)), NOTHING)

    async def refresh(self, tokens: Tokens) -> Tokens:
        """Return fresh tokens; the old refresh token is used up by this.

        If the connection breaks at once it is tried again, while Todoist still forgives a used
        token (60 s). Such a late answer has no refresh token, and then the old one is kept.

        Raises: ReconnectNeeded when there is nothing to refresh with, or Todoist takes it no more;
        IntegrationBusy, IntegrationDown, IntegrationRefused.
        """
        if not sendable(tokens.refresh):
            raise ReconnectNeeded(PROVIDER)
        form = {"grant_type": "refresh_token", "refresh_token": tokens.refresh}
        try:
            async with self._breaker.passing():
                return self._tokens(await self._calls.read(self._to_token_url(form)), tokens)
        except IntegrationRefused as refused:
            if refused.tag == "invalid_grant":
                raise ReconnectNeeded(PROVIDER) from refused
            raise

    async def revoke(self, access: str) -> None:
        """Make a token worthless over there; one that already is needs nothing.

        Raises: IntegrationBusy, IntegrationDown; IntegrationRefused while the token lives on.
        """
        if not sendable(access):
            return
        async with self._breaker.passing(), in_time():
            answer = await self._well(self._revocation(access))
            if not said_yes(answer):
                answer = await self._well(self._deletion(access))
            if not said_yes(answer) and await self._lives(access):
                raise oauth_refusal(answer)

    async def owner(self, tokens: Tokens) -> Owner:
        """Return whose account the tokens open.

        Raises: AccessExpired, IntegrationBusy, IntegrationDown, IntegrationRefused.
        """
        async with self._breaker.passing():
            answer = await self._calls.read(self._to_user(tokens.access))
            check(answer, self._clock.now())
            return read_owner(usable(answer))

    async def _well(self, ask: Ask) -> Answer:
        answer = await self._calls.once(ask)
        check_well(answer, self._clock.now())
        return answer

    def _tokens(self, answer: Answer, before: Tokens) -> Tokens:
        now = self._clock.now()
        check_well(answer, now)
        if not said_yes(answer):
            raise oauth_refusal(answer)
        return read_tokens(usable(answer), now, before)

    async def _lives(self, access: str) -> bool:
        answer = await self._calls.once(self._to_user(access))
        try:
            check(answer, self._clock.now())
        except AccessExpired:
            return False
        return True

    def _to_user(self, access: str) -> Ask:
        return Ask("GET", f"{self._config.api_url}/user", bearer(access))

    def _to_token_url(self, form: dict[str, str]) -> Ask:
        ours = {
            "client_id": self._config.client_id,
            "client_secret": self._config.client_secret,
        }
        return Ask("POST", self._config.token_url, form=ours | form)

    def _revocation(self, access: str) -> Ask:
        """Return the request of RFC 7009."""
        ours = (self._config.client_id, self._config.client_secret)
        pair = ":".join(quote_plus(part) for part in ours)  # RFC 6749 §2.3.1
        basic = base64.b64encode(pair.encode()).decode()
        return Ask(
            "POST",
            f"{self._config.api_url}/revoke",
            {"authorization": f"Basic {basic}"},
            {"token": access, "token_type_hint": "access_token"},
        )

    def _deletion(self, access: str) -> Ask:
        """Return Todoist's own, older request, for when the standard one is not understood."""
        query = {
            "client_id": self._config.client_id,
            "client_secret": self._config.client_secret,
            "access_token": access,
        }
        return Ask("DELETE", f"{self._config.api_url}/access_tokens?{urlencode(query)}")
