"""A lecture to read: all of it is there, nothing is asked of others, and nothing needs scripts to be read."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from store_outputs import NOTEBOOKS

pytest.importorskip("math_core", reason="the site's tools are not installed: pip install -e '.[site]'")

from rnnlab.publishing.pages import FIRST_OF_ALL, document_page, lecture_page, scene_script


@pytest.fixture(scope="module")
def page(lectures):
    return BeautifulSoup(lecture_page(lectures[0], after=lectures[1]), "html.parser")


@pytest.fixture(scope="module")
def pages(lectures):
    """Of every lecture, alone."""
    return [BeautifulSoup(lecture_page(lecture), "html.parser") for lecture in lectures]


def test_every_cell_stands_on_the_page_in_its_order(page, lecture):
    cells = page.select("main .cell")
    assert len(cells) == len(lecture.notebook.cells)
    for found, cell in zip(cells, lecture.notebook.cells, strict=True):
        if cell.cell_type == "code":
            assert found["id"] == f"cell-{cell.id}"
            assert "a-predict" in found["class"] or found.select_one("pre").get_text().strip() == cell.source.strip()


def test_each_scene_has_its_controls_off_until_its_pictures_are_there_and_its_words(page, lecture):
    figures = {figure["data-name"]: figure for figure in page.select("figure.scene")}
    assert list(figures) == list(lecture.scenes)
    for name, figure in figures.items():
        assert figure.fieldset.has_attr("disabled")
        assert figure["data-frames"] == f"frames/01_concatenation/{name}.js"
        assert figure.select_one("[role=status]").get_text() == figure.img["alt"]
        assert [one["data-name"] for one in figure.select(".control")] == [
            one["name"] for one in lecture.scenes[name]["controls"]
        ]
        assert bool(figure.select_one(".partly")) is not lecture.scenes[name]["whole"]
        for control in figure.select(".control"):
            assert control.select_one("label").find(["input", "select"]), "no label of its own"
    assert figures["numbers-scene"].select_one("[data-name=seed]").has_attr("hidden")


def test_the_script_of_a_scene_has_what_was_drawn(lecture):
    text = scene_script(lecture, "open-scene")
    name, frames = re.fullmatch(r"rnnlabFrames\((\".*?\"), (.*)\);\n", text).groups()
    assert json.loads(name) == lecture.frames("open-scene")
    assert json.loads(frames) == {key: lecture.parts["open-scene"][key] for key in ("start", "pictures", "states")}


def test_what_needs_python_says_so_and_leads_to_the_live_version_where_there_is_one(lectures):
    for live, aim in ((False, "index.html#start"), (True, lectures[0].live)):
        page = BeautifulSoup(lecture_page(lectures[0], live=live), "html.parser")
        needs = page.select(".a-yours")
        assert len(needs) == len([part for part in lectures[0].parts.values() if part["kind"] == "yours"]) > 0
        assert {cell.select_one(".needs a")["href"] for cell in needs} == {aim}
        assert page.select_one("#live a")["href"] == aim
        assert bool(page.select("script[src='live.js']")) is live
    assert page.select_one("script[src='live.js']")["data-live"] == aim


def test_a_question_has_its_answer_folded_and_not_its_code(page):
    for cell in page.select(".a-predict"):
        assert cell.select_one("details summary").get_text() == "Answer"
        assert cell.select_one("pre") is None


def test_no_page_asks_anybody_for_anything(pages):
    for page in pages:
        asked = [one.get("src") or one.get("href") for one in page.select("script[src], link, img, iframe, use")]
        assert [one for one in asked if re.match("https?:|//", one)] == []
        assert "@import" not in page.get_text()


def test_no_page_says_to_run_cells_first_and_the_sentence_is_still_in_a_lecture(pages, lectures):
    assert not any("Run all cells" in page.get_text() for page in pages)
    assert FIRST_OF_ALL[0] in "".join(cell.source for lecture in lectures for cell in lecture.notebook.cells)


def test_no_name_stands_twice_on_a_page(pages):
    for page in pages:
        names = [one["id"] for one in page.select("[id]")]
        assert len(set(names)) == len(names)


def test_ways_lead_on_back_and_to_the_other_forms(lectures):
    page = BeautifulSoup(
        lecture_page(lectures[1], before=lectures[0], after=lectures[2], slides=True, handout=True), "html.parser"
    )
    assert page.select_one("[rel=prev]")["href"] == lectures[0].page
    assert page.select_one("[rel=next]")["href"] == lectures[2].page
    assert [link["href"] for link in page.select(".also a")] == [
        "notebooks/02_formula_equivalence.ipynb",
        "slides/02_formula_equivalence.html",
        "handout/02_formula_equivalence.pdf",
    ]
    assert page.select_one(".also a").has_attr("download")
    alone = BeautifulSoup(lecture_page(lectures[1]), "html.parser")
    assert [link["href"] for link in alone.select(".also a")] == ["notebooks/02_formula_equivalence.ipynb"]
    assert alone.select("[rel=prev], [rel=next]") == []


def test_the_list_of_headings_is_that_of_the_sections(page, lecture):
    said = [line[3:] for cell in lecture.notebook.cells for line in cell.source.split("\n") if line.startswith("## ")]
    assert [link.get_text() for link in page.select(".toc a")] == said
    assert all(page.find(id=link["href"][1:]) for link in page.select(".toc a"))


def test_a_document_keeps_links_to_nobody_as_text():
    text = "# Title\n\n[the site](https://OWNER.github.io/rnnlab/), [weights](docs/weights.md)\n"
    page = BeautifulSoup(document_page("README.md", "readme.html", text), "html.parser")
    assert [link["href"] for link in page.main.select("a:not(.anchor-link)")] == ["docs/weights.html"]
    assert "the site" in page.main.get_text()
    deeper = BeautifulSoup(
        document_page("docs/weights.md", "docs/weights.html", text.replace("docs/", "")), "html.parser"
    )
    assert deeper.select_one("link[rel=stylesheet]")["href"] == "../site.css"


def test_there_are_lectures():
    assert len(list(NOTEBOOKS.glob("*.ipynb"))) >= 8
