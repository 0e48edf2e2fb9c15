"""Take an attempt out of storage, once, and only for the browser that began it."""

import hmac
from dataclasses import dataclass

from core.domain.arrival import Answer
from core.domain.attempt import Attempt, AttemptKind
from core.domain.ids import UserId
from core.domain.secret import fingerprint
from core.errors import Refusal, SignInRefused
from core.ports import Clock, Store

CANCELLED = frozenset({"access_denied", "user_cancelled_authorize", "login_required"})
"""What providers say when the person turned back."""


@dataclass(frozen=True, slots=True)
class TakeAttempt:
    """Answer only for an attempt of this kind, provider, browser and user (reliability A1)."""

    store: Store
    clock: Clock

    async def __call__(
        self, answer: Answer, kind: AttemptKind, user_id: UserId | None = None
    ) -> Attempt:
        """Return the attempt, which is gone from now on. Raises: SignInRefused."""
        async with self.store.writing() as work:
            attempt = await work.attempts.take(fingerprint(answer.state)) if answer.state else None
        refused = self._refusal(attempt, answer, kind, user_id)
        if attempt is None or refused is not None:
            raise SignInRefused(refused or Refusal.EXPIRED, answer.provider)
        return attempt

    def _refusal(
        self, attempt: Attempt | None, answer: Answer, kind: AttemptKind, user_id: UserId | None
    ) -> Refusal | None:
        if attempt is None or attempt.expires_at <= self.clock.now():
            return Refusal.EXPIRED
        if not answer.cookie:
            return Refusal.COOKIES
        same_browser = hmac.compare_digest(attempt.cookie_hash, fingerprint(answer.cookie))
        asked_for = (attempt.kind, attempt.provider, attempt.user_id)
        if not same_browser or asked_for != (kind, answer.provider, user_id):
            return Refusal.PROOF
        if answer.error:
            return Refusal.CANCELLED if answer.error in CANCELLED else Refusal.PROVIDER
        return None if answer.code else Refusal.PROVIDER
