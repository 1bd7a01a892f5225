"""The whole site in a folder: made twice it is the same, and nothing leads nowhere."""

import pytest

pytest.importorskip("math_core", reason="the site's tools are not installed: pip install -e '.[site]'")

from store_outputs import NOTEBOOKS

from rnnlab.publishing import site
from rnnlab.publishing.addresses import address
from rnnlab.publishing.dead_links import dead_links
from rnnlab.publishing.handout import Unprinted
from rnnlab.publishing.site import build
from rnnlab.publishing.slides import FILES, REVEAL

ROOT = NOTEBOOKS.parent


def no_lite(pyodide, notebooks, out):
    out.mkdir()
    raise OSError("no Pyodide here")


def no_chromium(lectures, out):
    raise Unprinted("no Chromium here")


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
def command(lectures):
    """`make site`, with the lectures as they are read already."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.setattr(site, "read_lectures", lambda folder: lectures)
        yield site.main


@pytest.fixture(scope="module")
def made(command, tmp_path_factory):
    """A site as the command makes it."""
    package, out = tmp_path_factory.mktemp("package"), tmp_path_factory.mktemp("made") / "site"
    for name in FILES:
        (package / name).parent.mkdir(exist_ok=True)
        (package / name).touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site, "build_live", lambda pyodide, notebooks, out: live(notebooks, out))
        options = ["--reveal", str(package), "--repository", "jane/rnnlab", "--without-handouts"]
        assert command(["--out", str(out), *options]) == 0
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


def test_parts_that_cannot_be_made_are_said_and_not_linked(command, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(site, "write_handouts", no_chromium)
    monkeypatch.setattr(site, "build_live", no_lite)
    out = tmp_path / "site"
    assert command(["--out", str(out), "--reveal", str(tmp_path)]) == 1
    made, *missing = capsys.readouterr().out.splitlines()
    assert made.startswith(f"{out}: {len(files(out))} files; ")
    assert missing == [
        f"  no slides: {tmp_path} has no {FILES[0]}: it must hold the npm package {REVEAL}",
        "  no handouts: no Chromium here",
        "  no live lectures: no Pyodide here",
    ]
    text = (out / "index.html").read_text(encoding="utf-8")
    assert "slides/" not in text
    assert not (out / "live").exists()
    assert "handout/" not in text


def test_lectures_that_are_left_out_are_dead_links(command, lectures, tmp_path, monkeypatch, capsys):
    for part in ("build_live", "put_reveal", "write_handouts"):
        monkeypatch.setattr(site, part, lambda *_, **__: pytest.fail("this is to be left out"))
    monkeypatch.setattr(site, "read_lectures", lambda folder: lectures[1:2])
    out = str(tmp_path / "site")
    assert command(["--out", out, "--without-live", "--without-slides", "--without-handouts"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("No site: links that lead nowhere:\n")
    for lecture in lectures:
        assert (f"leads to {lecture.page}, which is not there" in said) == (lecture is not lectures[1])


def test_a_folder_with_something_else_is_left_alone(command, lectures, tmp_path, capsys):
    (tmp_path / "mine.txt").touch()
    assert command(["--out", str(tmp_path)]) == 2
    assert "No site: " in capsys.readouterr().err
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
