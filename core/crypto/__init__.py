"""Seal what only its user, or only oO, may read (reliability T1)."""

from core.crypto.keyring import Keyring
from core.crypto.keys import parse_keys

__all__ = ["Keyring", "parse_keys"]
