"""What a site must not have: links that lead nowhere, and pages that ask another host for something."""

import posixpath
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup

LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "use": "href"}


def dead_links(out, apart=("live/",)):
    """Whatever is wrong with the links of the pages in a folder, in words.

    Parameters
    ----------
    out : Path
        The folder of a site.
    apart : tuple of str
        How the addresses of pages begin that somebody else made: they must be there, nothing more.
    """
    soups = {path.relative_to(out).as_posix(): _soup(path) for path in sorted(out.rglob("*.html"))}
    soups = {page: soup for page, soup in soups.items() if not page.startswith(apart)}
    names = {page: {one["id"] for one in soup.select("[id]")} for page, soup in soups.items()}
    wrong = []
    for page, soup in soups.items():
        links = [link["href"] for link in soup.select("a[href]")]
        loaded = [one[mark] for tag, mark in LOADED.items() for one in soup.select(f"{tag}[{mark}]")]
        wrong += [f"{page} asks for {link}" for link in loaded if urlsplit(link).netloc]
        for link in [*links, *loaded]:
            address = urlsplit(link)
            if address.scheme or address.netloc:
                continue
            aim = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(address.path)))
            aim = aim if address.path else page
            if not (out / aim).is_file():
                wrong.append(f"{page} leads to {link}, which is not there")
            elif address.fragment and aim in names and unquote(address.fragment) not in names[aim]:
                wrong.append(f"{page} leads to {link}, but {aim} has no such heading")
    return wrong


def _soup(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
