"""What goes into a function, what should come out, and what came out, its wrong entries marked."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK
from rnnlab.drawing.layout import SANS, note, row, stack
from rnnlab.drawing.matrix import Block, largest, matrix

WIDEST, MOST, GAP = 860, 150, 20
BLOCK_OF = dict.fromkeys(("h", "h0", "h_prev", "dh", "dh_next", "W_hh"), "h") | dict.fromkeys(("x", "W_hx"), "x")
BLOCK_OF |= dict.fromkeys(("c", "c_prev", "dc"), "c") | dict(zip("fiog", "fiog", strict=True))


def comparison(arrays, wanted, yours, wrong):
    """The example as a part, or None where there is nothing that can be drawn.

    Parameters
    ----------
    arrays : dict of name -> array
        The arguments; what is no array is left out. W and b alone, without a `unit`, are another library's.
    wanted, yours : dict of name -> array
        Results that should be equal. Of a batch of sequences (B, T, ·), one that differs is drawn.
    wrong : dict of name -> array of bool
        Which entries differ, where the shapes are the same.
    """
    theirs = not {"x", "unit"} & arrays.keys()
    arrays = {name: np.asarray(array) for name, array in arrays.items() if isinstance(array, np.ndarray)}
    if not yours or sum(array.size for array in (*arrays.values(), *yours.values())) > MOST:
        return None
    example = _first_that_differs(wrong)
    parts = [_argument(name, array, example, _gates(name, arrays, theirs)) for name, array in arrays.items()]
    expected, found = [_label("expected")], [_label("yours")]
    for name, mine in yours.items():
        right, marks = wanted[name], wrong.get(name)
        peak = largest(right, mine)
        if right.ndim == 3:
            right, mine, marks = (_one(array, example) for array in (right, mine, marks))
            name += f"[{example}]" if len(wanted[name]) > 1 else ""
        marks = None if marks is None else _flat(marks)
        expected.append(matrix([Block(_flat(right), name, "result")], peak=peak, part="expected"))
        found += [
            matrix([Block(values, name + where, "result", marks)], peak=peak, part="yours")
            for where, values in _slices(mine)
        ]
    return stack(*_rows(parts), *_rows([row(*expected), row(*found)]), gap=14)


def _label(text):
    return note(text, 14, INK, SANS, 9 * len(text))


def _first_that_differs(wrong):
    for marks in wrong.values():
        if marks.ndim == 3 and marks.any():
            return int(np.argmax(marks.any(axis=(1, 2))))
    return 0


def _one(array, example):
    """One example of a batch of sequences (B, T, ·); everything else as it is."""
    return array[example] if np.ndim(array) == 3 and example < len(array) else array


def _flat(array):
    """With two axes: a number or a row of numbers becomes one row."""
    return np.atleast_2d(array)


def _slices(array):
    """A name's end and two axes for each matrix in an array."""
    if array.ndim <= 2:
        return [("", _flat(array))]
    flat = array.reshape(-1, *array.shape[-2:])
    return [(f" {k}", values) for k, values in enumerate(flat)]


def _gates(name, arrays, theirs):
    """The letters of the blocks that stand side by side in an argument, in another library's order; none in most."""
    if "W" not in arrays or name not in ("W", "b"):
        return ""
    return "rzn" if "b_hn" in arrays else "ifgo" if theirs else "fiog"


def _argument(name, array, example, gates):
    """An argument with the colours of its blocks; `gates` are the letters of those side by side."""
    name += f"[{example}]" if array.ndim == 3 and len(array) > 1 else ""
    array = _flat(_one(array, example))
    H = array.shape[1]
    if gates:
        blocks = zip(np.split(array, len(gates), axis=1), gates, strict=True)
        return matrix([Block(values, f"{name}_{gate}", gate if gate in COLOURS else "b") for values, gate in blocks])
    if name in ("W_h", "W_g"):
        return matrix([Block(array[:H], f"{name}h", "h"), Block(array[H:], f"{name}x", "x")], axis=0)
    return matrix([Block(array, name, BLOCK_OF.get(name.partition("[")[0], "b"))])


def _rows(parts):
    """Parts in rows that are not wider than a page."""
    rows, width = [[]], 0
    for part in parts:
        if rows[-1] and width + part.width > WIDEST:
            rows.append([])
            width = 0
        rows[-1].append(part)
        width += part.width + GAP
    return [row(*parts, gap=GAP) for parts in rows if parts]
