"""Where files stand in the site, and what links become."""

import pytest

from rnnlab.publishing.addresses import address, between, relink


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("notebooks/README.md", "index.html"),
        ("notebooks/01_concatenation.ipynb", "01_concatenation.html"),
        ("README.md", "readme.html"),
        ("docs/weights.md", "docs/weights.html"),
        ("LICENSE", "LICENSE.txt"),
        ("notebooks/images/formulas.svg", "images/formulas.svg"),
    ],
)
def test_a_file_has_its_place(path, place):
    assert address(path) == place


@pytest.mark.parametrize("path", ["Makefile", "rnnlab/__init__.py", "notebooks/data.csv", "docs/deep/er.md"])
def test_a_file_without_a_place_is_refused(path):
    with pytest.raises(ValueError, match=f"{path} has no place in the site"):
        address(path)


@pytest.mark.parametrize(
    ("link", "source", "page", "becomes"),
    [
        ("02_formula_equivalence.ipynb", "notebooks/01.ipynb", "01.html", "02_formula_equivalence.html"),
        ("02_formula_equivalence.ipynb", "notebooks/01.ipynb", "slides/01.html", "../02_formula_equivalence.html"),
        ("07.ipynb#Three-gates", "notebooks/07.ipynb", "07.html", "07.html#Three-gates"),
        ("README.md", "notebooks/01.ipynb", "01.html", "index.html"),
        (
            "../README.md#names-and-shapes",
            "docs/conventions.md",
            "docs/conventions.html",
            "../readme.html#names-and-shapes",
        ),
        ("weights.md", "docs/conventions.md", "docs/conventions.html", "weights.html"),
        ("docs/weights.md", "README.md", "readme.html", "docs/weights.html"),
        ("#files", "docs/weights.md", "docs/weights.html", "#files"),
        ("https://numpy.org", "README.md", "readme.html", "https://numpy.org"),
        ("mailto:a@b.c", "README.md", "readme.html", "mailto:a@b.c"),
    ],
)
def test_a_link_leads_to_the_page_that_was_made_of_its_file(link, source, page, becomes):
    assert relink(link, source, page) == becomes


def test_pages_reach_each_other():
    assert between("docs/weights.html", "index.html") == "../index.html"
    assert between("index.html", "docs/weights.html") == "docs/weights.html"
