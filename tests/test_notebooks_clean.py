"""The lectures as they are stored: run, whole, clean, in the form of the series.

The rules are in notebook_rules.py. A small lecture made here keeps them all, and breaking it in one
place at a time shows that each rule sees what it is there to see.
"""

import base64
import copy
import json
from pathlib import Path

import nbformat
import pytest
from notebook_rules import CAPTION, DATA, RULES, svg_problems
from store_outputs import METADATA, text_of
from store_outputs import main as store

ROOT = Path(__file__).resolve().parent.parent
LECTURES = sorted((ROOT / "notebooks").glob("*.ipynb"))
lectures = pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)


def named(rule):
    return rule.__name__


# ---- the lectures ----


def test_there_are_lectures():
    assert LECTURES


@pytest.mark.parametrize("rule", RULES, ids=named)
@lectures
def test_lecture_keeps_the_rule(path, rule):
    text = path.read_text(encoding="utf-8")
    assert list(rule(nbformat.reads(text, as_version=4), text)) == []


@lectures
def test_the_table_of_symbols_holds_rows_of_the_readme_in_their_order(path):
    """A lecture shows those that it uses, letter for letter; the first lecture uses fewer than there are."""
    table = table_of((ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(table) > 10
    shown = [row for cell in nbformat.read(path, as_version=4).cells[:8] for row in table_of(cell.source)]
    assert len(shown) > 3
    assert [row for row in table if row in shown] == shown
    assert len(shown) < len(table)


def table_of(text):
    """The lines of the table of symbols in a Markdown text."""
    lines = [line.strip() for line in text.splitlines()]
    start = next((n for n, line in enumerate(lines) if line.startswith("| symbol ")), len(lines))
    stop = next((n for n in range(start, len(lines)) if not lines[n].startswith("|")), len(lines))
    return lines[start:stop]


# ---- the rules ----

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" role="img" width="9" height="9">'
    '<title>T</title><desc>Two &lt; three.</desc><use href="#a"/><rect fill="url(#a)"/></svg>'
)


def image(svg=SVG, alt="Two &lt; three."):
    return f'<img alt="{alt}" src="{DATA}{base64.b64encode(svg.encode()).decode()}">'


FOLDED = "<details><summary>Answer</summary><p>2</p></details>"


def hidden(cell):
    cell.metadata = nbformat.from_dict({"jupyter": {"source_hidden": True}})
    return cell


def code(source, count, *shown):
    result = [nbformat.v4.new_output("execute_result", data, execution_count=count) for data in shown]
    return nbformat.v4.new_code_cell(source, id=f"code-{count}", execution_count=count, outputs=result)


def a_lecture():
    """A lecture of a few cells that keeps all the rules: the last one of a series."""
    texts = [
        "# Join two arrays\n\nOne sentence. Move H.",
        "**What you'll learn** to join. **What you'll need**: [NumPy](https://numpy.org/doc/stable/), "
        "[lecture 1](01_concatenation.ipynb). [All lectures](README.md).",
        "## Beside\n\nWords, $h^n$ and $W^\\top$.\n\n## On top\n\nWords.\n\n## Both\n\nWords, and more words.",
        "## Try it\n\nMove the sliders, one after the other, and look at what becomes of the picture.",
        "## Your turn\n\n<details><summary>Solution</summary>\n\n```python\ncheck.lstm_step(x)\n```\n</details>\n"
        "<details>\n\n```python\ncheck.lstm_as_rnn(y)\ncheck.museum('one bias for all', z, r, w)\n```\n</details>",
        "## Keep\n\nThree lines. Next: [lecture 5](05_memory.ipynb).",
        "**Further reading** <https://numpy.org>.",
    ]
    text = [nbformat.v4.new_markdown_cell(words, id=f"text-{n}") for n, words in enumerate(texts)]
    picture = {"text/plain": "Two < three.", "text/html": image()}
    caption = f"{image()}\n<p><em>{CAPTION}.</em></p>"
    explorer = {"text/plain": "Explorer(n=1): Two < three.", "text/html": caption}
    opening = code("explore_join(\n    show=('H',),\n)", 2, explorer)
    cells = [text[0], code("from a import b", 1), opening, text[1], text[2], code("x", 3, {"text/plain": "1"})]
    cells += [code("draw(x)", 4, picture), text[3], code("explore_join()", 5, explorer)]
    question = {"text/plain": "Predict: Two?", "text/html": "<p><b>Predict.</b> Two?</p>" + FOLDED}
    cells += [hidden(code("predict(\n    2,\n)", n, question)) for n in (6, 7, 8)]
    cells += [text[4]]
    for n, call in enumerate(("lstm_step(...)", "lstm_as_rnn(...)", 'museum("one bias for all", ..., r, w)'), start=9):
        name = call.partition("(")[0].replace("museum", "museum: one bias for all")
        words = f"{name}, not attempted yet. There is none."
        cells += [code(f"check.{call}", n, {"text/plain": words, "text/html": image(alt=words)})]
    more = [nbformat.v4.new_markdown_cell(words, id=f"more-{n}") for n, words in enumerate(["Boxes.", "The end."])]
    cells += [more[0], code("check.report(4)", 12, picture), *text[5:], more[1]]
    return nbformat.v4.new_notebook(cells=cells, metadata=nbformat.from_dict(METADATA), nbformat_minor=5)


def put(place, **changes):
    """A change to one cell of the lecture: its attributes are set."""
    return lambda notebook: notebook.cells[place].update(nbformat.from_dict(changes))


def say(place, old, new):
    """A change to the source of one cell."""

    def change(notebook):
        source = notebook.cells[place].source
        assert old in source
        notebook.cells[place].source = source.replace(old, new)

    return change


def show(place, **data):
    """A change to what one cell shows; `html` and `plain` are short for their mime types."""
    names = {"html": "text/html", "plain": "text/plain", "png": "image/png", "svg": "image/svg+xml"}
    names["view"] = "application/vnd.jupyter.widget-view+json"
    return lambda notebook: notebook.cells[place].outputs[0].data.update({names[k]: v for k, v in data.items()})


def emit(place, *arguments, **values):
    """One more output of a cell."""
    return lambda notebook: notebook.cells[place].outputs.append(nbformat.v4.new_output(*arguments, **values))


def drop(place):
    return lambda notebook: notebook.cells.pop(place)


def swap(one, other):
    def change(notebook):
        cells = notebook.cells
        cells[one], cells[other] = cells[other], cells[one]

    return change


def add(place, *cells):
    """More cells, from this place on."""

    def change(notebook):
        notebook.cells[place:place] = cells

    return change


def words(n):
    return nbformat.v4.new_markdown_cell("Words.", id=f"words-{n}")


BROKEN = {
    "file_is_what_store_outputs_writes": [lambda notebook: notebook.metadata.update(widgets={})],
    "cells_are_run_in_order": [put(2, execution_count=None), put(5, execution_count=1), swap(2, 5), drop(2)],
    "cells_are_not_empty": [put(2, source=" \n"), put(4, source=""), put(4, cell_type="raw")],
    "metadata_are_bare": [
        put(5, metadata={"tags": ["nbval-skip"]}),
        put(5, metadata={"tags": ["raises-exception"]}),
        put(5, metadata={"execution": {"iopub.status.busy": "2026-01-01"}}),
        say(5, "x", "# NBVAL_IGNORE_OUTPUT\nx"),
        put(5, metadata={"jupyter": {"source_hidden": True}}),
        put(9, metadata={}),
    ],
    "questions_are_asked_before": [
        drop(9),
        say(9, "predict(\n    2,\n)", "predict(2)"),
        show(9, plain="Predict:"),
        show(9, plain="(3, 5)"),
        show(9, html=f"<p><b>Predict.</b> </p>{FOLDED}"),
        show(9, html="<p><b>Predict.</b> Two?</p>"),
        show(9, html=image()),
        lambda notebook: notebook.cells[9].outputs.clear(),
    ],
    "exercises_are_there_to_do": [
        say(17, "check.report(4)", "check.report()"),
        say(17, "check.report(4)", "check.report(3)"),
        drop(13),
        swap(13, 18),
        say(13, "lstm_step", "rnn_step"),
        say(13, "...", "f"),
        show(13, plain="lstm_step, passed. Right."),
        say(15, "one bias for all", "one bias for two"),
        say(12, "check.lstm_step(x)", "lstm_step(x)"),
    ],
    "outputs_are_plain": [
        emit(5, "error", ename="E", evalue="e", traceback=[]),
        emit(5, "stream", name="stderr", text="Warning"),
        show(8, view={"model_id": "1"}),
        show(6, png="AAAA"),
        show(6, svg=SVG),
    ],
    "nothing_of_this_machine": [
        show(5, plain="<Thing object at 0x7f00aa11bb22>"),
        show(5, plain="'/home/someone/rnnlab'"),
        say(5, "x", "x = '/Users/someone/data.csv'"),
        say(5, "x", f"x = '{ROOT / 'data.csv'}'"),
        say(5, "x", "x = 'C:\\\\data.csv'"),
        emit(5, "stream", name="stdout", text="in\n/usr/lib/python3"),
    ],
    "code_cells_are_short": [say(5, "x", "x\n" * 13)],
    "code_cells_end_with_something_to_see": [
        say(5, "x", "x;"),
        say(5, "x", "for i in x:\n    print(i)"),
        say(5, "x", "for i in x:\n    i = 2 * i"),
        say(5, "x", "if x:\n    x"),
        say(5, "x", "# nothing"),
    ],
    "there_is_as_much_text_as_code": [
        say(5, "x", "a_long_name = another_long_name\n" * 30),
        lambda notebook: notebook.cells.extend(code("x", n) for n in range(20, 24)),
    ],
    "scenes_stand_where_the_idea_is": [
        drop(2),
        swap(2, 3),
        add(1, *map(words, range(3))),
        say(8, "explore_join()", "x"),
        say(8, "explore_join()", "explore_join()\nx"),
        say(8, "explore_join()", "explore_join(\n" + "    1,\n" * 5 + ")"),
        say(8, "explore_join()", "e = 1 + \\\nexplore_join()"),
        say(7, "Move", "See"),
        say(0, "Move H.", ""),
    ],
    "a_lecture_is_short": [
        add(4, *map(words, range(29))),
        add(18, *map(words, range(22))),
    ],
    "what_is_imported_stays": [
        say(5, "x", "b = 1"),
        say(5, "x", "x, (b, c) = 1"),
        say(5, "x", "def b():\n    return 1"),
        say(5, "x", "for b in x:\n    b\nx"),
        say(5, "x", "import b\nb += 1"),
    ],
    "sections_stand_in_order": [
        drop(0),
        say(0, "# Join", "Join"),
        say(4, "## Both", "# Both"),
        say(3, "What you'll learn", "You learn"),
        swap(12, 18),
        say(7, "## Try it", "Try it"),
        say(4, "## Both", "Both"),
        say(19, "Further reading", "More"),
    ],
    "solutions_are_folded": [
        say(12, "```python\ncheck.lstm_as", "```text\ncheck.lstm_as"),
        say(12, "Your turn", "A turn"),
    ],
    "links_lead_somewhere": [
        say(3, "https://numpy.org/doc/stable/", "ftp://numpy.org"),
        say(3, "https://numpy.org/doc/stable/", "99_no_such_lecture.ipynb"),
        say(3, "https://numpy.org/doc/stable/", "https://"),
        say(3, "https://numpy.org/doc/stable/", ""),
        say(3, "[NumPy]", "![NumPy]"),
        say(3, "[NumPy]", "[https://numpy.org]"),
        say(3, "[NumPy]", "[youtube.com/watch]"),
        say(19, "<https://numpy.org>", "<a href='javascript:alert(1)'>this</a>"),
    ],
    "lectures_are_linked": [
        say(3, "[lecture 1](01_concatenation.ipynb)", "lecture 1"),
        say(3, "[lecture 1](01_concatenation.ipynb)", "Lectures 1 and 2"),
        say(3, "(01_concatenation.ipynb)", "(02_formula_equivalence.ipynb)"),
        say(3, "README.md", "05_memory.ipynb"),
        say(18, "Next: [lecture 5](05_memory.ipynb).", ""),
    ],
    "a_symbol_has_one_meaning": [
        say(4, "$h^n$", "$h^T$"),
        say(4, "$h^n$", "$h^{T}$"),
        say(4, "$h^n$", "$h^{\\,T-1}$"),
        say(4, "$h^n$", "$g(z)$"),
    ],
    "pictures_have_words": [
        show(6, html=image() + image()),
        show(6, html=image(alt="")),
        show(6, plain="Three < two."),
        show(6, html=image().replace(DATA, "https://example.org/")),
        show(6, html=f"<div>{image()}</div>"),
        show(6, html="<b>7</b>"),
        show(8, html=image()),
        show(8, plain="Explorer(n=1)"),
        lambda notebook: notebook.cells[8].outputs.clear(),
    ],
    "pictures_are_svg": [
        show(6, html=image(SVG.replace(old, new)))
        for old, new in {
            "</svg>": "",
            'role="img"': "",
            "<title>T</title>": "",
            "<desc>Two &lt; three.</desc>": "<desc> </desc>",
            "<rect": "<style>rect {}</style><rect",
            "<rect ": '<rect class="a" ',
            "<rect fill": '<rect onclick="x()" fill',
            "#a": "https://example.org/a",
            "<title>": "<script>x()</script><title>",
        }.items()
    ],
}


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_good_lecture_keeps_the_rule(rule):
    notebook = a_lecture()
    assert list(rule(notebook, text_of(notebook))) == []


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        pytest.param(rule, change, id=f"{rule.__name__}-{n}")
        for rule in RULES
        for n, change in enumerate(BROKEN[named(rule)])
    ],
)
def test_a_broken_lecture_breaks_the_rule(rule, change):
    notebook = copy.deepcopy(a_lecture())
    change(notebook)
    text = nbformat.writes(notebook, version=4) + "\n"
    assert list(rule(notebook, text)) != []


