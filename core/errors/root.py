"""Name the root of all errors of oO."""


class OoError(Exception):
    """Base of all errors that core raises; `code` is stable and safe to show."""

    code = "error"
