"""The scripts of the page's parts, in front of each the one that keeps their keys from the notebook."""

from pathlib import Path

HERE = Path(__file__).parent


def script(name):
    """The text of a script of this folder, which may call `keepKeys`: anywidget takes one text, without imports."""
    return "".join((HERE / file).read_text(encoding="utf-8") for file in ("keys.js", name))
