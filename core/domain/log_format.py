"""Name the formats in which the log can be handed out."""

from enum import StrEnum


class LogFormat(StrEnum):
    """Whose tools shall read the log."""

    VW_DSJSON = "vw-dsjson"
    """Vowpal Wabbit: one JSON object a line and pick."""
    OBP = "obp"
    """The Open Bandit Pipeline: one JSON object, arrays as lists."""
