"""What a figure was measured on, said with it."""

from __future__ import annotations

import os
import platform
import resource
import statistics
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path


def said() -> str:
    """Date, processor, cores, Python."""
    cores = f"{os.cpu_count()} cores (shared)"
    return f"{date.today().isoformat()}, {_processor()}, {cores}, Python {platform.python_version()}"


def _processor() -> str:
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8") as lines:
            return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def peak_mb(*, children: bool = True) -> float:
    """The most memory that any child (or this process) has held, in MB."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024 if sys.platform == "darwin" else 1024)


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies."""
    return statistics.quantiles(values, n=1000, method="inclusive")[round(share * 1000) - 1]
