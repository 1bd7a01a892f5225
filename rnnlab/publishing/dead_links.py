"""What a site must not have: links that lead nowhere, and pages that ask another host for something."""

import posixpath
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "use": "href"}


class Page(HTMLParser):
    """The names of a page's elements, the addresses that it links, and those that it loads."""

    def __init__(self, text):
        super().__init__()
        self.names, self.links, self.loaded = set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = {name: value or "" for name, value in attributes}
        self.names.add(given.get("id"))
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if LOADED.get(tag) in given:
            self.loaded.append(given[LOADED[tag]])


def dead_links(out, apart=("live/",)):
    """Whatever is wrong with the links of the pages in a folder, in words.

    Parameters
    ----------
    out : Path
        The folder of a site.
    apart : tuple of str
        How the addresses of pages begin that somebody else made: they must be there, nothing more.
    """
    paths = {path.relative_to(out).as_posix(): path for path in sorted(out.rglob("*.html"))}
    pages = {page: Page(path.read_text(encoding="utf-8")) for page, path in paths.items() if not page.startswith(apart)}
    wrong = []
    for page, found in pages.items():
        wrong += [f"{page} asks for {link}" for link in found.loaded if urlsplit(link).netloc]
        for link in [*found.links, *found.loaded]:
            address = urlsplit(link)
            if address.scheme or address.netloc:
                continue
            aim = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(address.path)))
            aim = aim if address.path else page
            if not (out / aim).is_file():
                wrong.append(f"{page} leads to {link}, which is not there")
            elif address.fragment and aim in pages and unquote(address.fragment) not in pages[aim].names:
                wrong.append(f"{page} leads to {link}, but {aim} has no such heading")
    return wrong
