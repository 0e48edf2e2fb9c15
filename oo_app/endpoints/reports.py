"""Take what browsers report about the page policy: a few a minute, short, without addresses' secrets."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import structlog
from starlette.requests import Request
from starlette.responses import Response

from core.wiring import running
from oo_app.shared.pace import Pace

MAX_REPORT_BYTES = 8 * 1024
"""No honest report is longer."""
MAX_WORD = 100
"""Letters of each part of a report that are written down."""
PER_S = 0.2
"""Reports written down every second in the long run: one in five seconds."""
AT_ONCE = 20.0
"""Reports written down at once after a quiet time."""

_log = structlog.get_logger(__name__)


Write = Callable[[str, str, str], None]


def _log_report(directive: str, blocked: str, page: str) -> None:
    _log.warning("policy_violated", directive=directive, blocked=blocked, page=page)


async def report(request: Request) -> Response:
    """Take one report; the answer is always the same."""
    box: ReportBox = request.app.state.reports
    box.take(await request.body())
    return Response(status_code=204)


class ReportBox:
    """Write some of the reports down, and drop what comes too fast."""

    def __init__(self, write: Write = _log_report) -> None:
        """Take what writes a report down: directive, blocked address, page."""
        self._write_down = write
        self._pace: Pace | None = None

    def take(self, body: bytes) -> None:
        """Write one report down, if it is in time and of a sane size."""
        now_s = running().clock.monotonic_s()
        self._pace = self._pace or Pace(now_s, PER_S, AT_ONCE)
        if len(body) <= MAX_REPORT_BYTES and self._pace.take(now_s):
            self._write(body)

    def _write(self, body: bytes) -> None:
        try:
            report = json.loads(body)["csp-report"]
            directive, blocked = _word(report, "violated-directive"), _word(report, "blocked-uri")
            page = urlsplit(_word(report, "document-uri")).path
        except (ValueError, KeyError, TypeError, RecursionError):
            return
        if directive:
            self._write_down(directive, _bare(blocked), page)


def _word(report: Any, name: str) -> str:
    return str(report.get(name, "") if isinstance(report, dict) else "")[:MAX_WORD]


def _bare(address: str) -> str:
    return address.split("?", 1)[0]
