"""Say how long a pick waits for evidence before its reward stands for good."""

from datetime import timedelta

WINDOW = timedelta(hours=24)
"""As long as an answer can be undone; what judges policies uses closed windows only (bandits.md D)."""
