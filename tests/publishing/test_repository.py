"""One name sets the README's links to the site and to Binder."""

import re
from pathlib import Path

import pytest

from rnnlab.publishing import repository
from rnnlab.publishing.repository import NOBODY, links_of, repository_of, with_links

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_setting_the_name_sets_both_links_and_nothing_else():
    changed = with_links(README, "jane/recurrent")
    assert repository_of(changed) == "jane/recurrent"
    assert "](https://jane.github.io/recurrent/)" in changed
    assert "](https://mybinder.org/v2/gh/jane/recurrent/HEAD?urlpath=" in changed
    links = re.compile(r"\(https://[^)]*(?:github\.io|mybinder)[^)]*\)")
    assert links.sub("", changed) == links.sub("", README)
    assert with_links(changed, "bob/rnnlab") == with_links(README, "bob/rnnlab")


def test_where_nobody_has_set_it_there_is_no_name():
    assert repository_of(with_links(README, f"{NOBODY}/rnnlab")) is None
    assert repository_of("no links here") is None


@pytest.mark.parametrize(
    "name", ["", "jane", "jane/", "/rnnlab", "https://github.com/jane/rnnlab", "a b/c", "jane/a/b"]
)
def test_a_name_that_is_none_is_refused(name):
    with pytest.raises(ValueError, match="must be OWNER/NAME"):
        with_links(README, name)


def test_a_readme_without_the_links_is_refused():
    with pytest.raises(ValueError, match="has 0 links to the site"):
        with_links("# rnnlab\n", "jane/rnnlab")


def test_the_command_writes_the_readme_of_this_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text(README, encoding="utf-8")
    assert repository.main(["jane/rnnlab"]) == 0
    assert Path("README.md").read_text(encoding="utf-8") == with_links(README, "jane/rnnlab")
    assert links_of("jane/rnnlab")["binder"] in capsys.readouterr().out
    assert repository.main([]) == 2
    assert "stays as it is: REPOSITORY is ''" in capsys.readouterr().err


def test_binder_opens_a_lecture_where_the_image_copies_them():
    place = re.search(r"urlpath=lab/tree/([^/]+)/([^/]+)$", links_of("jane/rnnlab")["binder"])
    assert f'Path.home() / "{place[1]}"' in (ROOT / "deploy/hub/with_lectures.py").read_text()
    assert (ROOT / "notebooks" / place[2]).is_file()
