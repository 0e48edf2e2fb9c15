"""Hold values that are handed out under a secret name and taken back once."""

import secrets
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")

NAME_BYTES = 32
"""Bytes of chance in a name: 256 bit, nobody guesses it."""

CAPACITY = 2_000
"""Values held at most; beyond it the oldest go, so that a flood cannot fill the memory."""


class NotOnHand(LookupError):
    """Nothing lies under this name: never did, or its time is over."""


class AlreadyTaken(LookupError, Generic[Value]):
    """The value under this name was taken before; somebody tries again."""

    def __init__(self, value: Value) -> None:
        super().__init__()
        self.value = value


@dataclass(slots=True)
class _Slot(Generic[Value]):
    value: Value
    until_s: int
    taken: bool = False


class OneTime(Generic[Value]):
    """A shelf whose values can be taken once and for a limited time."""

    def __init__(self, ttl_s: int) -> None:
        self._ttl_s = ttl_s
        self._slots: dict[str, _Slot[Value]] = {}

    def put(self, value: Value, now_s: int) -> str:
        """Return the new secret name of `value`."""
        self._sweep(now_s)
        name = secrets.token_urlsafe(NAME_BYTES)
        self._slots[name] = _Slot(value, now_s + self._ttl_s)
        return name

    def look(self, name: str, now_s: int) -> Value:
        """Return the value without taking it. Raises: NotOnHand, AlreadyTaken."""
        slot = self._slots.get(name)
        if slot is None or now_s >= slot.until_s:
            raise NotOnHand
        if slot.taken:
            raise AlreadyTaken(slot.value)
        return slot.value

    def take(self, name: str, now_s: int) -> Value:
        """Return the value and never again. Raises: NotOnHand, AlreadyTaken."""
        value = self.look(name, now_s)
        self._slots[name].taken = True
        return value

    def _sweep(self, now_s: int) -> None:
        for name in [name for name, slot in self._slots.items() if now_s >= slot.until_s]:
            del self._slots[name]
        while len(self._slots) >= CAPACITY:
            del self._slots[next(iter(self._slots))]
