"""Notebooks as students hand them in, and the scorer as a lecturer starts it."""

import csv
import json
import subprocess
import sys

STEP = """import numpy as np
from rnnlab import check

def rnn_step(x, h, W_h, b_h):
    return np.tanh(np.concatenate([h, x], axis=-1) @ W_h + b_h)
"""
PASS = STEP + "check.rnn_step(rnn_step)"
FAIL = STEP + "check.rnn_step(lambda x, h, W_h, b_h: x @ W_h[len(h[0]):])"


def notebook(*sources, **metadata):
    """The bytes of a notebook with these code cells."""
    cells = [
        {"cell_type": "code", "id": f"cell-{n}", "metadata": {}, "outputs": [], "execution_count": None, "source": text}
        for n, text in enumerate(sources)
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}).encode()


def run_scorer(folder, out, *options, **environment):
    """Score `folder` in a process of its own, in a session of its own: some notebooks shoot at their surroundings."""
    command = [sys.executable, "-m", "rnnlab.classroom.score", str(folder), "--out", str(out), *options]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", start_new_session=True, **environment
    )


def rows_in(path):
    """The rows of the table, without its head, which must be right."""
    with open(path, encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["student", "exercise", "passed", "diagnosis"]
    return rows
