"""Write logs: one JSON line or one readable line an event, and never a secret."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

SECRET_NAMES = re.compile(
    r"token|secret|cookie|authorization|password|verifier|code$|pepper|key$", re.IGNORECASE
)
"""Fields with such names are never written, whatever they hold (reliability T3)."""
SECRET_SHAPES = re.compile(r"(?:[A-Za-z0-9_-]{40,}|eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_.-]+)")
"""Texts that look like tokens are cut out of whatever says them."""
HIDDEN = "[hidden]"
"""What stands in a secret's place."""


def redacted(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Return the event without secrets: by name and by shape, however deep they lie."""
    for name, value in event.items():
        event[name] = _safe(name, value)
    return event


def _safe(name: str, value: Any) -> Any:
    if SECRET_NAMES.search(name):
        return HIDDEN
    if isinstance(value, dict):
        return {key: _safe(str(key), item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_safe("", item) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return SECRET_SHAPES.sub(HIDDEN, value if isinstance(value, str) else repr(value))


def configure(*, as_json: bool) -> None:
    """Set up logging for this process: ours, and what libraries write, through one door."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redacted,
    ]
    render: Any = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    door = logging.StreamHandler()
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    door.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[remove, render])
    )
    logging.basicConfig(level=logging.INFO, handlers=[door], force=True)
    for noisy in ("httpx", "httpcore", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
