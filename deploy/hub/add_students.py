"""Make Unix users for a class: python deploy/hub/add_students.py names.txt > passwords.csv

One name a line: small letters, digits, - and _, a letter first, at most 20. Who is there keeps the
password; a new user gets one that was drawn at random, written as `name,password`.
"""

import re
import secrets
import subprocess
import sys
from pathlib import Path

GROUP = "rnnlab-students"
NAME = re.compile(r"[a-z][a-z0-9_-]{0,19}")


def names_in(text):
    """The names in `text`, one a line; what is none is refused before any user is made."""
    names = [line.strip() for line in text.splitlines() if line.strip()]
    if wrong := [name for name in names if not NAME.fullmatch(name)]:
        raise ValueError(
            f"{wrong[0]!r} cannot be a Unix user: small letters, digits, - and _, a letter first, at most 20. "
            "Is there a header, or a full name?"
        )
    return list(dict.fromkeys(names))


def add(name):
    """Make the user `name`, of the students' group; return a new password, or None where the user is there."""
    there = subprocess.run(["id", "--groups", "--name", name], capture_output=True, text=True, check=False)
    if there.returncode == 0:
        if GROUP not in there.stdout.split():
            raise ValueError(f"{name} is a user of this machine, and no student: choose another name.")
        return None
    options = ["--create-home", "--user-group", "--groups", GROUP, "--shell", "/bin/bash", "--key", "HOME_MODE=0700"]
    subprocess.run(["useradd", *options, name], check=True)
    password = secrets.token_urlsafe(9)
    subprocess.run(["chpasswd"], input=f"{name}:{password}", text=True, check=True)
    return password


def main():
    try:
        names = names_in(Path(sys.argv[1]).read_text(encoding="utf-8"))
        subprocess.run(["groupadd", "--force", GROUP], check=True)
        for name in names:
            if password := add(name):
                sys.stdout.write(f"{name},{password}\n")
    except IndexError:
        sys.exit(__doc__)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        sys.exit(f"Stopped: {error}")


if __name__ == "__main__":
    main()
