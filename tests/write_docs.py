"""Writes the parts of the documents that are made from the code: `python -m tests.write_docs`."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ORDER = (
    "front outcomes referral funding network inquiry mapping evidence listening directory places people journal core "
    "methods feeds openreferral demo config"
).split()


def rooms() -> str:
    """The list of rooms, highest first, from the docstrings of the packages that exist."""
    lines = ["| room | what it is for |", "|---|---|"]
    for name in ORDER:
        path = ROOT / "commonweal" / name / "__init__.py"
        if path.exists():
            told = ast.get_docstring(ast.parse(path.read_text())) or ""
            said = " ".join(told.split("\n\n")[0].split())
            lines.append(f"| `{name}` | {said} |")
    return "\n".join(lines)


def written() -> str:
    """ARCHITECTURE.md as it should be."""
    text = (ROOT / "ARCHITECTURE.md").read_text()
    return re.sub(r"(<!-- rooms:.*?-->\n).*?(<!-- /rooms -->)", lambda m: f"{m[1]}{rooms()}\n{m[2]}", text, flags=re.S)


def write_guide() -> None:
    """docs/methods/*.md, from the worked examples in tests/spec."""
    from tests.spec.guide import printed
    from tests.spec.test_methods_guide import families

    for family in families():
        (ROOT / "docs" / "methods" / f"{family.name}.md").write_text(printed(family))


if __name__ == "__main__":
    write_guide()
    (ROOT / "ARCHITECTURE.md").write_text(written())
