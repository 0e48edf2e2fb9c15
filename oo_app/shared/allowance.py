"""Count how often somebody asks, in a moving window, and say when it is enough (reliability A6)."""

import math
import time

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter

from core.errors import TooMany

SIGN_IN = RateLimitItemPerMinute(30, namespace="sign_in")
"""Starts and returns of signing in and connecting, for one address and for one session."""
LINK = RateLimitItemPerMinute(10, namespace="link")
"""Uses of login links from one address."""
API = RateLimitItemPerMinute(120, namespace="api")
"""Calls of the API by one user."""
LEAST_WAIT_S = 1
"""Nobody is told to come back at once."""


class Allowances:
    """The counters of this process, or of all workers together when there is a Redis."""

    def __init__(self, redis_url: str = "") -> None:
        storage = (
            RedisStorage(f"async+{redis_url}", implementation="redispy")
            if redis_url
            else MemoryStorage()
        )
        self._window = MovingWindowRateLimiter(storage)

    async def spend(self, allowance: RateLimitItem, who: str) -> None:
        """Count one use. Raises: TooMany, with the seconds to wait."""
        if await self._window.hit(allowance, who):
            return
        stats = await self._window.get_window_stats(allowance, who)
        # The library counts by the wall clock, so its answer is read against the same clock.
        raise TooMany(max(LEAST_WAIT_S, math.ceil(stats.reset_time - time.time())))
