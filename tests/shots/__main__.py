"""`python -m tests.shots [FOLDER [SCALE...]]`: a process for each scale, Qt reads it once; then a page of pictures."""

from __future__ import annotations

import os
import subprocess
import sys
from html import escape
from pathlib import Path

SCALES = ("1", "1.25", "1.5", "2")
PAGE = """<!doctype html><meta charset="utf-8"><title>Glassnet: pictures</title>
<style>body{{font:14px sans-serif;background:#888}}figure{{display:inline-block;margin:8px;vertical-align:top}}
img{{max-width:640px;border:1px solid #444}}figcaption{{background:#fff;padding:2px 6px}}</style>
{figures}
"""


def main(folder: Path, scales: tuple[str, ...], engine: str) -> int:
    for scale in scales:
        percent = round(100 * float(scale))
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
        kind = "all" if scale == "1" else "scale"
        command = [sys.executable, "-m", "tests.shots", "--one", str(folder / str(percent)), kind, engine]
        code = subprocess.run(command, env=environment, check=False).returncode
        if code:
            return code
    pictures = sorted(folder.rglob("*.png"))
    figures = (f'<figure><a href="{p}"><img src="{p}" loading="lazy"></a><figcaption>{p}</figcaption></figure>'
               for p in (escape(picture.relative_to(folder).as_posix()) for picture in pictures))  # fmt: skip
    (folder / "index.html").write_text(PAGE.format(figures="\n".join(figures)), "utf-8")
    print(f"{len(pictures)} pictures: {folder / 'index.html'}")
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        from tests.shots.camera import main as take

        take(*sys.argv[2:5])
    else:
        arguments = sys.argv[1:]
        sys.exit(main(Path(arguments[0] if arguments else "build/shots"), tuple(arguments[1:]) or SCALES, "auto"))
