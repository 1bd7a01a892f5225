"""Where each file of the repository stands in the site, and what a link between two files becomes."""

import posixpath
import re

LIVE = "live/notebooks/index.html?path="
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.I)


def address(path):
    """The place in the site of a file of the repository.

    Parameters
    ----------
    path : str
        Relative to the repository, with slashes.

    Returns
    -------
    str
        Relative to the site.

    Raises
    ------
    ValueError
        The file has no place there.
    """
    folder, name = posixpath.split(path)
    stem, suffix = posixpath.splitext(name)
    if path == "notebooks/README.md":
        return "index.html"
    if path in ("README.md", "LICENSE"):
        return {"README.md": "readme.html", "LICENSE": "LICENSE.txt"}[path]
    if (folder, suffix) == ("notebooks", ".ipynb"):
        return f"{stem}.html"
    if (folder, suffix) == ("docs", ".md"):
        return f"docs/{stem}.html"
    if folder == "notebooks/images":
        return f"images/{name}"
    raise ValueError(f"{path} has no place in the site: say one in rnnlab/publishing/addresses.py")


def relink(link, source, page):
    """A link of a file of the repository, as its page in the site needs it.

    Parameters
    ----------
    link : str
        Of another host or to a heading of the same file, it stays as it is.
    source : str
        The file that has the link, relative to the repository.
    page : str
        The page made of it, relative to the site.

    Raises
    ------
    ValueError
        It leads to a file that has no place in the site.
    """
    if ELSEWHERE.match(link):
        return link
    path, mark, heading = link.partition("#")
    aim = address(posixpath.normpath(posixpath.join(posixpath.dirname(source), path)))
    return f"{between(page, aim)}{mark}{heading}"


def between(page, aim):
    """The relative link from a page to another file of the site."""
    return posixpath.relpath(aim, posixpath.dirname(page) or ".")
