"""Where the repository is published: one name, OWNER/NAME on GitHub, in two links of the README.

`make links REPOSITORY=jane/rnnlab` sets both; `make site` reads the name from there.
"""

import re
import sys
from pathlib import Path

from rnnlab.whole_files import write_whole

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")
NOBODY = "OWNER"  # stands in the README until somebody sets it
BINDER = "https://mybinder.org/v2/gh/{repository}/HEAD?urlpath=lab/tree/rnnlab/01_concatenation.ipynb"
FOUND = {"site": r"https://[\w-]+\.github\.io/", "binder": r"https://mybinder\.org/v2/gh/"}
LINKS = {"site": "https://{owner}.github.io/{name}/", "binder": BINDER}


def links_of(repository):
    """The address of the published site and of Binder, by the name of the link."""
    owner, _, name = repository.partition("/")
    return {link: form.format(owner=owner, name=name, repository=repository) for link, form in LINKS.items()}


def repository_of(readme):
    """OWNER/NAME as the README's text has it; None where nobody has set it."""
    found = re.search(r"mybinder\.org/v2/gh/([^/\s)]+/[^/\s)]+)/", readme)
    return found[1] if found and not found[1].startswith(f"{NOBODY}/") else None


def with_links(readme, repository):
    """The README's text with the links of this repository.

    Raises
    ------
    ValueError
        A name that is none of GitHub's, or a text without the two links.
    """
    if not NAME.fullmatch(repository):
        raise ValueError(f"REPOSITORY is {repository!r}, but it must be OWNER/NAME, as in github.com/OWNER/NAME.")
    for link, address in links_of(repository).items():
        readme, count = re.subn(rf"\]\({FOUND[link]}[^)\s]*\)", f"]({address})", readme)
        if count != 1:
            raise ValueError(f"README.md has {count} links to the {link}, such as {address}, but it must have one.")
    return readme


def main(arguments):
    path = Path("README.md")
    try:
        (repository,) = arguments or [""]
        write_whole(path, with_links(path.read_text(encoding="utf-8"), repository).encode())
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{path} stays as it is: {error}\n")
        return 2
    sys.stdout.write("".join(f"{link}: {address}\n" for link, address in links_of(repository).items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
