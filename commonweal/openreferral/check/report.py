"""What was found: findings with what to do about them, the capability card, and the verdict they come to."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from commonweal.openreferral.check.remedies import remedy

ERROR, WARNING, NOTE = "error", "warning", "note"
ORDER = {ERROR: 0, WARNING: 1, NOTE: 2}
UNKNOWN = "not looked at"


@dataclass(slots=True)
class Finding:
    """One thing that is not as it should be, the first time it was met, and how often."""

    test: str
    level: str
    where: str
    what: str
    fix: str
    times: int = 1


@dataclass
class Report:
    """All that is known of a feed after the check. `card` is the same for every feed, so that feeds can be compared."""

    url: str
    profile: str = ""
    findings: list[Finding] = field(default_factory=list)
    card: dict[str, Any] = field(default_factory=dict)
    requests: int = 0
    left: list[str] = field(default_factory=list)  # parts that were not looked at, and why
    _seen: dict[tuple[str, ...], Finding] = field(default_factory=dict, repr=False)

    def add(self, level: str, test: str, where: str, what: str, *, same: str = "") -> None:
        """Keep a finding; one that is the `same` as another is counted with it."""
        key = (level, test, same or f"{where} {what}")
        if key in self._seen:
            self._seen[key].times += 1
            return
        self._seen[key] = Finding(test, level, where, what, remedy(test))
        self.findings.append(self._seen[key])

    def count(self, level: str) -> int:
        """How often something of this level was met."""
        return sum(each.times for each in self.findings if each.level == level)

    @property
    def verdict(self) -> str:
        """Any error fails; any warning warns; notes do neither."""
        levels = {each.level for each in self.findings}
        return "fail" if ERROR in levels else "warn" if WARNING in levels else "pass"

    def sorted(self) -> list[Finding]:
        """Gravest first, in the order they were met."""
        return sorted(self.findings, key=lambda each: ORDER[each.level])

    def as_dict(self) -> dict[str, Any]:
        """The whole report as data."""
        return {
            "url": self.url,
            "verdict": self.verdict,
            "profile": self.profile,
            "errors": self.count(ERROR),
            "warnings": self.count(WARNING),
            "notes": self.count(NOTE),
            "requests": self.requests,
            "not_looked_at": self.left,
            "card": self.card,
            "findings": [asdict(each) for each in self.sorted()],
        }
