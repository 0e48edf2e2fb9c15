"""Say what a run came to: a table for people, JSON for machines."""

import json
from collections import Counter
from dataclasses import dataclass

from tests.chaos.finding import LOST, TWICE, Finding
from tests.chaos.log import ClientLog
from tests.chaos.plan import Plan

SHOWN = 20
"""Findings that the table shows; JSON has all."""


@dataclass(frozen=True, slots=True)
class Report:
    """One run's figures."""

    plan: Plan
    log: ClientLog
    counted: dict[str, int]
    """What the stand-in counted of webhooks: requests `sent`, why some `failed`, taken (`hooks`)."""
    rows: dict[str, int]
    """What the database held and was compared."""
    kills: dict[str, int]
    findings: tuple[Finding, ...]
    worked_s: int
    """Seconds until there was enough."""
    took_s: int
    """Seconds with the wait for calm and the comparison."""

    @property
    def ops(self) -> dict[str, int]:
        """Return acknowledged operations by kind."""
        told = self.log.told
        answers = Counter(it.kind for it in told.answers)
        return {
            **{kind: answers[kind] for kind in ("done", "snooze", "dismiss")},
            "undo": len(told.undos),
            "completed over there": len(told.completions),
            "webhook": self.counted["hooks"],
        }

    @property
    def lost(self) -> int:
        """Return how many things were lost."""
        return sum(finding.kind == LOST for finding in self.findings)

    @property
    def twice(self) -> int:
        """Return how many things happened twice, or came from nowhere."""
        return sum(finding.kind == TWICE for finding in self.findings)

    @property
    def good(self) -> bool:
        """Return whether nothing was lost or twice, after as much as was asked for."""
        enough = sum(self.ops.values()) >= self.plan.ops
        return enough and sum(self.kills.values()) >= self.plan.kills and not self.findings

    def as_dict(self) -> dict:
        """Return everything, ready for JSON."""
        return {
            "plan": self.plan.as_dict(),
            "operations": self.ops | {"all": sum(self.ops.values())},
            "kills": self.kills | {"all": sum(self.kills.values())},
            "rows compared": self.rows,
            "requests sent again": self.log.resent,
            "webhook requests": {k: self.counted[k] for k in ("sent", "failed")},
            "refusals": dict(self.log.refusals),
            "lost": self.lost,
            "twice": self.twice,
            "seconds": {"at work": self.worked_s, "all": self.took_s},
            "findings": [[it.kind, it.what, it.which] for it in self.findings],
        }

    def as_json(self) -> str:
        """Return everything as JSON."""
        return json.dumps(self.as_dict(), indent=1)

    def as_table(self) -> str:
        """Return what matters, in lines for people."""
        told = self.as_dict()
        lines = [f"{self.plan.engine}, seed {self.plan.seed}"]
        for part in ("operations", "kills", "rows compared", "seconds"):
            lines += [part, *(f"  {name:22}{count:>8}" for name, count in told[part].items())]
        lines += [f"{'requests sent again':24}{self.log.resent:>8}"]
        lines += [f"{'lost':24}{self.lost:>8}", f"{'twice':24}{self.twice:>8}"]
        lines += [f"  {it.kind}: {it.what}: {it.which}" for it in self.findings[:SHOWN]]
        return "\n".join(lines)
