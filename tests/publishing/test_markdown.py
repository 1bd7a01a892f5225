"""Markdown for the site: every formula of the lectures, links, tables and headings."""

import re

import nbformat
import pytest
from bs4 import BeautifulSoup
from store_outputs import NOTEBOOKS

pytest.importorskip("math_core", reason="the site's tools are not installed: pip install -e '.[site]'")

from rnnlab.publishing.markdown import formula, to_html


def same(link):
    return link


def texts():
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown":
                yield f"{path.stem}-{cell.id}", cell.source


@pytest.mark.parametrize(("name", "source"), [one for one in texts() if "$" in one[1]], ids=lambda one: one[:40])
def test_every_formula_of_the_lectures_is_drawn(name, source):
    soup = BeautifulSoup(to_html(source, same), "html.parser")
    assert soup.find("math") is not None
    assert soup.find("merror") is None
    for code in soup.select("pre, code, summary"):
        code.decompose()
    left = soup.get_text()
    assert "$" not in left
    assert re.search(r"\\[a-z]|&|\^\{|_\{", left) is None, "LaTeX that was not read"


def test_lines_of_a_formula_stand_under_each_other():
    soup = BeautifulSoup(formula(r"\begin{aligned} a &= b \\ c &= d \end{aligned}", block=True), "html.parser")
    assert len(soup.select("mtr")) == 2


def test_a_formula_that_cannot_be_read_is_refused():
    with pytest.raises(Exception, match="nosuchcommand"):
        to_html(r"$\nosuchcommand{x}$", same)


def test_a_wide_formula_and_a_table_have_a_box_of_their_own():
    soup = BeautifulSoup(to_html("$$a = b$$\n\n| | b |\n|---|---|\n| 1 | 2 |\n", same), "html.parser")
    assert soup.select_one(".formula.wide > math[display=block]")
    assert soup.select_one(".wide > table")
    assert [cell.get_text() for cell in soup.select("th")] == ["b"], "what heads nothing is no heading"


def test_links_are_those_that_are_given_for_them():
    html = to_html("[here](a.ipynb), [there](b.md) ![seen](c.svg)", {"a.ipynb": "a.html", "c.svg": "d.svg"}.get)
    soup = BeautifulSoup(html, "html.parser")
    assert [link["href"] for link in soup.select("a")] == ["a.html"]
    assert "there" in soup.get_text()
    assert soup.img["src"] == "d.svg"


def test_headings_have_the_name_that_links_to_them_use():
    text = "## Names and shapes: `x`, h'"
    assert BeautifulSoup(to_html(text, same), "html.parser").h2["id"] == "Names-and-shapes:-x,-h'"
    assert BeautifulSoup(to_html(text, same, github=True), "html.parser").h2["id"] == "names-and-shapes-x-h"
