"""Put figures into words as the console writes them: unknown is a dash, zero is 0."""

UNKNOWN = "\u2014"
"""What stands where nothing is known."""
THIN = "\u202f"
"""The space before a unit and between thousands: narrow, and never broken."""
MINUS = "\u2212"
"""A minus as wide as a plus."""

MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86_400
"""Seconds in each."""


def count(value: int | None) -> str:
    """Return a count: 33 109."""
    return UNKNOWN if value is None else _minus(f"{value:,}".replace(",", THIN))


def share(value: float | None, digits: int = 1) -> str:
    """Return a share in percent: 38.1 %."""
    return UNKNOWN if value is None else _minus(f"{100 * value:.{digits}f}{THIN}%")


def points(value: float | None, digits: int = 1) -> str:
    """Return a difference of shares in percentage points: +3.6 pp."""
    return UNKNOWN if value is None else _minus(f"{100 * value:+.{digits}f}{THIN}pp")


def signed(value: float | None, digits: int = 3) -> str:
    """Return a figure with its sign: +0.186."""
    return UNKNOWN if value is None else _minus(f"{value:+.{digits}f}")


def plain(value: float | None, digits: int = 2) -> str:
    """Return a figure: 1.06."""
    return UNKNOWN if value is None else _minus(f"{value:.{digits}f}")


def seconds(value: float | None) -> str:
    """Return a length of time: 41 s, 6 min 12 s, 3 h 5 min, 0.4 ms."""
    if value is None:
        return UNKNOWN
    if value < 1:
        return f"{1000 * value:.3g}{THIN}ms"
    whole = round(value)
    if whole < MINUTE_S:
        return f"{whole}{THIN}s"
    if whole < HOUR_S:
        return _two(whole // MINUTE_S, "min", whole % MINUTE_S, "s")
    if whole < 2 * DAY_S:
        return _two(whole // HOUR_S, "h", whole % HOUR_S // MINUTE_S, "min")
    return f"{whole // DAY_S}{THIN}d"


def _two(large: int, unit: str, small: int, smaller: str) -> str:
    """Return a length in two units, the smaller one only when there is some of it."""
    rest = f" {small}{THIN}{smaller}" if small else ""
    return f"{large}{THIN}{unit}{rest}"


def _minus(text: str) -> str:
    return text.replace("-", MINUS)
