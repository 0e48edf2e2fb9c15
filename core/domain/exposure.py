"""Say how many users an experiment has reached: each counted once, on the day of their first tip of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exposed:
    """Users whose first tip of an experiment fell on one day, and who was to serve it.

    `day` is a proleptic ordinal in the console's zone. `crossed` are those of them who were later
    given to another arm too: there must be none.
    """

    experiment: str
    arm: str
    day: int
    users: int
    crossed: int = 0
