"""An error in a page fails its tests, wherever nobody caught it."""

import nbformat
import pytest
from lab import Opened

ERRORS = {
    "Error: in a callback": "() => { setTimeout(() => { throw new Error('in a callback'); }) }",
    "Error: in a promise": "() => { Promise.reject(new Error('in a promise')); }",
    "said on the console": "() => console.error('said on the console')",
}


@pytest.fixture(scope="module")
def path(lab, tmp_path_factory):
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path = tmp_path_factory.mktemp("errors") / "errors.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")], metadata=spec), path)
    return lab.add(path)


def test_what_nobody_caught_is_an_error_when_the_page_is_left(browser, lab, path):
    opened = Opened(browser, lab, path)
    for code in ERRORS.values():
        opened.page.evaluate(code)
    with pytest.raises(AssertionError, match=r"errors in the page of errors\.ipynb"), opened:
        opened.page.wait_for_timeout(100)
    assert [error.removeprefix("Error: ") for error in opened.errors] == [
        error.removeprefix("Error: ") for error in ERRORS
    ]


def test_a_page_in_which_nothing_goes_wrong_is_left_in_peace(browser, lab, path):
    with Opened(browser, lab, path) as opened:
        opened.run_all()
    assert opened.errors == []
