"""What GitHub runs: the workflows are valid, and test what pyproject.toml promises."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in WORKFLOWS}
READ = {name: yaml.safe_load(text) for name, text in TEXTS.items()}
TRIGGERS = True  # how YAML 1.1 reads the key "on"

each_workflow = pytest.mark.parametrize("name", TEXTS)


def steps(name):
    return [step for job in READ[name]["jobs"].values() for step in job["steps"]]


def test_there_are_the_tests_and_the_site():
    assert list(TEXTS) == ["site", "tests"]


@each_workflow
def test_it_fits_the_schema_of_github(name):
    pytest.importorskip("check_jsonschema", reason="check-jsonschema, which brings the schema, is not installed")
    from check_jsonschema import main
    from click.testing import CliRunner

    path = str(ROOT / ".github" / "workflows" / f"{name}.yml")
    done = CliRunner().invoke(main, ["--builtin-schema", "vendor.github-workflows", path])
    assert done.exit_code == 0, done.output


@each_workflow
def test_it_starts_from_main_may_only_read_and_ends(name):
    read = READ[name]
    assert read[TRIGGERS]["push"] == {"branches": ["main"]}
    assert read["permissions"] == {"contents": "read"}
    for job in read["jobs"].values():
        assert job["timeout-minutes"] <= 40


@each_workflow
def test_its_commands_are_there(name):
    commands = "\n".join(step["run"] for step in steps(name) if "run" in step)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"\bmake (\S+)", commands):
        assert re.search(rf"^{re.escape(target)}:", makefile, re.M), target
    for path in re.findall(r"\btests/\S+", commands):
        assert (ROOT / path).exists(), path
    assert "${{ github" not in commands, "what GitHub fills in goes through env, not into a command"


def test_the_oldest_versions_are_those_of_pyproject_and_every_system_is_there():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    matrix = READ["tests"]["jobs"]["package"]["strategy"]["matrix"]
    assert [name.partition("-")[0] for name in matrix["system"]] == ["ubuntu", "macos", "windows"]
    oldest, newest = matrix["versions"]
    assert f">={oldest['python']}" == project["requires-python"]
    assert oldest["numpy"].replace("==", ">=").removesuffix(".*") in project["dependencies"]
    assert newest == {"python": "3.x", "numpy": "numpy"}


def test_the_site_is_published_only_after_it_was_tested():
    site = READ["site"]["jobs"]
    assert site["publish"]["needs"] == "make"
    runs = [step.get("run", step.get("uses")) for step in site["make"]["steps"]]
    tested = next(n for n, run in enumerate(runs) if "RNNLAB_SITE=site" in run)
    assert runs[-1].startswith("actions/upload-pages-artifact")
    assert tested == len(runs) - 2
