"""What stands on the slides of a lecture."""

import pytest
from bs4 import BeautifulSoup

pytest.importorskip("math_core", reason="the site's tools are not installed: pip install -e '.[site]'")

from rnnlab.publishing.heights import HEIGHT, height_of
from rnnlab.publishing.slide_parts import blocks, elements, slides_of, text_slides


@pytest.fixture(scope="module")
def slides(lecture):
    return [(kind, BeautifulSoup(html, "html.parser")) for kind, html in slides_of(lecture)]


def words(lists):
    return " ".join(" ".join(element.get_text() for element in parts) for parts in lists).split()


def test_each_section_begins_a_slide_and_everything_else_goes_down(slides, lecture):
    headings = [html.find(["h1", "h2"]).get_text() for kind, html in slides if kind == "slide"]
    said = [line for cell in lecture.notebook.cells if cell.cell_type == "markdown" for line in cell.source.split("\n")]
    assert headings == [line.lstrip("# ") for line in said if line.startswith(("# ", "## "))]
    assert not any(html.find(["h1", "h2"]) for kind, html in slides if kind == "subslide")


def test_each_scene_has_a_slide_of_its_own(slides, lecture):
    found = [html for _, html in slides if html.find("figure")]
    assert [html.figure["data-name"] for html in found] == list(lecture.scenes)
    for html in found:
        assert len(html.find_all(recursive=False)) == 1
        assert "zoom:" in html.select_one(".picture")["style"]


def test_an_answer_is_never_on_the_slide_of_its_question_in_sight(slides, lecture):
    kinds = [part["kind"] for part in lecture.parts.values()]
    assert len([1 for _, html in slides for _ in html.select(".fragment.answer")]) == kinds.count("predict")
    assert all(html.find("details") is None for _, html in slides)
    for _, html in slides:
        folded = html.select(".folded")
        assert len(folded) <= 1
        assert not folded or html.find(recursive=False) is folded[0]
    assert len([1 for _, html in slides if html.select(".folded")]) == 8


def test_all_code_is_there_but_the_imports_and_that_of_pictures_and_questions(slides, lecture):
    code = [html.get_text() for _, html in slides]
    for cell in lecture.notebook.cells:
        if cell.cell_type == "code" and lecture.parts[cell.id]["kind"] in ("code", "yours") and cell.id != "setup":
            assert any(cell.source.strip() in text for text in code), cell.id


def test_a_card_that_only_says_nothing_was_tried_is_left_out(slides):
    assert not any("not attempted" in str(html) for _, html in slides)


def test_no_slide_is_thought_to_be_too_high(slides):
    for _, html in slides:
        assert sum(map(height_of, html.find_all(recursive=False))) <= HEIGHT


def test_long_text_goes_on_and_nothing_is_lost():
    html = "<h2>One</h2>" + "".join(f"<p>{n} {'word ' * 60}</p>" for n in range(9))
    lists = text_slides(html)
    assert len(lists) > 1
    assert words(lists) == words([elements(html)])


@pytest.mark.parametrize(
    ("html", "row"),
    [
        ("<ol>" + "".join(f"<li>item {n} {'word ' * 30}</li>" for n in range(20)) + "</ol>", "li"),
        (
            "<div class='wide'><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>"
            + "".join(f"<tr><td>row {n}</td><td>{'word ' * 20}</td></tr>" for n in range(30))
            + "</tbody></table></div>",
            "tbody tr",
        ),
    ],
    ids=["list", "table"],
)
def test_a_long_list_and_a_long_table_are_cut_between_two_of_their_rows(html, row):
    whole, pieces = elements(html)[0], list(blocks(elements(html)))
    assert len(pieces) > 1
    assert [one.get_text() for piece in pieces for one in piece.select(row)] == [
        one.get_text() for one in whole.select(row)
    ]
    assert all(height_of(piece) <= HEIGHT - 60 for piece in pieces)
    if row == "li":
        counts = [len(piece.select("li")) for piece in pieces]
        assert [int(piece["start"]) for piece in pieces] == [1 + sum(counts[:n]) for n in range(len(counts))]
    else:
        assert all(piece.thead for piece in pieces)


def test_what_follows_an_answer_is_not_part_of_it():
    lists = text_slides("<p>Ask.</p><details><summary>Answer</summary><p>So.</p></details><p>Then.</p>")
    assert [words([parts]) for parts in lists] == [["Ask."], ["Answer", "So."], ["Then."]]
