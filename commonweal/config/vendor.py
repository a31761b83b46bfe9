"""Other people's browser files, kept in the repository with version, licence and hash.

vendor.toml says what is kept. `./do vendor` compares the files with it; `./do vendor --refresh` fetches the packages it
names (only this needs npm and a network) and writes the hashes. Users of Commonweal need neither.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
LIST = ROOT / "vendor.toml"
HEADER = """\
# Other people's files for the browser. To take a newer one: change its version, empty its integrity and hashes, then
# run `./do vendor --refresh`, read what changed, and commit it together with this list, which the command writes anew.
"""
SOURCE_MAP = re.compile(rb"\n?(?://|/\*)# sourceMappingURL=\S+(?: ?\*/)?\n?")
FACTS = ("name", "version", "licence", "why", "integrity", "folder")


def packages() -> list[dict[str, Any]]:
    """What vendor.toml lists."""
    listed: list[dict[str, Any]] = tomllib.loads(LIST.read_text())["package"]
    return listed


def kept(package: dict[str, Any], file: dict[str, str]) -> Path:
    """Where a file of a package stands in the repository. Leaflet's styles look for their pictures in images/."""
    source = Path(file["from"])
    name = file.get("to") or (f"images/{source.name}" if source.parent.name == "images" else source.name)
    return ROOT / str(package["folder"]) / name


def differences() -> list[str]:
    """Every kept file that is missing or is not the one listed, a sentence each."""
    wrong = []
    for package in packages():
        for file in package["files"]:
            path = kept(package, file)
            if not path.is_file():
                wrong.append(f"{path.relative_to(ROOT)} is missing.")
            elif hashlib.sha256(path.read_bytes()).hexdigest() != file["sha256"]:
                wrong.append(f"{path.relative_to(ROOT)} is not the file of {package['name']} {package['version']}.")
    return wrong


def refresh() -> None:
    """Fetch every listed package, take the listed files out of it, and write their hashes into the list."""
    listed = packages()
    with tempfile.TemporaryDirectory() as folder:
        for package in listed:
            archive = _fetched(package, Path(folder))
            with tarfile.open(archive) as tar:
                for file in package["files"]:
                    stream = tar.extractfile(f"package/{file['from']}")
                    if stream is None:
                        raise ValueError(f"{package['name']} has no file {file['from']}.")
                    words = _without_source_map(file["from"], stream.read())
                    path = kept(package, file)
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(words)
                    file["sha256"] = hashlib.sha256(words).hexdigest()
    LIST.write_text(written(listed))


def _fetched(package: dict[str, Any], folder: Path) -> Path:
    """The package's archive, its integrity checked against the list, or noted there if the list has none yet."""
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("npm was not found. Fetching other people's files again needs Node.js with npm.")
    wanted = f"{package['name']}@{package['version']}"
    done = subprocess.run([npm, "pack", "--json", "--silent", wanted], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise ValueError(f"npm could not fetch {wanted}. Check the version and the network, then try again.")
    archive = folder / str(json.loads(done.stdout)[0]["filename"]).replace("@", "").replace("/", "-")
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if package["integrity"] not in {"", integrity}:
        raise ValueError(f"{wanted} is not the package that was listed: its contents have changed. Nothing was taken.")
    package["integrity"] = integrity
    return archive


def _without_source_map(name: str, words: bytes) -> bytes:
    """The map of a packed script is not kept, so the line that points at it goes."""
    return SOURCE_MAP.sub(b"\n", words) if name.endswith((".js", ".css")) else words


def written(listed: list[dict[str, Any]]) -> str:
    """The list as vendor.toml holds it."""
    parts = [HEADER]
    for package in listed:
        lines = ["[[package]]", *(f"{fact} = {json.dumps(package[fact])}" for fact in FACTS), "files = ["]
        for file in package["files"]:
            facts = ", ".join(f"{key} = {json.dumps(value)}" for key, value in file.items())
            lines.append(f"    {{ {facts} }},")
        parts.append("\n".join([*lines, "]\n"]))
    return "\n".join(parts)


def main() -> int:
    """The chore behind `./do vendor`."""
    try:
        if "--refresh" in sys.argv[1:]:
            refresh()
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    wrong = differences()
    print("\n".join(wrong) or "Every file of other people's is the one listed in vendor.toml.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
