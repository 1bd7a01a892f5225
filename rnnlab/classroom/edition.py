"""A lecture as students get it: nothing run yet, and no folded solutions under "Your turn"."""

import copy
import re

TOKEN = re.compile(
    r"""^\ {0,3}(?P<fence>```+|~~~+).*?(?:^\ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)  # code: what it holds is no tag
      | `[^`\n]+`
      | (?P<heading>^\#{1,2}\ [^\n]*)
      | (?P<open><details\b[^>]*>)
      | (?P<close></details\s*>)""",
    re.M | re.S | re.I | re.X,
)
SOLUTION = re.compile(r"\s*<summary\b[^>]*>(?:\s|<[^>]+>|\*)*Solution", re.I)
FOLDED = re.compile(r" ?[^.!?\n]*\bsolutions? (?:is|are) folded\b[^.!?\n]*[.!?]", re.I)
HEADING = "## Your turn"


def student_edition(notebook):
    """The student's edition of a notebook, and the solutions that were taken out.

    Parameters
    ----------
    notebook : NotebookNode
        It is left as it is.

    Returns
    -------
    edition : NotebookNode
        The same cells, ids and metadata; without outputs, counts, solutions, and the cells that this emptied.
    solutions : list of (cell, str)
        The cell of code above each, or None, and the text of the fold.

    Raises
    ------
    ValueError
        A `<details>` that is not closed, or closed twice: what belongs to a solution cannot be told.
    """
    edition, solutions, in_turn, above, kept = copy.deepcopy(notebook), [], False, None, []
    for cell in edition.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count, above = [], None, cell
        elif cell.cell_type == "markdown":
            cell.source, folds, in_turn = without_solutions(cell.source, in_turn)
            solutions += [(above, fold) for fold in folds]
        if cell.source.strip() or cell.cell_type != "markdown":
            kept.append(cell)
    edition.cells = kept
    return edition, solutions


def without_solutions(text, in_turn):
    """The text of a cell without its solutions.

    Parameters
    ----------
    text : str
    in_turn : bool
        Whether the cell before it ended under "Your turn".

    Returns
    -------
    text : str
        Also without the sentence that says where the solutions are folded.
    solutions : list of str
        In their order, each with its tags.
    in_turn : bool
        Whether this cell ends under "Your turn".
    """
    opened, cuts, touched = [], [], in_turn
    for token in TOKEN.finditer(text):
        if token.lastgroup == "heading":
            in_turn = token.group().startswith(HEADING)
            touched |= in_turn
        elif token.lastgroup == "open":
            opened.append((token.start(), in_turn and SOLUTION.match(text, token.end())))
        elif token.lastgroup == "close":
            if not opened:
                raise ValueError("a </details> closes nothing")
            start, is_solution = opened.pop()
            if is_solution:
                cuts = [cut for cut in cuts if cut[0] < start] + [(start, token.end())]
    if opened:
        raise ValueError("a <details> is not closed")
    solutions = [text[start:end] for start, end in cuts]
    for start, end in reversed(cuts):
        text = f"{text[:start].rstrip()}\n\n{text[end:].lstrip()}".strip()
    return (FOLDED.sub("", text) if touched else text), solutions, in_turn
