"""The length of h over the steps: as it would be if every join were kept, and as W_h makes it."""

from rnnlab.drawing.colours import COLOURS, INK, MUTED, mix
from rnnlab.drawing.layout import SANS, Part, note, row, stack, symbol, write
from rnnlab.drawing.picture import picture
from rnnlab.drawing.steps import arrow
from rnnlab.drawing.svg import join, tag

UNIT, WIDE, HEAD = 12, 28, 28


def draw_growth(kept, joined, states, fits, verdict):
    """Two ways over the steps, each array a column with a cell for each entry.

    Parameters
    ----------
    kept : list of lists of (block, length)
        For each step from 0, what h would be made of if the join became the new h; block is "h" or "x".
    joined : list of pairs of ints
        For each step from 1, the lengths of h and x on top of each other, which W_h multiplies.
    states : list of ints
        The lengths of h_0, h_1, …; as many as there are products that exist, and one.
    fits : int
        How many numbers W_h takes: its columns.
    verdict : str

    Returns
    -------
    Picture
    """
    broken = len(states) <= len(joined)
    lengths = [sum(length for _, length in column) for column in kept]
    left = stack(_caption("the wrong picture: the join becomes h"), _kept(kept, lengths), gap=6)
    right = stack(_caption("what happens: W_h times the join becomes h"), _products(joined, states, fits), gap=6)
    both = row(left._replace(middle=0.0), right._replace(middle=0.0), gap=40)
    whole = stack(both, note(verdict, 15, COLOURS["mistake"].text if broken else INK, SANS, 7.1 * len(verdict)))
    words = (
        f"If the join were kept, h would have {_listed(lengths)} entries. With W_h, h has {_listed(states)}. {verdict}"
    )
    return picture(whole, "Does h grow?", words)


def _listed(numbers):
    return ", ".join(map(str, numbers))


def _caption(text):
    return note(text, 13, MUTED, SANS, width=7 * len(text))


def _column(parts, x):
    """Cells below each other, those of h blue and those of x orange; and where the column ends."""
    bodies, y = [], HEAD
    for block, length in parts:
        fill = mix(COLOURS[block].fill, 0.45)
        for _ in range(length):
            bodies.append(tag("rect", x=x, y=y + 0.5, width=WIDE, height=UNIT - 1, rx=2, fill=fill))
            y += UNIT
    return join(bodies), y


def _kept(kept, lengths):
    bodies, deepest = [], 0
    for t, (column, length) in enumerate(zip(kept, lengths, strict=True)):
        x = t * (WIDE + 20)
        cells, end = _column(column, x)
        bodies += [symbol(f"h_{t}", x + WIDE / 2, HEAD - 11, COLOURS["h"].text, 15), cells]
        bodies.append(write(length, x + WIDE / 2, end + 15, 13, INK))
        deepest = max(deepest, end + 20)
    return Part(join(bodies), len(kept) * (WIDE + 20) - 20, deepest, 0)


def _products(joined, states, fits):
    """h_0 on x_1, W_h, h_1 on x_2, W_h, …: red where W_h has another number of columns."""
    bodies, deepest, x, red = [], 0, 0, COLOURS["mistake"].text
    for t, (h, d) in enumerate(joined, start=1):
        right = h + d == fits
        cells, end = _column([("h", h), ("x", d)], x)
        middle = HEAD + 1.5 * UNIT
        bodies += [symbol(f"h_{t - 1}", x + WIDE / 2, HEAD - 11, COLOURS["h"].text, 15), cells]
        bodies.append(write(f"{h} + {d}", x + WIDE / 2, end + 16, 13, INK if right else red))
        if right:
            bodies.append(arrow((x + WIDE + 4, middle), (x + WIDE + 44, middle)))
            bodies.append(symbol("W_h", x + WIDE + 23, middle - 7, INK, 14))
        else:
            frame = dict(fill="none", stroke=red, stroke_width=2.5)
            bodies.append(tag("rect", x=x - 3, y=HEAD - 3, width=WIDE + 6, height=end - HEAD + 6, rx=4, **frame))
            bodies.append(write(f"W_h takes {fits}", x + WIDE + 12, middle + 5, 13, red, "start"))
        deepest = max(deepest, end + 20)
        x += WIDE + 50
    if len(states) > len(joined):
        cells, end = _column([("h", states[-1])], x)
        bodies += [symbol(f"h_{len(joined)}", x + WIDE / 2, HEAD - 11, COLOURS["h"].text, 15), cells]
        bodies.append(write(states[-1], x + WIDE / 2, end + 15, 13, INK))
        deepest, x = max(deepest, end + 20), x + WIDE
    else:
        x += 60
    return Part(join(bodies), x, deepest, 0)
