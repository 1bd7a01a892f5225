"""The templates of the site, and the cells of a notebook through nbconvert with them."""

from functools import lru_cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from nbconvert import TemplateExporter
from nbconvert.filters.highlight import Highlight2HTML

from rnnlab.publishing.markdown import to_html

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
CAPTION = "\n<p><em>Run this cell to wake the sliders.</em></p>"


def render(template, **values):
    """A template of templates/site/ as text; values are escaped, unless they are Markup."""
    return _environment().get_template(template).render(**values)


@lru_cache(maxsize=1)
def _environment():
    loader = FileSystemLoader(TEMPLATES / "site")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    environment.filters["sentence"] = lambda words: f"{words[:1].upper()}{words[1:]}."
    return environment


def cells_of(notebook, link, template="page", **resources):
    """The cells of a notebook as HTML.

    Parameters
    ----------
    notebook : NotebookNode
        Each code cell says in metadata.part what it is, as `scenes_of` does.
    link : function
        As in `to_html`.
    template : str
        A folder of templates/.
    **resources
        For the template.

    Returns
    -------
    Markup
    """
    made = TemplateExporter(
        template_name=template, template_file="index.html.j2", extra_template_basedirs=[str(TEMPLATES)]
    )
    made.register_filter("highlight_code", Highlight2HTML(pygments_lexer="python"))
    made.register_filter("markdown2html", partial(to_html, link=link))
    made.register_filter("stored_html", lambda html: html.removesuffix(CAPTION))
    body, _ = made.from_notebook_node(notebook, resources={"metadata": {"name": ""}, **resources})
    return Markup(body)
