"""How many numbers a cell has: its blocks drawn to one scale, and the sums under them."""

from rnnlab.drawing.colours import COLOURS, INK, MUTED, mix
from rnnlab.drawing.layout import SANS, Part, note, row, stack, symbol, write
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import join, tag

CELL, TOP, ROOM = 13, 38, 26  # ROOM: for the name of a narrow block
BLOCKS = {"RNN": "h", "GRU": "rzn", "LSTM": "fiog"}
LOOKS = {"h": "h", "r": "b", "z": "f", "n": "g", "f": "f", "i": "i", "o": "o", "g": "g"}


def draw_counts(H, D, extras):
    """The weights of an RNN, a GRU and an LSTM of one size, block by block, hidden rows first.

    Parameters
    ----------
    H, D : int
    extras : dict of "RNN", "GRU" or "LSTM" -> list of (words, count)
        What a cell has beside W and b.

    Returns
    -------
    Picture
    """
    one, parts, said = (H + D) * H + H, [], []
    for cell, letters in BLOCKS.items():
        beside = extras.get(cell, [])
        total = len(letters) * one + sum(count for _, count in beside)
        lines = [
            f"{len(letters)} × ({H + D} × {H} + {H}) = {len(letters) * one}"
            if len(letters) > 1
            else f"{H + D} × {H} + {H} = {one}"
        ]
        lines += [f"+ {count} {words}" for words, count in beside]
        lines.append(f"{total} numbers")
        parts.append(stack(_weights(cell, letters, H, D), *(note(line, 13, INK, SANS, 150) for line in lines), gap=2))
        said.append(f"{cell}: {', '.join(lines)}")
    foot = note("dark: rows that meet h · light: rows that meet x · below: the bias", 13, MUTED, SANS)
    whole = stack(row(*(part._replace(middle=0.0) for part in parts), gap=36), foot, gap=12)
    return picture(whole, "How many numbers a cell has", f"H = {H}, D = {D}. {'. '.join(said)}.")


def _weights(cell, letters, H, D):
    """Blocks beside each other, a cell for each number, and the bias as a row below."""
    bodies = [write(cell, 0, 14, 15, INK, "start", font_weight=600)]
    pitch = max(H * CELL + 4, ROOM)
    for k, letter in enumerate(letters):
        left, colour = k * pitch, COLOURS[LOOKS[letter]]
        bodies.append(symbol(f"W_{letter}", left + H * CELL / 2, TOP - 8, colour.text, 14))
        for top, rows, share in ((0, H, 0.5), (H, D, 0.24), (H + D + 0.4, 1, 0.36)):
            for n in range(rows):
                cells = "".join(
                    f"M{left + c * CELL + 1} {TOP + (top + n) * CELL + CELL / 2:g}h{CELL - 2}" for c in range(H)
                )
                bodies.append(tag("path", d=cells, stroke=mix(colour.fill, share), stroke_width=CELL - 2))
    width = len(letters) * pitch - 4
    return Part(tag("g", join(bodies), data_part=cell), max(width, 150), TOP + (H + D + 1.4) * CELL + 4, 0)
