"""The Dockerfile, read: what it is built on, who runs in it, and that what it copies is there and let in."""

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LINES = re.sub(r"\\\n", " ", (ROOT / "Dockerfile").read_text(encoding="utf-8")).splitlines()
STEPS = [line.split(None, 1) for line in LINES if line and not line.startswith("#")]


def steps(word):
    return [rest for first, rest in STEPS if first == word]


def test_the_base_is_named_by_its_content():
    (base,) = steps("FROM")
    assert re.fullmatch(r"debian:[a-z]+-\d{8}-slim@sha256:[0-9a-f]{64}", base)


def test_nobody_in_it_is_root():
    assert steps("USER") == ["${NB_UID}"]
    last_run = max(n for n, (word, _) in enumerate(STEPS) if word == "RUN")
    assert last_run < next(n for n, (word, _) in enumerate(STEPS) if word == "USER")
    assert dict(arg.split("=", 1) for arg in steps("ARG"))["NB_UID"] == "1000"


@pytest.mark.parametrize("copied", [source for copy in steps("COPY") for source in copy.split()[:-1]])
def test_what_is_copied_is_there_and_is_let_in(copied):
    assert (ROOT / copied).exists()
    rules = (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")
    assert "*" in rules
    assert f"!{copied}" in rules


def test_nothing_else_is_let_in():
    rules = [rule[1:] for rule in (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n") if rule[:1] == "!"]
    assert sorted(rules) == sorted(source for copy in steps("COPY") for source in copy.split()[:-1])
    assert not any(fnmatch(".git", rule) for rule in rules)


def test_it_asks_for_the_jupyterhub_of_the_charts_hub():
    values = (ROOT / "deploy" / "kubernetes" / "values.yaml").read_text(encoding="utf-8")
    assert "JupyterHub 5.5" in values
    assert any("jupyterhub==5.5." in arg for arg in steps("ARG"))
