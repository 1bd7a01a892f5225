"""Which number each column of W_h is multiplied by: the entry of the joined column that stands at its place."""

import numpy as np

from rnnlab.drawing.colours import CARD, COLOURS, INK, MUTED, tint
from rnnlab.drawing.layout import SANS, Part, move, note, operator, row, stack, symbol, write
from rnnlab.drawing.matrix import CELL, GAP, TOP, Block, largest, matrix, show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import join, tag

LINK, ROOM = 18, 24


def draw_partners(weights, numbers, result, wanted, verdict):
    """Each column of W_h under the number that it meets, the result, and the one that was wanted if it differs.

    Parameters
    ----------
    weights : list of two Blocks
        Joined beside each other they are W_h.
    numbers : list of two Blocks (·, 1)
        Joined on top of each other, in this order, they are the column that W_h multiplies.
    result, wanted : array (H, 1)
    verdict : str

    Returns
    -------
    Picture
    """
    wrong = result != wanted
    peak = largest(result, wanted)
    swapped = numbers[0].name != "h"
    came = [operator("="), matrix([Block(result, "result", "result", wrong)], peak=peak, part="result")]
    if wrong.any():
        came += [operator("≠"), matrix([Block(wanted, "wanted", "result")], peak=peak, part="wanted")]
    names = " ; ".join(block.name for block in numbers)
    whole = stack(
        row(_meeting(weights, numbers, swapped), *came),
        note(verdict, 15, COLOURS["mistake"].text if swapped else INK, SANS, 7.1 * len(verdict)),
    )
    met = np.concatenate([block.values for block in numbers]).ravel()
    words = (
        f"W_h times [{names}]: its columns meet {', '.join(map(show_number, met))}. "
        f"The result is {', '.join(map(show_number, result.ravel()))}. {verdict}"
    )
    return picture(whole, f"W_h times [{names}]", words)


def _meeting(weights, numbers, swapped):
    """W_h, over each column the number it meets, and a line between the two: red where it is not the column's own."""
    table = matrix(weights, part="W_h")
    peak = largest(*(block.values for block in numbers))
    H = weights[0].values.shape[1]
    inner = 6 + sum(block.values.shape[1] for block in weights) * CELL + GAP
    over = (table.width - inner - 6) / 2
    top, bottom = ROOM + CELL, ROOM + CELL + LINK + TOP
    colour = COLOURS["mistake"].text if swapped else MUTED
    lines, cells, owners, k = [], [], [], 0
    for block in numbers:
        first = None
        for value in block.values.ravel():
            left = over + 6 + k * CELL + (GAP if k >= H else 0)
            first = left if first is None else first
            centre = left + CELL / 2
            lines.append(f"M{centre:g} {top:g}V{bottom:g}")
            cells.append(tag("use", href=f"#c{CELL}", x=left, y=ROOM, fill=tint(block.colour, value, peak)))
            cells.append(write(show_number(value), centre, ROOM + CELL / 2 + 4.7, 13, font_weight=600))
            k += 1
        owners.append(symbol(block.name, (first + left + CELL) / 2, ROOM - 8, COLOURS[block.colour].text))
    links = tag("path", d="".join(lines), stroke=colour, stroke_width=2, fill="none")
    plates, at = [], over + 6
    for block in weights:
        width = block.values.shape[1] * CELL
        plates.append(tag("rect", x=at + width / 2 - 18, y=bottom - 24, width=36, height=21, fill=CARD))
        at += width + GAP
    body = join([links, *plates, *cells, *owners, move(table.body, 0, bottom - TOP)])
    return Part(body, table.width, bottom - TOP + table.height, bottom - TOP + table.middle)
