"""Make the site: python -m rnnlab.publishing.site [--out FOLDER]

A folder of static files for any web server, or to open from a disk: the front page, every lecture as a page
to read, its slides, its handout, and the lectures live in the page.
"""

import argparse
import shutil
import sys
from functools import partial
from pathlib import Path

from rnnlab.publishing.addresses import address
from rnnlab.publishing.dead_links import dead_links
from rnnlab.publishing.front import front_page
from rnnlab.publishing.handout import Unprinted, write_handouts
from rnnlab.publishing.lectures import read_lectures
from rnnlab.publishing.pages import document_page, lecture_page, scene_script
from rnnlab.publishing.repository import repository_of, with_links
from rnnlab.publishing.slides import NoReveal, put_reveal, write_slides

HERE = Path(__file__).parent
MARK = ".rnnlab-site"  # in a folder that may be made anew


def build(lectures, root, out, live=None, slides=None, handouts=True, repository=None):
    """Make the whole site, and say what could not be made.

    Parameters
    ----------
    lectures : list of Lecture
    root : Path
        Of the repository.
    out : Path
        A folder that is new, empty, or a site that was made before; the latter is made anew.
    live : function, optional
        Called with the notebooks and a folder: makes the live lectures there.
    slides : function, optional
        Called with a folder: puts reveal.js there.
    handouts : bool
    repository : str, optional
        OWNER/NAME on GitHub.

    Returns
    -------
    list of str
        What is not there, in words.

    Raises
    ------
    ValueError
        `out` holds something else, or a link leads nowhere.
    """
    begin(out)
    missing = []
    for lecture in lectures:
        for name in lecture.scenes:
            write(out / lecture.frames(name), scene_script(lecture, name))
    if slides:
        try:
            slides(out / "reveal")
            write_slides(lectures, out)
        except NoReveal as error:
            slides = missing.append(f"no slides: {error}")
    if handouts:
        try:
            write_handouts(lectures, out)
        except Unprinted as error:
            handouts = missing.append(f"no handouts: {error}")
    if live:
        try:
            live([root / lecture.source for lecture in lectures], out / "live")
        except (ImportError, OSError, RuntimeError) as error:
            shutil.rmtree(out / "live", ignore_errors=True)
            live = missing.append(f"no live lectures: {error}")
    have = dict(live=bool(live), slides=bool(slides), handout=bool(handouts))
    for before, lecture, after in zip([None, *lectures], lectures, [*lectures[1:], None], strict=False):
        write(out / lecture.page, lecture_page(lecture, before=before, after=after, **have))
    write(out / "index.html", front_page(lectures, repository=repository, **have))
    copy_documents(root, out, repository)
    if wrong := dead_links(out):
        raise ValueError("\n".join(["links that lead nowhere:", *wrong]))
    return missing


def refuse(out):
    """Say in an error why nothing may be written to a folder: it holds what is no site."""
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MARK).exists())):
        raise ValueError(f"{out} is there and is no site that was made so: choose another folder with --out.")


def begin(out):
    """An empty folder with the mark of a site."""
    refuse(out)
    if out.exists():
        shutil.rmtree(out)
    out.mkdir(parents=True)
    for name in (MARK, ".nojekyll"):  # the other is for GitHub Pages: all files are published as they are
        (out / name).touch()


def copy_documents(root, out, repository):
    """The Markdown files as pages, and what is copied as it is."""
    for path in [root / "README.md", *sorted((root / "docs").glob("*.md"))]:
        source = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8")
        if repository and source == "README.md":
            text = with_links(text, repository)
        write(out / address(source), document_page(source, address(source), text))
    for path in [root / "LICENSE", *sorted((root / "notebooks" / "images").iterdir())]:
        copy(path, out / address(path.relative_to(root).as_posix()))
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        copy(path, out / "notebooks" / path.name)
    for path in [*HERE.glob("*.css"), *HERE.glob("*.js")]:
        copy(path, out / path.name)


def build_live(pyodide, notebooks, out):
    """The live lectures, with the tools that only they need."""
    from rnnlab.publishing.lite import build_lite

    build_lite(notebooks, out, pyodide_folder=pyodide)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def copy(source, aim):
    aim.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, aim)


def main(arguments=None):
    """Make the site; 0 when all of it is there, 1 when parts are missing, 2 when it was refused."""
    parser = argparse.ArgumentParser(prog="make site", description="The lectures as a site of static files.")
    parser.add_argument("--out", type=Path, default=Path("site"), help="the folder to write (site)")
    parser.add_argument("--repository", help="OWNER/NAME on GitHub, for links that lead there (as README.md has it)")
    parser.add_argument("--reveal", type=Path, help="a folder with the npm package reveal.js (npm is asked for it)")
    parser.add_argument(
        "--pyodide", type=Path, help="a folder with a Pyodide release, to be part of the site (its CDN's)"
    )
    parser.add_argument("--without-live", action="store_true", help="leave the live lectures out")
    parser.add_argument("--without-slides", action="store_true", help="leave the slides out")
    parser.add_argument("--without-handouts", action="store_true", help="leave the handouts out")
    given, root = parser.parse_args(arguments), Path()
    try:
        readme = (root / "README.md").read_text(encoding="utf-8")
        refuse(given.out)
        missing = build(
            read_lectures(root / "notebooks"),
            root,
            given.out,
            live=None if given.without_live else partial(build_live, given.pyodide),
            slides=None if given.without_slides else partial(put_reveal, source=given.reveal),
            handouts=not given.without_handouts,
            repository=given.repository or repository_of(readme),
        )
    except (OSError, ValueError, RuntimeError) as error:
        sys.stderr.write(f"No site: {error}\n")
        return 2
    count = sum(path.is_file() for path in given.out.rglob("*"))
    sys.stdout.write(
        f"{given.out}: {count} files; open {given.out / 'index.html'}, or put the folder on any web server\n"
    )
    sys.stdout.writelines(f"  {what}\n" for what in missing)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
