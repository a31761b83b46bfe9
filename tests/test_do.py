"""The one door for chores: what stands in its way is said in a sentence a person can act on."""

from __future__ import annotations

import errno
import importlib.machinery
import importlib.util
import os
import subprocess
import sys
from collections import namedtuple
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def do(monkeypatch, tmp_path) -> ModuleType:
    """The script as a module, working on a copy of the project that holds only the pins."""
    loader = importlib.machinery.SourceFileLoader("do", str(ROOT / "do"))
    spec = importlib.util.spec_from_loader("do", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader.exec_module(module)
    (tmp_path / "requirements").symlink_to(ROOT / "requirements")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setenv("COMMONWEAL_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("COMMONWEAL_DATABASE_URL", raising=False)
    return module


def said(do: ModuleType, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What it says when it cannot: one sentence where errors are read, exit code 1."""
    assert do.main(list(words)) == 1
    return capsys.readouterr().err.strip()


def test_it_needs_nothing_but_an_old_python_to_say_what_it_needs():
    import ast

    tree = ast.parse((ROOT / "do").read_text(), feature_version=(3, 7))
    names = {each.module or "" for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
    names |= {alias.name for each in ast.walk(tree) if isinstance(each, ast.Import) for alias in each.names}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_without_words_it_lists_the_chores(do, capsys):
    assert do.main([]) == 0
    assert "./do run" in capsys.readouterr().out


def test_a_chore_it_does_not_know(do, capsys):
    assert said(do, capsys, "dance") == "There is no chore called 'dance'. `./do help` lists them."


def test_python_too_old(do, capsys, monkeypatch):
    monkeypatch.setattr(do.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(do.shutil, "which", lambda name: None)
    sentence = said(do, capsys, "run")
    assert sentence.startswith("This is Python 3.9; Commonweal needs 3.11 or newer. Install it")


def test_an_old_python_becomes_a_newer_one_that_is_here(do, monkeypatch):
    became = []
    monkeypatch.setattr(do.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(do.shutil, "which", lambda name: "/usr/bin/python3.12" if name == "python3.12" else None)

    def execv(path: str, words: list[str]) -> None:
        became.append(path)
        raise SystemExit

    monkeypatch.setattr(do.os, "execv", execv)
    with pytest.raises(SystemExit):
        do.main(["run"])
    assert became == ["/usr/bin/python3.12"]


def test_no_venv_module(do, capsys, monkeypatch):
    monkeypatch.setattr(do.importlib.util, "find_spec", lambda name: None)
    assert "no venv module. Install it (Debian: apt-get install python3-venv)" in said(do, capsys, "run")


def test_a_folder_that_cannot_be_written(do, capsys, monkeypatch):
    monkeypatch.setattr(do.os, "access", lambda path, mode: False)
    assert f"Nothing can be written in {do.ROOT}" in said(do, capsys, "run")


def test_a_disk_that_is_nearly_full(do, capsys, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(do.shutil, "disk_usage", lambda path: usage(10**10, 10**10, 12_000_000))
    assert "The disk is nearly full: 12 MB are free" in said(do, capsys, "run")


def test_an_environment_that_belongs_to_another_folder_is_not_emptied_through_a_link(do, capsys, tmp_path):
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "kept").touch()
    do.VENV.symlink_to(tmp_path / "theirs")
    assert "leads to another folder's environment" in said(do, capsys, "run")
    assert (tmp_path / "theirs" / "kept").exists()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/x"), "The disk is full. Make room, then try again."),
        (OSError(errno.EACCES, "Permission denied", "/x/var"), "/x/var cannot be written."),
        (OSError(errno.EROFS, "Read-only file system", "/x/var"), "/x/var cannot be written."),
    ],
)
def test_files_that_cannot_be_used(do, capsys, monkeypatch, error, sentence):
    def ready(*lists: str) -> None:
        raise error

    monkeypatch.setattr(do, "ready", ready)
    assert said(do, capsys, "run").startswith(sentence)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "The disk is full"),
        ("NewConnectionError: Failed to establish: Temporary failure in name resolution", "could not be fetched"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "not the one that was pinned"),
        ("error: [Errno 13] Permission denied: '.venv/lib'", "could not be written"),
        ("a thing nobody thought of", "It did not go. This is what was said last:\na thing nobody thought of"),
    ],
)
def test_what_other_programs_say_becomes_a_sentence(do, words, sentence):
    command = [sys.executable, "-c", f"print({words!r}); raise SystemExit(1)"]
    with pytest.raises(do.Stop, match=".") as stopped:
        do.quiet(command, "It did not go.")
    assert sentence in str(stopped.value)


def test_a_package_that_is_not_the_pinned_one_is_refused(do, tmp_path):
    pins = tmp_path / "wrong.txt"
    pins.write_text("six==1.16.0 --hash=sha256:" + "0" * 64 + "\n")
    source = tmp_path / "source"
    source.mkdir()
    (source / "six-1.16.0-py2.py3-none-any.whl").write_bytes(b"not six")
    words = ["--no-index", "--find-links", str(source), "--require-hashes", "--no-deps", "-r", str(pins)]
    with pytest.raises(do.Stop, match="is not the one that was pinned, so nothing was installed"):
        do.quiet([sys.executable, "-m", "pip", "download", "-d", str(tmp_path / "to"), *words], "No.")


def test_no_browser_and_no_way_to_install_one(do, monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(do.shutil, "which", lambda name: None)
    monkeypatch.setattr(do.os, "geteuid", lambda: 1000)
    with pytest.raises(
        do.Stop, match=r"need Chromium. Install it .* or leave the browser's tests out by .*--no-browser"
    ):
        do.browser()


def test_root_on_debian_gets_a_browser(do, monkeypatch):
    here, asked = set(), []
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(do.shutil, "which", lambda name: f"/usr/bin/{name}" if name in here | {"apt-get"} else None)
    monkeypatch.setattr(do.os, "geteuid", lambda: 0)

    def call(command: list[str], **_: object) -> int:
        asked.append(command)
        if "install" in command:
            here.add("chromium")
        return 0

    monkeypatch.setattr(do.subprocess, "call", call)
    assert do.browser() == "/usr/bin/chromium"
    assert all("DPkg::Lock::Timeout=300" in command for command in asked)


def calls_of(do: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Make everything ready without doing it; what would have been started is listed."""
    started: list[list[str]] = []
    monkeypatch.setattr(do, "ready", lambda *lists: None)
    monkeypatch.setattr(do, "browser", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(do, "postgres", lambda: Path("/usr/lib/postgresql/15/bin"))
    monkeypatch.setattr(do.subprocess, "call", lambda command, **_: started.append(command[1:]) or 0)
    return started


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ([], "not deep"),
        (["--deep"], None),
        (["--no-browser"], "not deep and not browser"),
        (["--postgres"], "not deep and (not browser or journey_on_postgres)"),
        (["--postgres", "--no-browser"], "not deep and not browser"),
    ],
)
def test_which_tests_are_run(do, monkeypatch, words, marked):
    monkeypatch.setenv("PATH", os.environ["PATH"])
    monkeypatch.setenv("CHROMIUM", "")
    monkeypatch.setenv("COMMONWEAL_DEEP", "")
    started = calls_of(do, monkeypatch)
    assert do.main(["test", *words, "-x", "tests/people"]) == 0
    cluster = ["-m", "tests.cluster"] if "--postgres" in words else []
    marks = ["-m", marked] if marked else []
    assert started == [[*cluster, "-m", "pytest", *marks, "-x", "tests/people"]]
    assert os.environ["COMMONWEAL_DEEP"] == ("1" if "--deep" in words else "")


def test_the_whole_suite_goes_to_as_many_workers_as_there_are_processors(do, monkeypatch):
    monkeypatch.setenv("CHROMIUM", "")
    started = calls_of(do, monkeypatch)
    assert do.main(["test", "--durations=9"]) == do.main(["test", "tests/people", "--durations=9"]) == 0
    assert "--numprocesses" in started[0] and "loadfile" in started[0]
    assert "--numprocesses" not in started[1]


def test_nothing_is_installed_or_migrated_twice(do, monkeypatch):
    started: list[list[str]] = []
    folder = do.VENV / "bin"

    def call(command: list[str], **_: object) -> int:
        started.append(command)
        if "migrate" in command:
            (do.ROOT / "var").mkdir(exist_ok=True)
            (do.ROOT / "var" / "commonweal.sqlite3").touch()
        return 0

    def make_environment() -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "python").touch()

    monkeypatch.setattr(do.subprocess, "call", call)
    monkeypatch.setattr(do, "make_environment", make_environment)
    monkeypatch.setattr(do, "know_the_house", lambda: None)
    do.ready("runtime")
    do.migrated()
    assert any("install" in command for command in started)
    assert any("migrate" in command for command in started)
    started.clear()
    do.ready("runtime")
    do.migrated()
    assert started == []
    do.ready("runtime", "dev")
    assert [word for command in started for word in command if word.endswith(".txt")] == [
        str(do.ROOT / "requirements" / "dev.txt")
    ]
    (do.ROOT / "var" / "commonweal.sqlite3").unlink()
    do.migrated()
    assert "migrate" in started[-1]


def test_uv_itself_is_installed_at_its_pin_with_its_hashes(do, monkeypatch):
    pins = []

    def call(command: list[str], **_: object) -> int:
        pins.extend(Path(word).read_text() for word in command if word.endswith("uv.txt"))
        return 1 if command[-1] == "import uv" else 0

    monkeypatch.setattr(do.subprocess, "call", call)
    assert do.has_uv()
    lines = pins[0].strip().splitlines()
    assert lines[0].startswith("uv==")
    assert len(lines) > 2
    assert all("--hash=sha256:" in line for line in lines[1:])
    assert not lines[-1].endswith("\\")


def test_pins_hold_a_hash_for_everything_and_no_address():
    for path in (ROOT / "requirements").glob("*.txt"):
        words = path.read_text()
        assert "://" not in words, path.name
        pins = [line for line in words.splitlines() if line and not line.startswith((" ", "#"))]
        assert pins and all("==" in line and line.endswith("\\") for line in pins), path.name


def test_what_is_asked_for_is_asked_for_once():
    """pyproject.toml says why each package is here; requirements/runtime.in is what is pinned. They name the same."""
    import tomllib

    asked = [line for line in (ROOT / "requirements" / "runtime.in").read_text().splitlines() if line]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    def plain(lines: list[str]) -> set[str]:
        return {line.replace('"', "'").replace(" ", "") for line in lines}

    assert plain(project["dependencies"]) == plain(asked)


def test_the_command_on_the_ground():
    done = subprocess.run([sys.executable, str(ROOT / "do"), "dance"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "There is no chore called 'dance'. `./do help` lists them.\n"


@pytest.mark.parametrize("wrong", [{}, {"root": "/elsewhere"}, {"python": "/usr/bin/python3.10"}])
def test_an_environment_that_is_half_made_or_another_folders_is_made_anew(do, monkeypatch, wrong):
    made: list[str] = []
    folder = do.VENV / "bin"

    def make_environment() -> None:
        made.append("environment")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "python").touch()

    monkeypatch.setattr(do, "make_environment", make_environment)
    monkeypatch.setattr(do, "install", lambda files: made.append("packages"))
    monkeypatch.setattr(do, "know_the_house", lambda: None)
    do.ready("runtime")
    do.ready("runtime")
    assert made == ["environment", "packages"]
    held = do.read_stamp(do.VENV / "pins.json")
    # {}: stopped before anything was noted.
    do.write_stamp(do.VENV / "pins.json", dict(held, **wrong) if wrong else {})
    do.ready("runtime")
    assert made == ["environment", "packages"] * 2
