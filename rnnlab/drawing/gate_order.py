"""Saved rows of an LSTM, read in one order of the blocks: which row goes where, and what the states become."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, MUTED, mix
from rnnlab.drawing.difference import difference_strips, say_difference
from rnnlab.drawing.layout import SANS, Part, note, row, stack, symbol, write
from rnnlab.drawing.legend import legend
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import join, tag

CELL, GAP, OURS, STRIPS = 23, 8, "fiog", 300


def draw_gate_order(library, order, saved_in, h, h_saved):
    """The rows as they were saved and as they are read, in numbered bars; beside them the states.

    Parameters
    ----------
    library : str
        Whose order they are read in.
    order, saved_in : str
        A letter for each block: as they are read, and as they were saved.
    h, h_saved : array (T, H)
        The states that the weights read so give, and the right ones.

    Returns
    -------
    Picture
    """
    H = h.shape[1]
    blocks = [order.index(gate) for gate in OURS]
    saved = _bar(range(4), H, order, saved_in)
    ours = _bar(blocks, H, OURS, saved_in)
    rows = np.arange(4 * H).reshape(4, H)[blocks].ravel()
    misread = [gate for gate, k in zip(OURS, blocks, strict=True) if saved_in[k] != gate]
    verdict = f"Misread: {', '.join(misread)}." if misread else "Every block is what it is read as."
    bars = stack(
        note(f"the saved rows, read as {' '.join(order)} ({library})", 13, INK, SANS),
        saved,
        note("the same rows, put in our order f i o g", 13, INK, SANS),
        ours,
        note(verdict, 14, COLOURS["mistake" if misread else "result"].text, SANS),
        gap=8,
    )
    said = say_difference("h", h, "the saved states", h_saved)
    strips = difference_strips("h", h, "saved", h_saved, STRIPS)
    states = stack(strips, legend(True), note(said, 14, INK, SANS, 400), gap=8)
    words = (
        f"The blocks of the saved weights, read as {', '.join(order)} ({library}). Rows in our order: "
        f"{', '.join(map(str, rows))}. {verdict} {said}"
    )
    return picture(row(bars, states, gap=24), "Read in whose order?", words)


def _bar(blocks, H, letters, saved_in):
    """Numbered rows, block after block, each under the letter it is read as, in the colour of what it is."""
    bodies = []
    for place, (block, letter) in enumerate(zip(blocks, letters, strict=True)):
        left, truth = place * (H * CELL + GAP), saved_in[block]
        wrong = truth != letter
        edge = COLOURS["mistake"].text if wrong else MUTED
        width = H * CELL
        fill = mix(COLOURS[truth].fill, 0.22)
        bodies.append(
            tag("rect", x=left, y=22, width=width, height=26, fill=fill, stroke=edge, stroke_width=2.5 if wrong else 1)
        )
        bodies.append(symbol(letter, left + width / 2, 15, COLOURS["mistake"].text if wrong else COLOURS[letter].text))
        numbers = (write(str(block * H + k), left + (k + 0.5) * CELL, 40, 12) for k in range(H))
        bodies.append(join(numbers))
        truly = f"{'is really' if wrong else 'is'} {truth}"
        bodies.append(write(truly, left + width / 2, 64, 12, edge))
    return Part(join(bodies), 4 * H * CELL + 3 * GAP, 68, 34)
