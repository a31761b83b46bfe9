#!/usr/bin/env python3
"""One door for every chore of Commonweal. Needs Python 3.11 or newer and nothing else.

./do run                 make everything ready, then serve the place
./do test [...]          all tests, real browser included; --no-browser, --deep, --postgres; the rest goes to pytest
./do check               format, lint, types, order of the rooms, missing migrations
./do bench [NAME]        measure: bench/NAME.py
./do place ...           load and look at a place      ./do demo ...      the invented place
./do account ...         people who sign in            ./do settings      what can be set
./do slip ...            slips for people without an account
./do work                only the work behind the pages
./do backup              copy the records              ./do restore FILE  put a copy in place
./do words               what is said here, for translators: docs/guides/languages.md
./do vendor [--refresh]  other people's browser files  ./do lock          pin what is installed anew
"""
# Standard library only, and no newer words than Python 3.7 knows: an old Python must get as far as saying so.

import errno
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
NEEDED = (3, 11)
# What the environment takes with its tests, and some room to work in.
FREE_BYTES = 1000000000
# Each worker of the tests has a browser, a server and a database of its own.
MOST_WORKERS = 4
PASSED_ON = ("place", "demo", "account", "slip", "settings", "work", "backup", "restore")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Stop(Exception):
    """Something a person has to do first, said in a sentence."""


def main(words):
    """Do the chore; whatever is in its way becomes one sentence and exit code 1."""
    chore, rest = (words[0], words[1:]) if words else ("help", [])
    chores = {"run": run, "test": test, "check": check, "bench": bench, "vendor": vendor, "lock": lock}
    chores["words"] = catalogues
    try:
        if chore in ("help", "--help", "-h"):
            print(__doc__.strip())
            return 0
        if chore not in chores and chore not in PASSED_ON:
            raise Stop("There is no chore called %r. `./do help` lists them." % chore)
        right_python()
        os.environ.setdefault("COMMONWEAL_VAR", str(ROOT / "var"))
        return chores[chore](rest) if chore in chores else passed_on(chore, rest)
    except Stop as stop:
        print(stop, file=sys.stderr)
    except OSError as error:
        print(about_files(error), file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped before it was finished.", file=sys.stderr)
    return 1


def run(rest):
    """Serve the place, made ready first."""
    ready("runtime")
    migrated(with_demo=True)
    os.chdir(str(ROOT))
    sys.stdout.flush()
    os.execve(str(python()), [str(python()), "-m", "commonweal", "serve", *rest], dict(os.environ))


def passed_on(chore, rest):
    """A command of `commonweal`, in an environment and a database that are ready for it."""
    ready("runtime")
    if chore not in ("settings", "restore", "words"):
        migrated()
    return subprocess.call([str(python()), "-m", "commonweal", chore, *rest])


def test(rest):
    """All tests, or those that were asked for."""
    own = {word for word in rest if word in ("--no-browser", "--deep", "--postgres")}
    rest = [word for word in rest if word not in own]
    ready("runtime", "dev", *(["postgres"] if "--postgres" in own else []))
    if "--deep" in own:
        # More kills, more questions: tests that go on as long as they are asked to look at this.
        os.environ["COMMONWEAL_DEEP"] = "1"
    wanted = [] if "--deep" in own else ["not deep"]
    if "--no-browser" in own:
        wanted.append("not browser")
    else:
        os.environ["CHROMIUM"] = browser()
        if "--postgres" in own:
            wanted.append("(not browser or journey_on_postgres)")
    command = ["-m", "pytest", *(["-m", " and ".join(wanted)] if wanted else []), *rest]
    if not any(word.startswith(("tests", "-n", "-x", "--pdb")) for word in rest):
        # The whole of it goes to a worker for each processor; what a file's tests share is made once.
        # Each sums on its own processor: sums shared out among workers that are busy wait for one another.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        command += [
            "--numprocesses",
            str(min(os.cpu_count() or 1, MOST_WORKERS)),
            "--dist",
            "loadfile",
            "--no-loadscope-reorder",
        ]
    if "--postgres" in own:
        os.environ["PATH"] = str(postgres()) + os.pathsep + os.environ.get("PATH", "")
        command = ["-m", "tests.cluster", *command]
    return subprocess.call([str(python()), *command], cwd=str(ROOT))


