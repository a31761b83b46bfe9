"""Every worked example of the methods holds, and the guide says what was worked out."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from tests.spec import guide

HERE = Path(__file__).parent
GUIDE = HERE.parent.parent / "docs" / "methods"


def families() -> list[guide.Family]:
    """The families of methods: each `methods_<family>.py` here has one as FAMILY."""
    return [import_module(f"tests.spec.{path.stem}").FAMILY for path in sorted(HERE.glob("methods_*.py"))]


CASES = [(method, case) for family in families() for method in family.methods for case in method.cases]


@pytest.mark.parametrize(("method", "case"), CASES, ids=[f"{m.title}: {c.given}" for m, c in CASES])
def test_a_worked_example_holds(method, case):
    found = case.found()
    assert guide.agrees(found, case.expected, case.to), (found, case.expected)


@pytest.mark.parametrize("family", families(), ids=lambda family: family.name)
def test_the_guide_says_what_was_worked_out(family):
    kept = (GUIDE / f"{family.name}.md").read_text()
    assert kept == guide.printed(family), "Run `python -m tests.write_docs`."


def test_every_method_says_where_it_comes_from_and_can_be_called():
    for family in families():
        for method in family.methods:
            module, _, name = method.function.rpartition(".")
            assert callable(getattr(import_module(module), name)), method.function
            assert method.question.endswith("?") and method.source and method.assumes, method.title
