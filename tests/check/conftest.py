"""What the tests of the checks share."""

import pytest


@pytest.fixture
def room_to_search(monkeypatch):
    """A busy machine takes more work for the same: the search for two mistakes is given a second of it."""
    monkeypatch.setattr("rnnlab.check.pairs.SECONDS", 1.0)
