"""A lecture as the source of an nbgrader assignment: what is written, what is tested, and what stays as it is."""

import ast
import re

from nbformat.v4 import new_code_cell

from rnnlab.check import exercises_in
from rnnlab.classroom.edition import student_edition

POINTS = {"exercise": 2, "museum": 1, "by hand": 2}
FENCE = re.compile(r"^```python\n(.*?)^```", re.S | re.M)
LINK = re.compile(r"\]\((\d\d_\w+)\.ipynb\)")
TEST = """# {points}, if the check says passed. When your work is graded, this cell is run as it stands here.
from rnnlab import check
{given}
verdict = {call}
assert verdict, verdict"""


def assignment_of(lecture):
    """The source of an assignment: nbgrader makes from it what students get, and what grades it.

    Parameters
    ----------
    lecture : NotebookNode
        It is left as it is.

    Returns
    -------
    assignment : NotebookNode
        The student's edition, in which nbgrader's metadata say of each cell of code what it is. A stub
        has its solution in a region that nbgrader cuts out. Below it stands a cell that tests it, where
        there is a check; where there is none, a person gives the points. All other code is locked.
    points : dict of str -> int
        By the cells that give them.

    Raises
    ------
    ValueError
        A stub without a solution, or a solution without a stub.
    """
    assignment, folds = student_edition(lecture)
    solutions = {}
    for above, fold in folds:
        if above is None or not _stubs(above.source):
            raise ValueError(f"a solution stands below no stub: {fold[:80]!r}")
        solutions[above.id] = "\n".join(code.rstrip() for code in FENCE.findall(fold))
    cells, points, in_turn = [], {}, False
    for cell in assignment.cells:
        cells.append(cell)
        if cell.cell_type == "markdown":
            cell.source = with_links(cell.source)
            in_turn |= cell.source.startswith("## Your turn")
        elif cell.id in solutions:
            names, solution = exercises_in(cell.source), solutions[cell.id]
            head, given, call = _parts(cell.source, bool(names))
            gap = "\n\n" if names else ""
            cell.source = f"{head}\n### BEGIN SOLUTION\n{solution}\n### END SOLUTION{gap}{call}"
            if names:
                graded = f"{cell.id}-test"
                points[graded] = POINTS["museum" if names[0].startswith("museum") else "exercise"]
                said = f"{points[graded]} point{'s' if points[graded] > 1 else ''}"
                cells.append(new_code_cell(TEST.format(points=said, given=given, call=call), id=graded))
                mark(cell, solution=True)
                mark(cells[-1], grade=True, locked=True, points=points[graded])
            else:
                points[cell.id] = POINTS["by hand"]
                mark(cell, grade=True, solution=True, points=POINTS["by hand"])
        elif in_turn and _stubs(cell.source):
            raise ValueError(f"the stub {cell.id} has no solution below it")
        else:
            mark(cell, locked=True)
    assignment.cells = cells
    return assignment, points


def mark(cell, **what):
    """Say to nbgrader, in the cell's metadata, what a cell is."""
    kinds = {"grade": False, "solution": False, "locked": False, "task": False}
    cell.metadata["nbgrader"] = {"schema_version": 3, "grade_id": cell.id, **kinds, **what}


def with_links(text):
    """Links between lectures lead from one assignment to another: each is a folder of its own."""
    return LINK.sub(r"](../\1/\1.ipynb)", text)


def _parts(source, checked):
    """Of a cell with a stub: what stands before the check, what of that is given, and the call of the check."""
    statements = ast.parse(source).body
    lines = source.splitlines()
    call = lines[statements[-1].lineno - 1 :] if checked else []
    head = lines[: len(lines) - len(call)]
    given = [lines[node.lineno - 1 : node.end_lineno] for node in statements if not _is_stub(node)]
    given = ["\n\n" + "\n".join(text) + "\n" for text in (given[:-1] if checked else [])]
    return "\n".join(head).rstrip(), "".join(given), "\n".join(call)


def _stubs(source):
    return [node for node in ast.parse(source).body if _is_stub(node)]


def _is_stub(node):
    """Whether a statement is `name = ...`, or a function that only returns `...`; or several of them."""
    in_function = isinstance(node, ast.FunctionDef)
    value = node.body[0] if in_function else node
    if not isinstance(value, ast.Return if in_function else ast.Assign):
        return False
    values = value.value.elts if isinstance(value.value, ast.Tuple) else [value.value]
    return all(isinstance(one, ast.Constant) and one.value is ... for one in values)
