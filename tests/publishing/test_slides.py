"""Slides: nbconvert's, with reveal.js from a folder or from npm."""

import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

pytest.importorskip("math_core", reason="the site's tools are not installed: pip install -e '.[site]'")

from rnnlab.publishing import slides
from rnnlab.publishing.slide_parts import slides_of
from rnnlab.publishing.slides import FILES, NoReveal, put_reveal, slides_page


@pytest.fixture
def package(tmp_path):
    """What npm gives, in short."""
    for name in FILES:
        (tmp_path / "package" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "package" / name).write_text(name, encoding="utf-8")
    return tmp_path / "package"


@pytest.fixture(scope="module")
def page(lecture):
    return BeautifulSoup(slides_page(lecture), "html.parser")


def test_each_slide_is_a_section_in_the_section_of_its_heading(page, lecture):
    kinds = [kind for kind, _ in slides_of(lecture)]
    across = page.select(".slides > section")
    assert len(across) == kinds.count("slide")
    assert len(page.select(".slides > section > section")) == len(kinds)
    assert page.select_one("script[src='../reveal/reveal.js']")


def test_nothing_is_asked_of_another_host(page):
    asked = [one.get("src") or one.get("href") for one in page.select("script[src], link, img")]
    assert [one for one in asked if one.startswith(("http", "//"))] == []


def test_reveal_comes_from_a_folder(package, tmp_path):
    put_reveal(tmp_path / "reveal", package)
    assert {path.name for path in (tmp_path / "reveal").iterdir()} == {Path(name).name for name in FILES}
    (package / FILES[1]).unlink()
    with pytest.raises(NoReveal, match=f"has no {FILES[1]}: it must hold the npm package"):
        put_reveal(tmp_path / "reveal", package)


def test_reveal_comes_from_npm(package, tmp_path, monkeypatch):
    def npm(command, cwd, **_):
        assert command[1:3] == ["pack", slides.REVEAL]
        subprocess.run(["tar", "czf", f"{cwd}/reveal.tgz", "-C", package.parent, "package"], check=True)
        return subprocess.CompletedProcess(command, 0, "", "")

    run = subprocess.run
    monkeypatch.setattr(slides.shutil, "which", lambda name: name)
    monkeypatch.setattr(slides, "subprocess", type("fake", (), {"run": staticmethod(npm)}))
    monkeypatch.setattr(subprocess, "run", run)
    put_reveal(tmp_path / "reveal")
    assert (tmp_path / "reveal" / "reveal.js").read_text(encoding="utf-8") == "dist/reveal.js"


def test_without_npm_and_when_it_fails_the_reason_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(slides.shutil, "which", lambda name: None)
    with pytest.raises(NoReveal, match="no npm on this machine"):
        put_reveal(tmp_path)
    monkeypatch.setattr(slides.shutil, "which", lambda name: "false")
    failing = subprocess.CompletedProcess([], 1, "", "E404")
    monkeypatch.setattr(slides, "subprocess", type("fake", (), {"run": staticmethod(lambda *_, **__: failing)}))
    with pytest.raises(NoReveal, match=r"npm could not get reveal\.js@6: E404"):
        put_reveal(tmp_path)
