"""The whole site in a folder: made twice it is the same, and nothing leads nowhere."""

import pytest

pytest.importorskip("math_core", reason="the site's tools are not installed: pip install -e '.[site]'")

from store_outputs import NOTEBOOKS

from rnnlab.publishing import site
from rnnlab.publishing.addresses import address
from rnnlab.publishing.dead_links import dead_links
from rnnlab.publishing.handout import Unprinted
from rnnlab.publishing.site import build
from rnnlab.publishing.slides import FILES, NoReveal

ROOT = NOTEBOOKS.parent


def no_reveal(out):
    raise NoReveal("no npm here")


def no_lite(notebooks, out):
    out.mkdir()
    raise OSError("no Pyodide here")


def reveal(out):
    out.mkdir()
    for name in FILES:
        (out / name.rpartition("/")[2]).touch()


def live(notebooks, out):
    for notebook in notebooks:
        assert notebook.is_file()
    (out / "notebooks").mkdir(parents=True)
    (out / "notebooks" / "index.html").write_text("<a href='elsewhere.html'>", encoding="utf-8")
    (out.parent / "live.js").touch()


def files(out):
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def made(lectures, tmp_path_factory):
    out = tmp_path_factory.mktemp("made") / "site"
    assert build(lectures, ROOT, out, live=live, slides=reveal, handouts=False, repository="jane/rnnlab") == []
    return out


def test_every_lecture_document_and_notebook_is_there(made, lectures):
    there = files(made)
    for lecture in lectures:
        assert {lecture.page, lecture.slides, lecture.source} <= there.keys()
    for path in [*ROOT.glob("docs/*.md"), ROOT / "README.md", ROOT / "LICENSE"]:
        assert address(path.relative_to(ROOT).as_posix()) in there
    assert {
        "index.html",
        ".nojekyll",
        "images/formulas.svg",
        "site.css",
        "site.js",
        "scenes.js",
        "front.js",
    } <= there.keys()
    assert len([name for name in there if name.startswith("frames/")]) == len(lectures[0].scenes)


def test_made_again_it_is_the_same(made, lectures):
    before = files(made)
    (made / "of-before.html").touch()
    build(lectures, ROOT, made, live=live, slides=reveal, handouts=False, repository="jane/rnnlab")
    assert files(made) == before


def test_the_readme_leads_to_this_repository(made):
    assert "https://jane.github.io/rnnlab/" in (made / "readme.html").read_text(encoding="utf-8")


def test_parts_that_cannot_be_made_are_said_and_not_linked(lectures, tmp_path, monkeypatch):
    def unprinted(lectures, out):
        raise Unprinted("no Chromium here")

    monkeypatch.setattr(site, "write_handouts", unprinted)
    missing = build(lectures, ROOT, tmp_path / "site", live=no_lite, slides=no_reveal)
    assert missing == ["no slides: no npm here", "no handouts: no Chromium here", "no live lectures: no Pyodide here"]
    text = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "slides/" not in text
    assert not (tmp_path / "site" / "live").exists()
    assert "handout/" not in text


def test_a_lecture_that_is_left_out_is_a_dead_link(lectures, tmp_path):
    with pytest.raises(ValueError, match=f"leads to {lectures[-1].page}, which is not there"):
        build(lectures[:-1], ROOT, tmp_path / "site", handouts=False)


def test_a_folder_with_something_else_is_left_alone(lectures, tmp_path):
    (tmp_path / "mine.txt").touch()
    with pytest.raises(ValueError, match="is no site that was made so"):
        build(lectures, ROOT, tmp_path)
    assert (tmp_path / "mine.txt").exists()
    with pytest.raises(ValueError, match="is no site that was made so"):
        build(lectures, ROOT, tmp_path / "mine.txt")


@pytest.mark.parametrize(
    ("html", "wrong"),
    [
        ("<a href='b.html'>", "a.html leads to b.html, which is not there"),
        ("<a href='#there'>", "a.html leads to #there, but a.html has no such heading"),
        ("<img src='pictures/x.svg'>", "a.html leads to pictures/x.svg, which is not there"),
        ("<script src='https://cdn.example/x.js'></script>", "a.html asks for https://cdn.example/x.js"),
        ("<link href='//fonts.example/x'>", "a.html asks for //fonts.example/x"),
        ("<a href='https://numpy.org'><a id='x' href='#x'><img src='data:,'>", None),
        ("<a href='live/lab/index.html?path=x'>", "a.html leads to live/lab/index.html?path=x, which is not there"),
    ],
)
def test_links_that_lead_nowhere_are_found(tmp_path, html, wrong):
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    assert dead_links(tmp_path) == ([wrong] if wrong else [])


def test_the_command_says_what_it_made(lectures, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(site, "read_lectures", lambda folder: lectures)
    out = str(tmp_path / "site")
    assert site.main(["--out", out, "--without-live", "--without-slides", "--without-handouts"]) == 0
    assert f"{out}: " in capsys.readouterr().out
    assert site.main(["--out", out, "--without-live", "--without-handouts", "--reveal", str(tmp_path)]) == 1
    assert "no slides" in capsys.readouterr().out
    (tmp_path / "mine.txt").touch()
    assert site.main(["--out", str(tmp_path)]) == 2
    assert "No site: " in capsys.readouterr().err
