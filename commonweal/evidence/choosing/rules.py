"""Who may keep a choice: whoever reads the evidence of the place with others. Looking is for everybody."""

from commonweal.evidence.rules import may_read_together as may_choose
from commonweal.evidence.rules import reads_together as chooses

__all__ = ["chooses", "may_choose"]