def test_a_file_that_nbformat_would_write_otherwise_is_seen():
    notebook = a_lecture()
    text = text_of(notebook)
    assert list(RULES[0](notebook, text.replace('"cells"', ' "cells"'))) != []
    assert list(RULES[0](notebook, text.rstrip())) != []


def test_the_picture_may_not_load_a_second_url():
    assert list(svg_problems(SVG)) == []
    assert list(svg_problems(SVG.replace("url(#a)", "url(https://example.org/a)"))) != []


# ---- the command that stores the outputs ----


def a_file(folder, *sources):
    """A notebook of code cells as an old JupyterLab might have written it: never run, without ids."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    for cell in cells:
        del cell["id"]
    path = folder / "small.ipynb"
    path.write_text(json.dumps(nbformat.v4.new_notebook(cells=cells, nbformat_minor=4)), encoding="utf-8")
    return path


def test_storing_twice_gives_the_same_bytes_and_no_widget(tmp_path):
    path = a_file(tmp_path, "import ipywidgets\nprint(1)\nprint(2)", "ipywidgets.IntSlider(3)")
    assert store([path]) == 0
    first = path.read_bytes()
    assert store([path]) == 0
    assert path.read_bytes() == first
    notebook = nbformat.reads(first.decode(), as_version=4)
    assert [cell.id for cell in notebook.cells] == ["cell-01", "cell-02"]
    assert [cell.execution_count for cell in notebook.cells] == [1, 2]
    assert [output.text for output in notebook.cells[0].outputs] == ["1\n2\n"]
    assert [list(output.data) for output in notebook.cells[1].outputs] == [["text/plain"]]
    assert notebook.metadata == METADATA
    assert first == text_of(notebook).encode()


def test_a_cell_that_fails_leaves_the_file_as_it_was(tmp_path, capsys):
    path = a_file(tmp_path, "x = 1", "x / 0")
    before = path.read_bytes()
    assert store([path]) == 1
    assert path.read_bytes() == before
    assert "small.ipynb: cell 2 failed" in capsys.readouterr().err
