"""Figures with intervals, and where somebody looks at them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from core.domain.figure import Change, Figure
from core.domain.period import read_period
from core.domain.versus import Versus
from oo_admin.address import Address
from oo_admin.frame import Here

NOW = datetime(2026, 10, 14, 14, 3, 12, tzinfo=UTC)
"""A Wednesday afternoon."""
THIN, MINUS = "\u202f", "\u2212"


def here(query="", versus=Versus.PREVIOUS):
    address = Address.read(f"/admin?{query}")
    period = read_period(address.get("p"), NOW, ZoneInfo("UTC"))
    return Here(address, NOW, ZoneInfo("UTC"), period, versus, period.grain)


def a_change(value, half, count=1000):
    return Change(value, value - half, value + half, half / 2, count, 19)


def a_figure(value, half, count=1000):
    return Figure(value, value - half, value + half, half / 2, count)
