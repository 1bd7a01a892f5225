"""Sweeps go through thousands of settings: there, what depends on them is quick. test_training.py trains for real."""

from zlib import crc32

import numpy as np
import pytest

from rnnlab.explorers import training


class Untrained:
    """Losses that depend on everything in a setting, as those of a training do."""

    def __init__(self, setting):
        self._losses = np.random.default_rng(crc32(repr(setting).encode())).random(training.STEPS)

    def first(self, steps):
        return self._losses[:steps]


@pytest.fixture(autouse=True)
def no_training_in_sweeps(request, monkeypatch):
    if request.path.name in ("test_swept.py", "test_scenes.py"):
        monkeypatch.setattr(training, "_training", Untrained)
