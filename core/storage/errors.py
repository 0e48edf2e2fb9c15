"""Name what only a database can do to us."""

from enum import StrEnum

from core.errors import OurFault


class Trouble(StrEnum):
    """What the database could not do."""

    BUSY = "busy"
    REFUSED = "refused"
    NOT_SWEPT = "not_swept"


class DatabaseDown(OurFault):
    """The database did not do it: nothing was saved, and trying again later may help."""

    code = "database_down"

    def __init__(self, why: Trouble, detail: str = "") -> None:
        super().__init__(why.value, detail)
        self.why = why
