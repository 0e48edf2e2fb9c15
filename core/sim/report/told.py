"""Tell what a run showed in three ways."""

from dataclasses import dataclass

from core.sim.findings import Findings
from core.sim.report.as_json import as_json
from core.sim.report.facts import Facts
from core.sim.report.page import page
from core.sim.report.terminal import table


@dataclass(frozen=True, slots=True)
class Report:
    """What a run showed, to be told in three ways."""

    findings: Findings
    facts: Facts

    def table(self, width: int) -> str:
        """Return it for a terminal of so many columns."""
        return table(self.findings, self.facts, width)

    def page(self) -> str:
        """Return it as one HTML file that asks for nothing else."""
        return page(self.findings, self.facts)

    def json(self) -> str:
        """Return it for a machine."""
        return as_json(self.findings, self.facts)
