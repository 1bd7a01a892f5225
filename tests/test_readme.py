"""The README says what is there."""

import re
from pathlib import Path

import pytest
from store_outputs import NOTEBOOKS, README_PICTURE, picture_of_cell

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PATHS = sorted(set(re.findall(r"`((?:rnnlab|tests|notebooks|\.ci)/[\w./]+\w)`", README)))
LINKS = sorted(set(re.findall(r"\]\(([^)#:]+)\)", README)))


@pytest.mark.parametrize("path", [*PATHS, *LINKS])
def test_every_path_and_link_exists(path):
    assert (ROOT / path).exists()


def test_every_lecture_is_linked():
    assert [link for link in LINKS if link.endswith(".ipynb")] == [
        f"notebooks/{path.name}" for path in sorted(NOTEBOOKS.glob("*.ipynb"))
    ]


def test_every_make_target_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"\bmake ([a-z]+)\b(?=[`\s])", " ".join(re.findall(r"`[^`]*`|^make.*$", README, re.M))))
    assert {"lab", "test", "notebooks", "bench"} <= targets
    assert targets <= set(re.findall(r"^([a-z]+):", makefile, re.M))


def test_every_module_is_in_where_do_i_change():
    named = " ".join(
        re.findall(r"`([^`]+)`", README.partition("## Where do I change")[2].partition("## Contributing")[0])
    )
    small = {"__init__", "activations", "pinning", "race"}
    for module in sorted((ROOT / "rnnlab").rglob("*.py")):
        if module.parent.name != "drawing" and module.stem not in small:
            assert f"{module.stem}.py" in named, module


def test_the_python_in_it_runs():
    for code in re.findall(r"```python\n(.*?)```", README, re.S):
        exec(compile(code, "README.md", "exec"), {})


def test_the_picture_is_the_one_in_the_lecture():
    lecture, cell_id, target = README_PICTURE
    assert (NOTEBOOKS / target).read_text(encoding="utf-8") == picture_of_cell(NOTEBOOKS / lecture, cell_id)
