"""Who may keep a what-if: whoever reads the evidence of the place with others. Trying one is for everybody."""

from commonweal.evidence.rules import may_read_together as may_keep
from commonweal.evidence.rules import reads_together as keeps

__all__ = ["keeps", "may_keep"]
