"""Who may keep a way of sharing. Trying one out is for everybody."""

from __future__ import annotations

from commonweal.evidence.rules import may_read_together, reads_together

__all__ = ["may_read_together", "reads_together"]
