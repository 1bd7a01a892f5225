"""Markdown as HTML: as nbconvert makes it, with formulas as MathML, and links that lead where the page's go.

MathML Core is drawn by the browser itself: no script, no font and no other host is needed.
"""

import re
from functools import lru_cache

from math_core import LatexToMathML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath


def to_html(text, link, github=False):
    """Markdown as HTML.

    Parameters
    ----------
    text : str
    link : function
        Of an address, gives the one that is to stand in its place, or None for no link at all.
    github : bool
        Headings are named as GitHub does it, and not as Jupyter does.
    """
    return MarkdownWithMath(renderer=_Renderer(link, github)).render(text)


@lru_cache(maxsize=1)
def _converter():
    return LatexToMathML(pretty_print="never")


def formula(text, block=False):
    """A formula in LaTeX as MathML.

    Raises
    ------
    LatexError
        It cannot be read.
    """
    return _converter().convert_with_local_state(text.strip(), displaystyle=block)


class _Renderer(IPythonRenderer):
    def __init__(self, link, github):
        super().__init__(escape=False)
        self._link, self._github = link, github

    def block_math(self, body):
        return f'<span class="formula wide">{formula(body, block=True)}</span>'

    def inline_math(self, body):
        return formula(body)

    def latex_environment(self, name, body):
        return self.block_math(f"\\begin{{{name}}}{body}\\end{{{name}}}")

    def link(self, text, url, title=None):
        url = self._link(url)
        return text if url is None else super().link(text, url, title)

    def image(self, text, url, title=None):
        return super().image(text, self._link(url), title)

    def table(self, text):
        return f'<div class="wide"><table>\n{text}</table></div>\n'

    def table_cell(self, text, align=None, head=False):
        tag = "th" if head and text else "td"  # what heads nothing is no heading
        return f"<{tag}>{text}</{tag}>\n"

    def heading(self, text, level, **attrs):
        if not self._github:
            return super().heading(text, level, **attrs)
        name = re.sub(r"[^\w\- ]", "", re.sub("<[^>]*>", "", text)).strip().lower().replace(" ", "-")
        return f'<h{level} id="{name}">{text}<a class="anchor-link" href="#{name}">¶</a></h{level}>\n'
