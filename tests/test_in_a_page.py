"""The package as it is in a browser: see as_in_a_page.py. What Pyodide itself does is in browser/test_lite.py."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import rnnlab
from rnnlab.check import EXERCISES

HERE = Path(__file__).resolve().parent
LECTURES = sorted((HERE.parent / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def done():
    command = [sys.executable, str(HERE / "as_in_a_page.py")]
    ran = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": ""}, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_every_check_judges_right_and_wrong_functions(done):
    assert done["judge"]["exercises"] == sorted(EXERCISES)
    assert done["judge"]["misjudged"] == []
    assert done["judge"]["right"] > len(EXERCISES)
    assert done["judge"]["wrong"] > 10 * len(EXERCISES)


@pytest.mark.skipif(not hasattr(sys, "monitoring"), reason="the time limit without threads needs Python 3.12")
def test_what_does_not_end_is_stopped_without_a_thread(done):
    assert len(done["stop"]) == 7
    for name, (diagnosis, seconds) in done["stop"].items():
        assert diagnosis == "does not end", name
        assert seconds < 2, name


def test_every_explorer_is_made_and_moves(done):
    assert set(done["explorers"]) == {name for name in rnnlab.__all__ if name.startswith("explore_")}
    assert min(done["explorers"].values()) > 2


def test_a_training_is_watched_and_a_race_is_timed(done):
    assert done["train"] == [20, ["one", "two"]]


def test_what_needs_an_absent_package_says_so(done):
    wanted = (
        "need the package safetensors",
        "need the package onnx",
        "need the package h5py",
        "watches them with psutil",
    )
    for said, words in zip(done["refused"], wanted, strict=True):
        assert words in said
        assert "pip install" in said


def test_every_cell_of_the_lectures_runs_and_every_scene_moves(done):
    assert set(done["lectures"]) == {path.stem for path in LECTURES} - {"08_training"}  # run in test_lite.py
    for name, pictures in done["lectures"].items():
        assert len(pictures) >= 5, name
        assert min(pictures) >= 2, name
