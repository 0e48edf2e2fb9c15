"""Measure the laboratory; `core` comes first, because it tells numpy to compute on one thread."""

import core  # noqa: F401 — for what importing it does
