"""The join that was meant beside what came out: another array, or NumPy's error."""

import textwrap

from rnnlab.drawing.colours import COLOURS, INK
from rnnlab.drawing.joins import clash
from rnnlab.drawing.layout import MONO, SANS, note, operator, row, stack
from rnnlab.drawing.matrix import CELL, matrix
from rnnlab.drawing.picture import picture

MEANT = "np.concatenate([W_hh, W_hx], axis=1)"


def draw_join_mistake(meant, blocks, axis, code, verdict, error=None, cell=CELL):
    """Left the join that was meant, right what another line of code makes of the blocks, below what is to be seen.

    Parameters
    ----------
    meant : list of two Blocks
        They are joined along axis 1.
    blocks : list of two Blocks
        Those of the wrong line, in its order; their `wrong` entries are framed.
    axis : {0, 1, None}
        The axis that the wrong line joins along; None for np.stack, which makes a new one.
    code : str
        The wrong line.
    verdict : str
    error : str, optional
        What NumPy says, where it refuses.
    cell : float
        The side of a cell.

    Returns
    -------
    Picture
    """
    red = COLOURS["mistake"].text
    if axis is None:
        came = _apart(blocks, error, cell)
    else:
        came = clash(*blocks, axis, cell) if error else matrix(blocks, axis, cell, part="got")
    left = stack(_code(MEANT, COLOURS["result"].text), matrix(meant, cell=cell, part="meant"), gap=8)
    right = stack(_code(code, red), came, gap=8)
    lines = textwrap.wrap(f"NumPy: {error}", 104) if error else []
    said = [note(line, 13, red, SANS, 6.5 * len(line)) for line in lines]
    verdict_line = note(verdict, 15, red if error else INK, SANS, 7.1 * len(verdict))
    whole = stack(_top(left, right), stack(verdict_line, *said, gap=2))
    words = f"{code}: {verdict}" + (f" NumPy says: {error}" if error else "")
    return picture(whole, "The join that was meant, and what came out", words)


def _code(line, colour):
    return note(line, 13, colour, MONO)


def _top(left, right):
    """Beside each other, their upper edges in one line."""
    return row(*(part._replace(middle=0.0) for part in (left, right)), gap=30)


def _apart(blocks, error, cell):
    """What np.stack makes: two arrays along a new axis; or two that it refuses."""
    one, other = (matrix([block], cell=cell, part="got") for block in blocks)
    if error:
        return row(one, operator("≠"), other)
    titles = [row(note(f"[{k}]", 13, INK, MONO), part, gap=4) for k, part in enumerate((one, other))]
    return row(*titles, gap=14)
