"""Promises about the whole repository, kept by tests."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from commonweal.config.variables import VARIABLES
from commonweal.core import privacy
from commonweal.journal import kinds

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "commonweal"
MODULES = [path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts]


def tracked() -> list[Path]:
    """Files that git keeps."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_every_field_of_every_model_has_a_privacy_label():
    assert privacy.unlabelled() == []


def test_every_setting_has_a_help_line_and_nothing_else_reads_the_environment():
    assert all(variable.help.endswith(".") and variable.name.startswith("COMMONWEAL_") for variable in VARIABLES)
    readers = {
        str(path.relative_to(PACKAGE))
        for path in MODULES
        if re.search(r"os\.environ\b(?!\.setdefault\(\"DJANGO)|os\.getenv", path.read_text())
    }
    # The supervisor and chores hand the environment on to the processes they start; they decide nothing by it.
    assert readers <= {"config/variables.py", "config/supervisor.py", "config/vendor.py", "config/backup.py", "cli.py"}


def test_every_module_says_what_it_is_for():
    silent = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if path.name != "apps.py" and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_every_feed_says_where_it_comes_from_and_under_which_licence():
    from commonweal.feeds.catalogue import FEEDS, feeds_by_source
    from commonweal.feeds.licences import LICENCES

    assert len(FEEDS) >= 15
    sources = [source for source, _ in feeds_by_source()]
    assert len({source.key for source in sources}) == len(sources)
    for source in sources:
        assert source.licence in LICENCES, source.key
        for fact in ("title", "publisher", "vintage", "every", "address", "attribution"):
            assert getattr(source, fact), (source.key, fact)


def test_every_feed_has_both_verbs_and_knows_its_files_by_what_is_in_them():
    from commonweal.feeds.catalogue import FEEDS

    for name, feed in FEEDS.items():
        for verb in ("recognise", "measures", "read", "fetch"):
            assert callable(getattr(feed, verb, None)), (name, verb)


def test_every_kind_can_be_described_and_seen_to_be_or_not():
    for kind in kinds.every():
        assert kind.label and kind.describe([]) == {} and kind.visible_to is not None


def test_nothing_of_this_machine_or_of_a_registry_is_kept():
    # Spelled in parts, so that this file does not find itself.
    hosts = re.compile("|".join((r"py" r"pi\.org", r"python" r"hosted", r"npm" r"js\.org", r"deb\.deb" r"ian\.org")))
    machine = str(ROOT.parent) + "/"
    found = []
    for path in tracked():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        if hosts.search(text) or (len(machine) > 3 and machine in text):
            found.append(str(path.relative_to(ROOT)))
    assert found == []


def test_no_file_has_grown_past_its_noun():
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in MODULES}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def test_no_template_asks_another_host_for_anything_or_carries_style_and_script_inline():
    wrong = []
    for path in PACKAGE.rglob("*.html"):
        text = path.read_text()
        if re.search(r"<(?:script|img|iframe|source|video|audio)[^>]+src=[\"']?(?:https?:)?//", text):
            wrong.append(f"{path.name}: another host")
        if re.search(r"<link[^>]+href=[\"']?(?:https?:)?//", text):
            wrong.append(f"{path.name}: another host")
        if re.search(r"\sstyle=|\son[a-z]+=[\"']", text):
            wrong.append(f"{path.name}: inline style or script")
    assert wrong == []


def test_shipped_styles_ask_no_other_host():
    for path in PACKAGE.rglob("static/**/*.css"):
        assert not re.search(r"url\(\s*[\"']?(?:https?:)?//|@import", path.read_text()), path.name


def test_the_list_of_rooms_in_the_architecture_is_the_one_in_the_code():
    from tests import write_docs

    assert (ROOT / "ARCHITECTURE.md").read_text() == write_docs.written(), "run: python -m tests.write_docs"
