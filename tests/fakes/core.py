"""Stand in for core behind the door: remembers sessions and attempts, and what it was asked."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from core.domain.access import granted
from core.domain.arrival import Answer, Arrival, Begun, Offer, safe_path
from core.domain.audit import Actor, Deed
from core.domain.erasure import Erasure
from core.domain.ids import TipId, UserId
from core.domain.reaction import Reaction, ReactionKind
from core.domain.secret import fingerprint, new_secret
from core.domain.session import NOBODY, Principal
from core.domain.tip import TipCard
from core.domain.user import Role
from core.domain.views import Shown
from core.errors import (
    AlreadyAnswered,
    KeyReused,
    NotFound,
    Refusal,
    SignInRefused,
    UserMust,
)
from core.settings import Settings
from core.wiring import Core

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
ISSUER = "https://issuer.example"


@dataclass
class FakeClock:
    """A clock that a test moves."""

    at: datetime = NOON
    elapsed_s: float = 0.0

    def now(self) -> datetime:
        return self.at + timedelta(seconds=self.elapsed_s)

    def monotonic_s(self) -> float:
        return self.elapsed_s


@dataclass
class Attempt:
    """What core remembers of a begun sign-in or connection."""

    provider: str
    cookie: str
    return_path: str
    user_id: UserId | None = None


class NoProof:
    """Takes no webhook: none of them proves itself."""

    def takes(self, provider: str) -> bool:
        return True

    def may_prove(self, provider: str, content_type: str, signature: str) -> bool:
        return False


@dataclass
class FakeCore:
    """Core as the faces see it, kept in a few dicts."""

    settings: Settings
    clock: Any = field(default_factory=FakeClock)
    offers: tuple[Offer, ...] = (
        Offer("google", "Continue with Google"),
        Offer("apple", "Continue with Apple", form_post=True),
    )
    sessions: dict[str, Principal] = field(default_factory=dict)
    attempts: dict[str, Attempt] = field(default_factory=dict)
    links: dict[str, UserId] = field(default_factory=dict)
    tips: dict[TipId, UserId] = field(default_factory=dict)
    reactions: dict[TipId, Reaction] = field(default_factory=dict)
    keys: dict[str, tuple[TipId, ReactionKind]] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    on_sessions_ended: list[Any] = field(default_factory=list)
    fails_with: Exception | None = None
    """What the next use case raises, whichever it is."""
    first: bool = False
    rights: frozenset[str] = frozenset({"user"})
    pasted: list[str] = field(default_factory=list)
    denied: list[tuple[Actor, Deed]] = field(default_factory=list)
    take_delivery: Any = field(default_factory=NoProof)

    @property
    def as_core(self) -> Core:
        """Return it under the type that the wiring hands out."""
        return cast("Core", self)

    def let_in(
        self,
        user_id: UserId | None = None,
        rights: frozenset[str] | None = None,
        role: Role = Role.USER,
    ) -> str:
        """Begin a session and return its id."""
        session_id = new_secret()
        key = fingerprint(session_id)
        user_id = user_id or UserId(uuid4())
        rights = rights or self.rights | {right.value for right in granted(role)}
        self.sessions[key] = Principal(user_id, key, rights, role, self.clock.now())
        return session_id

    async def resolve_session(self, session_id: str | None) -> Principal:
        return self.sessions.get(fingerprint(session_id), NOBODY) if session_id else NOBODY

    async def begin_sign_in(self, provider: str, return_path: str) -> Begun:
        self._asked("begin_sign_in")
        if provider not in {offer.name for offer in self.offers}:
            raise NotFound(provider)
        return self._begin(Attempt(provider, new_secret(), safe_path(return_path)))

    async def finish_sign_in(self, answer: Answer, agent: str) -> Arrival:
        self._asked("finish_sign_in")
        attempt = self._take(answer)
        more = {answer.code} & {"admin"}
        return Arrival(self.let_in(rights=self.rights | more), attempt.return_path, self.first)

    async def use_login_link(self, secret: str, agent: str) -> Arrival:
        self._asked("use_login_link")
        user_id = self.links.pop(secret, None)
        if user_id is None:
            raise SignInRefused(Refusal.EXPIRED)
        return Arrival(self.let_in(user_id), "/", self.first)

    async def end_session(self, user_id: UserId, session: str) -> None:
        self._asked("end_session")
        await self._end((session,))

    async def end_all_sessions(self, user_id: UserId) -> int:
        self._asked("end_all_sessions")
        of_user = tuple(key for key, who in self.sessions.items() if who.user_id == user_id)
        await self._end(of_user)
        return len(of_user)

    async def begin_connect(self, user_id: UserId, provider: str) -> Begun:
        self._asked("begin_connect")
        return self._begin(Attempt(provider, new_secret(), "/", user_id))

    async def finish_connect(self, user_id: UserId, answer: Answer) -> None:
        self._asked("finish_connect")
        if self._take(answer).user_id != user_id:
            raise SignInRefused(Refusal.PROOF)

    async def connect_with_token(self, user_id: UserId, provider: str, token: str) -> None:
        self._asked("connect_with_token")
        self.pasted.append(token)

    async def request_tip(self, user_id: UserId, surface: str, **_: object) -> Shown:
        self._asked("request_tip")
        open_tips = [tip for tip, owner in self.tips.items() if owner == user_id]
        tip_id = open_tips[0] if open_tips else TipId(uuid4())
        self.tips[tip_id] = user_id
        return Shown(tip_id, TipCard("Water the plants", "You do this on Mondays.", 1))

    async def record_reaction(
        self, user_id: UserId, tip_id: TipId, kind: ReactionKind, key: str, *, dwell_ms: int | None
    ) -> Reaction:
        self._asked("record_reaction")
        if self.tips.get(tip_id) != user_id:
            raise NotFound("tip")
        if self.keys.setdefault(key, (tip_id, kind)) != (tip_id, kind):
            raise KeyReused
        if tip_id in self.reactions and self.reactions[tip_id].kind is not kind:
            raise AlreadyAnswered
        reaction = Reaction(cast("Any", uuid4()), user_id, tip_id, kind, dwell_ms or 0, NOON)
        return self.reactions.setdefault(tip_id, reaction)

    async def undo_reaction(self, user_id: UserId, tip_id: TipId) -> None:
        self._asked("undo_reaction")
        if self.tips.get(tip_id) != user_id or self.reactions.pop(tip_id, None) is None:
            raise NotFound("tip")

    async def export_user(self, user_id: UserId) -> str:
        self._asked("export_user")
        return f'{{"user": "{user_id}"}}'

    async def erase_user(self, user_id: UserId) -> Erasure:
        self._asked("erase_user")
        ended = await self.end_all_sessions(user_id)
        return Erasure("OO-1234", (), self.clock.now(), ended)

    async def write_denial(self, actor: Actor, deed: Deed, error: UserMust) -> bool:
        self.denied.append((actor, deed))
        return True

    async def check(self) -> None:
        self._asked("check")

    def a_tip_of(self, session_id: str) -> UUID:
        """Put one open tip before the user of a session."""
        tip_id = TipId(uuid4())
        user_id = self.sessions[fingerprint(session_id)].user_id
        assert user_id is not None
        self.tips[tip_id] = user_id
        return tip_id

    def _begin(self, attempt: Attempt) -> Begun:
        state = new_secret()
        self.attempts[state] = attempt
        return Begun(f"{ISSUER}/authorize?state={state}", attempt.cookie)

    def _take(self, answer: Answer) -> Attempt:
        attempt = self.attempts.pop(answer.state, None)
        if attempt is None:
            raise SignInRefused(Refusal.EXPIRED, answer.provider)
        if not answer.cookie:
            raise SignInRefused(Refusal.COOKIES, answer.provider)
        if attempt.cookie != answer.cookie or attempt.provider != answer.provider:
            raise SignInRefused(Refusal.PROOF, answer.provider)
        if answer.error:
            raise SignInRefused(Refusal.CANCELLED, answer.provider)
        return attempt

    async def _end(self, keys: tuple[str, ...]) -> None:
        for key in keys:
            self.sessions.pop(key, None)
        for listener in self.on_sessions_ended:
            await listener(keys)

    def _asked(self, what: str) -> None:
        self.calls[what] += 1
        if self.fails_with is not None:
            error, self.fails_with = self.fails_with, None
            raise error
