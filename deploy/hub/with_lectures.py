"""Copy the lectures into ~/rnnlab, then run a command: python with_lectures.py COMMAND [its arguments]

RNNLAB_LECTURES names the folder that they come from. It runs as the student whose home it is. A lecture that is
there is never overwritten. One that was renamed or deleted is copied again at the next start.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def copy_lectures(source, target):
    """Copy each file of `source` that is not yet in `target`; return what was copied.

    Each file appears whole or not at all: a copy that breaks off leaves nothing that would pass for a lecture.
    """
    copied = []
    for file in sorted(source.rglob("*")):
        there = target / file.relative_to(source)
        if not file.is_file() or any(part.startswith(".") for part in file.relative_to(source).parts):
            continue
        if there.exists() or there.is_symlink():
            continue
        there.parent.mkdir(parents=True, exist_ok=True)
        part = there.with_name(f".{there.name}.{os.getpid()}.part")
        try:
            shutil.copyfile(file, part)
            os.link(part, there)  # unlike a rename, it replaces nothing
        finally:
            part.unlink(missing_ok=True)
        copied.append(there)
    return copied


def main():
    source, target = Path(os.environ["RNNLAB_LECTURES"]), Path.home() / "rnnlab"
    trusted = [str(path) for path in copy_lectures(source, target) if path.suffix == ".ipynb"]
    if trusted:  # in a child: it ends its process
        subprocess.run(
            [sys.executable, "-P", "-m", "jupyter", "trust", *trusted], check=True, stdout=subprocess.DEVNULL
        )
    os.execvp(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    main()
