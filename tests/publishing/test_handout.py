"""A lecture on paper: its answers stand at the end, and the file says no date."""

import shutil

import pytest
from bs4 import BeautifulSoup

pytest.importorskip("math_core", reason="the site's tools are not installed: pip install -e '.[site]'")

from rnnlab.publishing import handout
from rnnlab.publishing.handout import Unprinted, handout_body, print_page, settled, write_handouts


@pytest.fixture(scope="module")
def body(lecture):
    return BeautifulSoup(handout_body(lecture), "html.parser")


def test_every_answer_moves_to_the_end_and_its_place_says_which(body, lecture):
    folded = sum(cell.source.count("<details>") for cell in lecture.notebook.cells if cell.cell_type == "markdown")
    asked = [part["kind"] for part in lecture.parts.values()].count("predict")
    answers = body.select(".answers .answer")
    assert len(answers) == folded - 1 + asked  # the table of symbols is none
    assert [one.get_text().split(":")[0] for one in body.select(".see")] == [
        f"{answer.h3.get_text().split(' ')[1]} {n}" for n, answer in enumerate(answers, start=1)
    ]
    assert body.find("details") is None
    before = "".join(str(one) for one in body.find_all(recursive=False) if "answers" not in one.get("class", ()))
    assert "np.concatenate([W_hh, W_hx], axis=1)\n\n\nassert" not in BeautifulSoup(before, "html.parser").get_text()
    assert "The rows stay, the columns add up." not in before
    assert "The rows stay, the columns add up." in answers[0].get_text()


def test_what_is_said_of_the_solutions_is_true_on_paper(body):
    assert "folded" not in body.get_text()
    assert "The solutions stand at the end; try first." in body.get_text()


def test_the_table_of_symbols_stays_where_it_was(body):
    assert body.select(".cell table")


def test_nothing_stands_on_paper_that_only_a_screen_can_do(body):
    assert body.select("button, input, select, .status, .needs, a[href^='#']") == []
    assert [link["href"] for link in body.select("a") if not link["href"].startswith("http")] == []
    assert len(body.select("figure.scene img")) == 8


def test_what_is_another_each_time_is_one_for_all_and_the_file_keeps_its_length():
    form = b"<< /CreationDate (D:%s+00'00')\n/ModDate (D:%s+00'00')>> (node%08d) (node%08d) (node%08d)"
    first = form % (b"20261128101112", b"20261128101112", 41, 43, 41)
    other = form % (b"20270101000000", b"20270101000000", 47, 60, 47)
    assert settled(first) == settled(other)
    assert settled(first) == form % (b"20000101000000", b"20000101000000", 1, 2, 1)


def test_without_a_browser_the_reason_is_said(lectures, tmp_path, monkeypatch):
    monkeypatch.setattr(handout.shutil, "which", lambda name: None)
    with pytest.raises(Unprinted, match="no Chromium on this machine: none of chromium"):
        write_handouts(lectures, tmp_path)


def test_a_browser_that_prints_nothing_is_told(tmp_path):
    with pytest.raises(Unprinted, match="printed nothing"):
        print_page(shutil.which("true"), "<p>", tmp_path / "a.pdf")


@pytest.mark.skipif(not any(map(shutil.which, handout.BROWSERS)), reason="no Chromium on this machine")
def test_a_page_is_printed_the_same_twice_on_a4(tmp_path):
    browser = next(filter(None, map(shutil.which, handout.BROWSERS)))
    for name in ("a.pdf", "b.pdf"):
        print_page(browser, "<style>@page { size: A4 }</style><title>One</title><p>text", tmp_path / name)
    first, other = ((tmp_path / name).read_bytes() for name in ("a.pdf", "b.pdf"))
    assert first == other
    assert first.startswith(b"%PDF-")
    assert b"/MediaBox [0 0 594.95" in first or b"/MediaBox [0 0 595" in first
