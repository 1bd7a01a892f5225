"""How the tests are shared out when they run several at a time (`pytest -n 2`, as `make unit` does).

What takes longest begins first, so that no worker waits for it at the end. A test with many cases is one
piece of work; each lecture in a kernel is one.
"""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
# They score many notebooks at once: one after the other, in one worker.
SCORER = "classroom/test_hostile.py", "classroom/test_fifty.py"

# The grammar of addresses that jsonschema would load, for a second: no cell holds any.
sys.modules.setdefault("rfc3987_syntax", None)


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: (not item.nodeid.partition("::")[0].endswith(SCORER), item.path.parent != HERE))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    from xdist.scheduler import LoadScopeScheduling

    class Scheduler(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file, _, test = nodeid.partition("::")
            if file.endswith(SCORER):
                return "the scorer"
            return nodeid if file.count("/") == 1 else f"{file}::{test.partition('[')[0]}"

    config.option.loadscopereorder = False  # by number of cases: here the order is that of the items
    return Scheduler(config, log)
