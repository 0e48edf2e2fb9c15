"""Put all use cases together on the ports they are given; decide nothing."""

from core.composition.core import Core
from core.composition.outside import Ports

__all__ = ["Core", "Ports"]
