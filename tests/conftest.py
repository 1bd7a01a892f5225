"""How the tests are shared out when they run several at a time (`pytest -n 2`, as `make unit` does).

What tests the whole begins first: it runs lectures in kernels, and no worker should wait for that at the end.
"""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
# They score many notebooks at once: one after the other, in one worker.
TOGETHER = dict.fromkeys(["tests/classroom/test_hostile.py", "tests/classroom/test_fifty.py"], "the scorer")

# The grammar of addresses that jsonschema would load, for a second: no cell holds any.
sys.modules.setdefault("rfc3987_syntax", None)


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: item.path.parent != HERE)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    from xdist.scheduler import LoadScopeScheduling

    class Scheduler(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return TOGETHER.get(nodeid.partition("::")[0], nodeid)

    return Scheduler(config, log)
