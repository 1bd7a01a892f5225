"""What nbgrader runs a notebook with: within limits, and with a second look at what was passed, from outside.

A student's code and the check run in one kernel, and the one can change the other. So what a check has passed
there is asked for once more: the kernel says what the function gives, and this process compares.

nbgrader reads this module, where the `nbgrader_config.py` of a course names it.
"""

import ast
import json
import re
import secrets
from time import monotonic

import numpy as np
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_output
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade, is_solution
from traitlets import Float

from rnnlab.check import EXERCISES
from rnnlab.check.comparing import same
from rnnlab.check.outcomes import Outcome

CALL = re.compile(r"^verdict = (check\.(\w+)\(.*\))$", re.M)
FUNCTION = """
def _answers():
    from rnnlab.check import EXERCISES
    from rnnlab.check.forms import find_form
    exercise = EXERCISES["{exercise}"]
    form = find_form(exercise, {function})
    values = [{function}(*exercise.arguments(case, form)[0]) for case in exercise.cases]
    return values if len(exercise.returns) > 1 else [[value] for value in values]
"""
ASSERTION = """
{given}
def _answers():
    def holds(function):
        try:
            answer = ({assertion})(function)
        except AssertionError:
            return False
        return answer is None or answer is ... or bool(answer)
    return [[holds(function)] for function in ({functions})]
"""
PUBLISH = """
def _publish():
    import json, numpy
    from IPython import get_ipython
    said = [[numpy.asarray(one).tolist() for one in values] for values in _answers()]
    get_ipython().display_pub.publish({{"{mark}": json.dumps(said)}})
_publish()
"""
CRASHED = "The kernel ended by itself (a crash, or os._exit)."
DOUBTED = "The check says passed in the notebook's kernel. Seen from outside of it, what {} gives is not right."


class Referee(Execute):
    """Execute, with a limit for the notebook and its output, which no crash ends, and a second look."""

    seconds = Float(300, help="seconds for a notebook").tag(config=True)
    printed = Float(1.0, help="megabytes of output that are kept of a notebook").tag(config=True)

    def preprocess(self, nb, resources=None, km=None):
        self.until, self.ended, self.length = 0, "", 0
        self.timeout_func = lambda cell: max(1, min(self.timeout, self.until - monotonic()))
        return super().preprocess(nb, resources, km)

    def output(self, outs, msg, *args):
        self.length += len(str(msg["content"]))
        if msg["msg_type"] != "error" and self.length > self.printed * 1e6:
            return None
        return super().output(outs, msg, *args)

    def preprocess_cell(self, cell, resources, index):
        """Run a cell; after the kernel has ended, or the time is over, say so in its place."""
        if cell.cell_type != "code":
            return cell, resources
        self.until = self.until or monotonic() + self.seconds  # from the first cell on
        if monotonic() > self.until:
            self.ended = f"The notebook ran longer than {self.seconds:g} seconds."
        try:
            if not self.ended:
                cell, resources = super().preprocess_cell(cell, resources, index)
                if is_grade(cell) and not is_solution(cell):  # a test
                    errors = [out for out in cell.outputs if out.output_type == "error"]
                    cell.outputs = errors or self.doubts(cell.source, index)  # a number shown would be taken for points
        except DeadKernelError:
            self.ended = CRASHED
        except CellTimeoutError:
            self.ended = "The kernel did not come to rest after a cell that ran too long."
        if self.ended:
            cell.outputs = [_error("NotRun", self.ended)]
        return cell, resources

    def doubts(self, source, index):
        """What a test that was passed is found to be from outside: no output, or one error.

        Parameters
        ----------
        source : str
            Of the cell that tests.
        index : int
            Of this cell.
        """
        found = CALL.search(source)
        call, name = ast.parse(found[1]).body[0].value, found[2]
        written, *others = [ast.unparse(one) for one in (*call.args, *(given.value for given in call.keywords))]
        if name == "museum":
            written, *two = others
            order = [*(secrets.randbelow(2) for _ in range(8)), 0, 1]
            functions = ", ".join(two[k] for k in order)
            code = ASSERTION.format(given=source[: found.start()], assertion=written, functions=functions)
            held = [[one.tolist() for one in answer] for answer in self.ask(code, index)]
            right = held == [[k == 0] for k in order]
        else:
            right = _right(EXERCISES[name], self.ask(FUNCTION.format(exercise=name, function=written), index))
        return [] if right else [_error("NotConfirmed", DOUBTED.format(written))]

    def ask(self, code, index):
        """What `_answers()` of some code gives in the kernel, as tuples of arrays; nothing where that is no numbers."""
        mark, self.length = f"application/vnd.rnnlab.{secrets.token_hex(16)}+json", 0
        cell, tested = new_code_cell(code + PUBLISH.format(mark=mark)), self.nb.cells[index]
        self.execute_cell(cell, index, store_history=False)
        self.nb.cells[index] = tested  # nbclient puts what it runs in that place
        said = next((out.data[mark] for out in cell.outputs if mark in out.get("data", {})), "[]")
        try:
            return [tuple(np.array(one, float) for one in values) for values in json.loads(said)]
        except (ValueError, TypeError, RecursionError):
            return []


def _right(exercise, answers):
    """Whether these are, case by case, the arrays that should come back."""
    wanted = [exercise.wanted(case) for case in exercise.cases]
    if [[one.shape for one in arrays] for arrays in answers] != [[one.shape for one in arrays] for arrays in wanted]:
        return False
    outcomes = exercise.compared([Outcome(arrays, live=arrays) for arrays in answers], exercise.cases)
    return all(same(outcome.arrays, arrays) for outcome, arrays in zip(outcomes, wanted, strict=True))


def _error(name, words):
    return new_output("error", ename=name, evalue=words, traceback=[f"{name}: {words}"])
