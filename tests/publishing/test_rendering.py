"""The templates escape what they are given."""

import pytest
from jinja2 import UndefinedError

pytest.importorskip("math_core", reason="the site's tools are not installed: pip install -e '.[site]'")

from rnnlab.publishing.rendering import render


def test_values_are_escaped_and_none_is_forgotten():
    page = render("document.html", root="", title="a < b", description='"', body="<script>")
    assert "<title>a &lt; b</title>" in page
    assert "&lt;script&gt;" in page
    with pytest.raises(UndefinedError):
        render("document.html", root="", title="a")
