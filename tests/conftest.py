"""Rules for every test: nothing may be left out in CI, and the environment is never read."""

import os

import pytest

IN_CI = bool(os.environ.get("CI"))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a CI run that left a test out: its services are there, or can be installed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = len(reporter.stats.get("skipped", ())) if reporter else 0
    if IN_CI and skipped:
        reporter.write_line(f"{skipped} tests were left out, which CI does not allow", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True, scope="session")
def _no_settings_from_outside() -> None:
    """Forget the OO_ variables of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("OO_")]:
        del os.environ[name]
