"""The README, the pages in docs/ and the docstrings of the package's folders say what is there."""

import ast
import re
from pathlib import Path

import pytest
from store_outputs import NOTEBOOKS, README_PICTURE, draw_readme_picture

from rnnlab.check import EXERCISES

ROOT = Path(__file__).resolve().parent.parent
FILES = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]
PAGES = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in FILES}
README = PAGES["README.md"]
PATH = r"`((?:rnnlab|tests|notebooks|docs|\.ci)/[^`\s]*|Makefile|pyproject\.toml|environment\.yml)`"
LINK = r"\]\(([^):]*)\)"
PYTHON = r"```python\n(.*?)```"
ROOMS = [path for path in (ROOT / "rnnlab", *(ROOT / "rnnlab").rglob("*/")) if (path / "__init__.py").exists()]

each_page = pytest.mark.parametrize("source", PAGES)


def found(pattern):
    """What the pattern finds in each page, as pairs (page, text)."""
    return sorted({(page, text) for page in PAGES for text in re.findall(pattern, PAGES[page], re.S)})


def anchors(text):
    """What a link to a heading of this page may say after its #."""
    headings = re.findall(r"^#+ (.*)", re.sub(r"```.*?```", "", text, flags=re.S), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def where_table():
    """The rows of the table under "Where do I change …", each a list of its cells."""
    section = README.partition("## Where do I change")[2].partition("\n## ")[0].partition("\n### ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("|")]
    return rows[2:]


@pytest.mark.parametrize(("source", "path"), found(PATH))
def test_every_path_exists(source, path):
    assert list(ROOT.glob(path))


@pytest.mark.parametrize(("source", "link"), found(LINK))
def test_every_link_exists(source, link):
    target, _, heading = link.partition("#")
    path = ((ROOT / source).parent / target if target else ROOT / source).resolve()
    assert path.exists()
    assert path.is_relative_to(ROOT)
    if heading:
        assert heading in anchors(path.read_text(encoding="utf-8"))


def test_every_lecture_is_linked_and_trusted():
    lectures = [f"notebooks/{path.name}" for path in sorted(NOTEBOOKS.glob("*.ipynb"))]
    assert [link for page, link in found(LINK) if page == "README.md" and link.endswith(".ipynb")] == lectures
    assert re.search(r"^jupyter trust (.*)$", README, re.M)[1].split() == lectures


def test_every_page_of_docs_is_linked_from_the_readme():
    assert {link.partition("#")[0] for page, link in found(LINK) if page == "README.md"} >= PAGES.keys() - {"README.md"}


def test_the_page_of_exercises_names_each_with_its_lecture_and_its_arguments():
    rows = [line.strip("| ").split(" | ") for line in PAGES["docs/exercises.md"].splitlines() if "`check." in line]
    rows = [row for row in rows if len(row) == 4]
    said = {name: (int(row[0]), row[2]) for row in rows for name in re.findall(r"`check\.(\w+)`", row[1])}
    assert list(said) == list(EXERCISES)
    for name, (lecture, signature) in said.items():
        assert lecture == EXERCISES[name].lecture
        assert signature.startswith(f"({', '.join(EXERCISES[name].forms[0])}) → ")


def test_every_make_target_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    said = " ".join(text for page in PAGES for text in re.findall(r"`[^`]*`|^make.*$", PAGES[page], re.M))
    targets = set(re.findall(r"\bmake ([a-z-]+)(?=[`\s])", said))
    assert {"lab", "test", "notebooks", "bench"} <= targets
    assert targets <= set(re.findall(r"^([a-z-]+):", makefile, re.M))


def test_the_readme_has_at_most_200_lines():
    assert len(README.splitlines()) <= 200


def test_where_do_i_change_has_at_most_20_rows_and_each_says_a_place():
    rows = where_table()
    assert 10 < len(rows) <= 20
    for what, where in rows:
        assert re.findall(PATH, where), what


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.relative_to(ROOT).as_posix())
def test_the_docstring_of_a_folder_names_what_is_in_it(room):
    """A line that is not indented, above one that is, names modules, and folders with a slash at their end."""
    words = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8")))
    named = [name for line in re.findall(r"^(\S.*)\n +\S", words, re.M) for name in line.split(", ")]
    modules = {path.stem for path in room.glob("*.py")} - {"__init__"}
    folders = {f"{path.name}/" for path in room.iterdir() if path in ROOMS}
    files = {path.name for path in room.iterdir() if path.suffix not in {"", ".py"}}
    assert len(named) == len(set(named)), "named twice"
    assert (modules | folders) - set(named) == set(), "not named: say what it holds"
    assert set(named) - (modules | folders | files) == set(), "named, but not there"


@each_page
def test_the_python_in_it_runs(source):
    for code in re.findall(PYTHON, PAGES[source], re.S):
        exec(compile(code, source, "exec"), {})


def test_python_is_found_in_the_readme_and_in_docs():
    assert len({page for page, _ in found(PYTHON)}) > 1


def test_the_picture_is_what_the_explorer_shows_and_is_small():
    assert README_PICTURE.read_text(encoding="utf-8") == draw_readme_picture()
    assert README_PICTURE.stat().st_size <= 300_000
    assert f"]({README_PICTURE.relative_to(ROOT).as_posix()})" in README
