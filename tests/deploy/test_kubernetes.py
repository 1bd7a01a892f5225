"""deploy/kubernetes/values.yaml: what it says, and whether the chart takes it.

The chart is not part of this repository. RNNLAB_Z2JH names its folder: `jupyterhub` in the chart's source, or what
`helm pull --untar jupyterhub/jupyterhub` unpacks. As helm does, its schema judges its own values with ours over them.
"""

import copy
import os
from pathlib import Path

import jsonschema
import pytest
import yaml

VALUES = Path(__file__).resolve().parent.parent.parent / "deploy" / "kubernetes" / "values.yaml"


@pytest.fixture
def values():
    return yaml.safe_load(VALUES.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def chart():
    """The chart's values and its schema."""
    folder = os.environ.get("RNNLAB_Z2JH")
    if not folder:
        pytest.skip("RNNLAB_Z2JH does not name the folder of the chart")
    schema = next(path for path in Path(folder).glob("values.schema.*") if path.suffix in {".json", ".yaml"})
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (Path(folder) / "values.yaml", schema)]


def over(theirs, ours):
    """Their values with ours over them, as helm lays them."""
    if not isinstance(theirs, dict) or not isinstance(ours, dict):
        return ours
    return theirs | {name: over(theirs.get(name), value) for name, value in ours.items()}


def test_the_chart_takes_the_values(values, chart):
    theirs, schema = chart
    jsonschema.validate(over(theirs, values), schema)


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("singleuser", "memroy"), {"limit": "1G"}),
        (("singleuser", "networkPolicy", "egressAllowRules", "nonPrivateIP"), False),
        (("cull", "timeout"), "an hour"),
        (("prePuller", "hook", "enabled"), "yes please"),
    ],
)
def test_the_schema_is_one_that_refuses(values, chart, where, value):
    """Or the test above could not fail."""
    theirs, schema = chart
    jsonschema.validate(theirs, schema)
    wrong = copy.deepcopy(values)
    inside = wrong
    for name in where[:-1]:
        inside = inside[name]
    inside[where[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(over(theirs, wrong), schema)


def test_nobody_is_let_in_until_the_lecturer_says_who_and_nobody_is_an_admin(values):
    config = values["hub"]["config"]
    assert config["JupyterHub"]["authenticator_class"] == "null"
    assert config["JupyterHub"]["admin_access"] is False
    assert config["Authenticator"]["admin_users"] == []


def test_students_reach_nobody_and_have_limits(values):
    user = values["singleuser"]
    assert user["networkPolicy"]["enabled"] is True
    assert set(user["networkPolicy"]["egressAllowRules"].values()) == {False}
    assert user["memory"] == {"guarantee": "300M", "limit": "1G"}
    assert user["cpu"]["limit"] == 1
    assert user["uid"] != 0
    assert user["allowPrivilegeEscalation"] is False
    assert values["cull"]["enabled"] is True
