"""What tests of the pages may ask for."""

from __future__ import annotations

from tests.evidence.conftest import hand

__all__ = ["hand"]
