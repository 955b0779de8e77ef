"""Rules about the text of every tracked file, not only of Python."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

# Folders that exist on one machine only; a word, a dot or a tilde before the slash makes it part of something longer.
_FOLDERS = "|".join(("root", "work", "home", "Users", "opt"))
MACHINE_PATH = re.compile(rf"(?<![\w.~\-)}}])/(?:{_FOLDERS})/[\w.]")
SILENCED = re.compile(r"#\s*(type:\s*ignore|noqa)(?P<rest>.*)$")
REASONED = re.compile(r"^(\[[\w\-, ]+\]|:\s*[A-Z]+[0-9]+(\s*,\s*[A-Z]+[0-9]+)*)\s*\S")
TEXT = {".py", ".md", ".toml", ".json", ".svg", ".csv", ".txt", ".yml", ".yaml", ".cfg", ".sh", ".css", ".qss", ""}


def tracked(root: Path) -> list[Path]:
    """Every file that git tracks or would track; without git, every file outside hidden and built folders."""
    try:
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout.decode()
        found = [root / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        found = [path for path in root.rglob("*") if not _is_built(path.relative_to(root))]
    return sorted(path for path in set(found) if path.is_file())


def _is_built(path: Path) -> bool:
    """Whether a path lies in a folder that is no part of the source."""
    return any(part.startswith(".") or part in ("build", "dist", "runs", "__pycache__") for part in path.parts)


def lines(files: list[Path]) -> list[tuple[Path, int, str]]:
    """Every line of the text files, numbered from 1."""
    return [
        (path, number, line)
        for path in files
        if path.suffix in TEXT
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
    ]


def no_machine_paths(files: list[Path]) -> list[str]:
    """No file names a folder of the machine it was written on."""
    return [f"{path}:{number} {line.strip()[:100]}" for path, number, line in lines(files) if MACHINE_PATH.search(line)]


def silence_has_a_reason(files: list[Path]) -> list[str]:
    """A suppression names what it suppresses and says why on its line."""
    faults = []
    for path, number, line in lines([path for path in files if path.suffix == ".py"]):
        found = SILENCED.search(line)
        if found and not REASONED.match(found["rest"].strip()):
            faults.append(f"{path}:{number} {line.strip()[:100]}")
    return faults
