"""Name what the laboratory's statistics refuse to answer."""

from core.errors import UserMust


class TooFewPeople(UserMust):
    """So few people do not show how much people differ."""

    code = "no_evidence"

    def __init__(self, found: int, limit: int) -> None:
        super().__init__(found, limit)
        self.found = found
        self.limit = limit

    def __str__(self) -> str:
        """Return why, and what to do."""
        return f"There are {self.found} people; it takes {self.limit}. Run more personas."


def demand_people(found: int, limit: int = 2) -> None:
    """Raise TooFewPeople when there are fewer than it takes."""
    if found < limit:
        raise TooFewPeople(found, limit)
