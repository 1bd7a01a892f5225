"""How the tests are shared out when they run several at a time (`pytest -n 2`, as `make unit` does).

What takes longest begins first, so that no worker waits for it at the end.
"""

import re
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
LONGEST = (
    "classroom/test_hostile.py",
    "classroom/test_release.py",
    "test_any_cell_again.py",
    "explorers/test_scenes.py",
    "publishing/test_site_folder.py",
    "explorers/test_letter_model.py",
    "test_in_a_page.py",
    "browser/test_site.py",
    "browser/test_lectures.py",
    "browser/test_watching.py",
)
SLOWEST = ("08_training", "06_backward", "02_formula_equivalence")  # it trains; they have the most to move

# The grammar of addresses that jsonschema would load, for a second: no cell holds any.
sys.modules.setdefault("rfc3987_syntax", None)


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: (first(SLOWEST, item.nodeid), first(LONGEST, item.nodeid), item.path.parent != HERE))


def first(names, nodeid):
    """The place of the first of these names that a test has; after all of them if it has none."""
    return next((n for n, name in enumerate(names) if name in nodeid), len(names))


def piece_of(nodeid):
    """The piece of work that a test belongs to: what is in one is done by one worker, in order."""
    file, _, test = nodeid.partition("::")
    if "browser/" in file:  # a notebook is opened once: a lecture that is run, one that is not, that of a file
        lecture = re.search(r"[-\[](\d\d_\w+)", test)
        return f"{lecture[1]} in {file}" if lecture else file
    if file.endswith(("test_scenes.py", "test_any_cell_again.py")):  # a lecture is run once for both
        return re.search(r"(\[\d\d_\w+|$)", test)[0] or file
    if file.endswith("test_release.py"):  # a course of all lectures, and a class on one of them
        return "the lectures" if re.search("lecture|validator", test) else "the class"
    if "publishing/" in file:  # the first lecture is made a page once
        return "the site"
    return file  # what it has computed once is computed once


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    from xdist.scheduler import LoadScopeScheduling

    class Scheduler(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return piece_of(nodeid)

    config.option.loadscopereorder = False  # by number of cases: here the order is that of the items
    return Scheduler(config, log)