def check(rest):
    """Read the code without running it. Everything is read, whatever is found on the way."""
    ready("runtime", "dev")
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        apart = dict(os.environ, COMMONWEAL_VAR=folder, DJANGO_SETTINGS_MODULE="commonweal.config.settings")
        for name, command in (
            ("format", ["ruff", "format", "--check", "--quiet", "."]),
            ("lint", ["ruff", "check", "--quiet", "."]),
            ("types", ["mypy"]),
            ("order of the rooms", ["importlinter.cli", "lint"]),
            ("missing migrations", ["django", "makemigrations", "--check", "--dry-run"]),
            ("catalogues", ["commonweal.config.words", "--check"]),
        ):
            code = "from importlinter.cli import lint_imports_command as c; c()"
            words = ["-c", code] if command[0] == "importlinter.cli" else ["-m", *command]
            done = subprocess.run(
                [str(python()), *words], cwd=str(ROOT), env=apart, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
            print("%s: %s" % (name, "needs attention" if done.returncode else "good"), flush=True)
            if done.returncode:
                failed.append(name)
                print(done.stdout.decode(errors="replace").rstrip(), flush=True)
    return 1 if failed else 0


def bench(rest):
    """Measure one thing, or list what can be measured."""
    names = sorted(path.stem for path in (ROOT / "bench").glob("[a-z]*.py"))
    if not rest:
        print("What can be measured: %s" % (", ".join(names) or "nothing yet"))
        return 0
    if rest[0] not in names:
        raise Stop("There is no bench/%s.py. There is: %s." % (rest[0], ", ".join(names) or "none yet"))
    ready("runtime", "dev", *(["postgres"] if rest[0] == "directory_serving" else []))
    return subprocess.call([str(python()), "-m", "bench." + rest[0], *rest[1:]], cwd=str(ROOT))


def vendor(rest):
    """Compare other people's browser files with the list; with --refresh, fetch them again."""
    ready("runtime")
    return subprocess.call([str(python()), "-m", "commonweal.config.vendor", *rest])


def catalogues(rest):
    """Read what the house says out of the code into its catalogues, and compile what translators sent.

    `words age FILE` and `words check` say how hard a text is to read."""
    if rest and not rest[0].startswith("-"):
        return passed_on("words", rest)
    ready("runtime", "dev")
    return subprocess.call([str(python()), "-m", "commonweal.config.words", *rest], cwd=str(ROOT))


def lock(rest):
    """Pin anew what requirements/*.in ask for, with hashes and without addresses. `--upgrade` takes what is newest."""
    ready("runtime", "dev")
    for name in ("runtime", "postgres", "semantic", "engine", "dev"):
        source, pins = "requirements/%s.in" % name, "requirements/%s.txt" % name
        command = [str(python()), "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
        command += ["--generate-hashes", "--no-header", source, "--output-file", pins, *rest]
        if subprocess.call(command, cwd=str(ROOT), stdout=subprocess.DEVNULL):
            raise Stop("%s could not be resolved; %s is as it was." % (source, pins))
        print("%s is written." % pins)
    return 0


# ── The environment ─────────────────────────────────────────────────────────────────────────────────────────────────


def right_python():
    """Be at least 3.11, or become a newer Python that is also here, or say so."""
    if os.name == "nt":
        raise Stop("Commonweal runs on Linux and macOS. On Windows, run it inside the Windows Subsystem for Linux.")
    if sys.version_info[:2] >= NEEDED:
        return
    for minor in range(14, NEEDED[1] - 1, -1):
        newer = shutil.which("python3.%d" % minor)
        if newer:
            os.execv(newer, [newer, str(ROOT / "do"), *sys.argv[1:]])
    raise Stop(
        "This is Python %d.%d; Commonweal needs 3.11 or newer. Install it (Debian 12 and later: apt-get install "
        "python3 python3-venv), then run this again." % tuple(sys.version_info[:2])
    )


def python():
    """The environment's own Python."""
    return VENV / "bin" / "python"


def ready(*lists):
    """Make the environment hold the pins of these lists. With nothing changed, this reads a few files and no more."""
    lists = [*lists, "postgres"] if os.environ.get("COMMONWEAL_DATABASE_URL") and "postgres" not in lists else lists
    by_meaning = os.environ.get("COMMONWEAL_MEANING", "").strip().lower() in ("1", "yes", "true", "on")
    lists = [*lists, "semantic"] if by_meaning and "semantic" not in lists else lists
    stamp = VENV / "pins.json"
    held = read_stamp(stamp)
    # One that was copied with the folder runs the other folder's code; one whose Python has gone has no packages.
    if any(held.get(name) != is_now for name, is_now in whereabouts().items()):
        held = {}
    missing = {name: pins for name in lists for pins in [pins_of(name)] if held.get(name) != pins}
    if not missing:
        return
    if not held:
        make_environment()
    print("Installing what Commonweal stands on (%s) ..." % ", ".join(missing), flush=True)
    install([ROOT / "requirements" / (name + ".txt") for name in missing])
    know_the_house()
    write_stamp(stamp, dict(held, **missing, **whereabouts()))


def whereabouts():
    """Where the environment stands, and which Python it is made of."""
    return {"root": str(ROOT), "python": os.path.realpath(str(python())) if python().exists() else ""}


def pins_of(name):
    """A mark that changes when the pins of a list do."""
    return hashlib.sha256((ROOT / "requirements" / (name + ".txt")).read_bytes()).hexdigest()


def make_environment():
    """A folder of Python packages for this project alone."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise Stop("This Python has no venv module. Install it (Debian: apt-get install python3-venv), then try again.")
    if not os.access(str(ROOT), os.W_OK):
        raise Stop("Nothing can be written in %s. Give yourself the right to, or work in a copy of your own." % ROOT)
    free = shutil.disk_usage(str(ROOT)).free
    if free < FREE_BYTES:
        raise Stop(
            "The disk is nearly full: %d MB are free where %s is, and about %d MB are needed. Make room and try again."
            % (free // 1000000, ROOT, FREE_BYTES // 1000000)
        )
    if VENV.is_symlink():
        raise Stop("%s leads to another folder's environment, and that would be emptied. Remove the link." % VENV)
    print("Making an environment in %s ..." % VENV, flush=True)
    # Beginning anew: what is left of an earlier attempt, or of a Python that has gone, is in the way.
    quiet([sys.executable, "-m", "venv", "--clear", str(VENV)], "The environment could not be made.")


def install(files):
    """Install exactly these pins, every file checked by its hash: by uv, which is quick, else by pip."""
    wanted = [word for path in files for word in ("-r", str(path))]
    by_uv = [str(python()), "-m", "uv", "pip", "install", "--quiet", "--python", str(python()), "--require-hashes"]
    if has_uv() and subprocess.call([*by_uv, *wanted], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
        return
    by_pip = [str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    quiet([*by_pip, *wanted], "The packages could not be installed.")


def has_uv():
    """Have uv in the environment, at the version that is pinned for working on Commonweal."""
    # One pin goes over several lines, all but the last ending in a backslash.
    block = re.search(r"^uv==(?:.*\\\n)+.*", (ROOT / "requirements" / "dev.txt").read_text(), re.M)
    quietly = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    if block and subprocess.call([str(python()), "-c", "import uv"], **quietly):
        with tempfile.TemporaryDirectory() as folder:
            pin = Path(folder) / "uv.txt"
            pin.write_text(block.group(0) + "\n")
            command = [str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            command += ["--require-hashes", "--no-deps", "-r", str(pin)]
            return subprocess.call(command, **quietly) == 0
    return bool(block)


def know_the_house():
    """Let the environment's Python find `commonweal` wherever it is started, and give it the console command."""
    where = subprocess.check_output([str(python()), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"])
    (Path(where.decode().strip()) / "commonweal.pth").write_text(str(ROOT) + "\n")
    script = VENV / "bin" / "commonweal"
    script.write_text("#!%s\nfrom commonweal.cli import main\n\nmain()\n" % python())
    script.chmod(0o755)


def migrated(with_demo=False):
    """Bring the database up to the code, and make the invented place once. Nothing is started when nothing changed."""
    kept = Path(os.environ["COMMONWEAL_VAR"])
    url = os.environ.get("COMMONWEAL_DATABASE_URL", "")
    parts = [path.read_bytes() for path in sorted((ROOT / "commonweal").glob("*/migrations/*.py"))]
    mark = hashlib.sha256(b"".join([*parts, pins_of("runtime").encode(), url.encode()])).hexdigest()
    stamp = kept / "ready.json"
    held = read_stamp(stamp) if url or (kept / "commonweal.sqlite3").exists() else {}
    if held.get("migrations") != mark:
        if subprocess.call([str(python()), "-m", "commonweal", "migrate"]):
            raise Stop("The database was not brought up to date, so nothing was started.")
        held["migrations"] = mark
    local = os.environ.get("COMMONWEAL_HOST", "127.0.0.1") in ("127.0.0.1", "localhost", "::1")
    # Told again when the story has changed: what has been told already is passed over.
    told = [path.read_bytes() for path in sorted((ROOT / "commonweal" / "demo").rglob("*.*")) if path.suffix != ".pyc"]
    story = hashlib.sha256(b"".join(told)).hexdigest()
    if with_demo and local and told and held.get("demo") != story:
        if subprocess.call([str(python()), "-m", "commonweal", "demo", "make"]):
            raise Stop("The invented place was not made, so nothing was started.")
        held["demo"] = story
    if read_stamp(stamp) != held:
        write_stamp(stamp, held)


def read_stamp(path):
    """What was noted when something was last made ready; nothing, if that cannot be read."""
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError):
        return {}


def write_stamp(path, held):
    """Note what is ready."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(held, indent=1) + "\n")


# ── Programs from the system ────────────────────────────────────────────────────────────────────────────────────────


def browser():
    """The path of a Chromium: the one that is here, or, for root on Debian, one installed now."""
    names = [os.environ.get("CHROMIUM", ""), *BROWSERS]
    for attempt in (1, 2):
        found = next((path for name in names if name for path in [shutil.which(name)] if path), None)
        if found:
            return found
        if attempt == 2 or not by_apt("chromium", "fonts-dejavu-core"):
            break
    raise Stop(
        "The tests need Chromium. Install it (Debian: apt-get install chromium) or set CHROMIUM to its path, or leave "
        "the browser's tests out by ./do test --no-browser."
    )


def postgres():
    """The folder of PostgreSQL's server programs, installed now if need be."""
    for attempt in (1, 2):
        beside = shutil.which("initdb")
        homes = [Path(beside).resolve().parent] if beside else []
        homes += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
        found = next((home for home in homes if (home / "initdb").exists() and (home / "postgres").exists()), None)
        if found:
            return found
        if attempt == 2 or not by_apt("postgresql"):
            break
    raise Stop("These tests need PostgreSQL's server. Install it (Debian: apt-get install postgresql), then try again.")


def by_apt(*packages):
    """Install packages, where that can be done without asking anybody: as root, where there is apt-get."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print("Installing %s ..." % " and ".join(packages), flush=True)
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    patient = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    subprocess.call([*patient, "update"], env=environment, stdout=subprocess.DEVNULL)
    install = [*patient, "install", "-y", "--no-install-recommends", *packages]
    return subprocess.call(install, env=environment, stdout=subprocess.DEVNULL) == 0


# ── What goes wrong, said plainly ───────────────────────────────────────────────────────────────────────────────────

REASONS = (
    (r"no space left|disk quota exceeded", "The disk is full. Make room, then try again."),
    (
        r"permission denied|read-only file system",
        "Something could not be written in %s. Give yourself the right to, or work in a copy of your own." % ROOT,
    ),
    (
        r"do not match the hashes|hash mismatch",
        "A package that was fetched is not the one that was pinned, so nothing was installed. If requirements/ was "
        "changed by hand, run ./do lock; otherwise somebody should look at where packages come from here.",
    ),
    (
        r"name resolution|name or service not known|connection refused|network is unreachable|timed out|dns error|"
        r"newconnectionerror|failed to establish|no matching distribution|certificate verify failed|proxyerror",
        "The packages could not be fetched. Check the network (and pip's settings, if yours needs a proxy, a mirror or "
        "its own certificates), then try again: only this first start needs a network.",
    ),
)


def quiet(command, otherwise):
    """Run something whose words nobody needs unless it fails, and then in a sentence."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        said = done.stdout.decode(errors="replace").strip()
        reason = next((sentence for pattern, sentence in REASONS if re.search(pattern, said, re.I)), None)
        raise Stop(reason or "%s This is what was said last:\n%s" % (otherwise, said[-1500:]))


def about_files(error):
    """What a person can do about a file or folder that could not be used."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full. Make room, then try again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "%s cannot be written. Give yourself the right to, or set COMMONWEAL_VAR to a folder of your own." % (
            error.filename or ROOT
        )
    return "%s: %s." % (error.filename or "Something could not be read", error.strerror or error)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
