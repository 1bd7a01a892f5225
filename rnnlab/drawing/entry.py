"""One entry of a product as the sum it is: in one go, and with a bracket after the first H products."""

import numpy as np

from rnnlab.drawing.colours import CARD, COLOURS, INK, LINE, MUTED, WAITING, mix
from rnnlab.drawing.layout import MONO, SERIF, Part, write
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import join, tag

LEFT, WIDTH, HIGH, SIGN, BREAK, LINES = 80, 46, 34, 18, 44, (10, 82)  # tiles, what stands between them, their tops


def draw_entry(weights, values, H, k, i):
    """Σ weights · values, the first k products summed: as formula 1 adds them, and as formula 2 does.

    Parameters
    ----------
    weights : array (H + D,)
        Row i of W_h.
    values : array (H + D,)
        The column [h ; x].
    H : int
        How many of them belong to h: there stands formula 2's bracket.
    k : int
        So many products are in the sums; the others wait.
    i : int
        The row, counted from 1.

    Returns
    -------
    Picture
    """
    products, n = np.asarray(weights) * np.asarray(values), len(weights)
    used = np.where(np.arange(n) < k, products, 0)
    total, from_h, from_x = (show_number(part.sum()) for part in (used, used[:H], used[H:]))
    running = np.cumsum(used), np.concatenate([np.cumsum(used[:H]), np.cumsum(used[H:])])
    lefts = [LEFT + j * (WIDTH + SIGN) + (j >= H) * (BREAK - SIGN) for j in range(n)]
    end = lefts[-1] + WIDTH
    bodies = [_boundary(lefts[H] - BREAK / 2)]
    for top, sums, name in zip(LINES, running, ("Formula 1", "Formula 2"), strict=True):
        bodies.append(write(name, 0, top + 22, 13, INK, "start"))
        for j, left in enumerate(lefts):
            bodies.append(_tile(weights[j], values[j], left, top, "h" if j < H else "x", j < k))
            if j < k:
                bodies.append(write(show_number(sums[j]), left + WIDTH / 2, top + HIGH + 17, 12, MUTED, family=MONO))
            if j and j != H:
                bodies.append(_sign("+", left - SIGN / 2, top))
    one, two = LINES
    bodies += [_sign("+", lefts[H] - BREAK / 2, one), _sign(") + (", lefts[H] - BREAK / 2, two)]
    bodies += [_sign("(", LEFT - 8, two), _sign(")", end + 8, two)]
    whole = ("=", INK), (total, COLOURS["result"].text)
    parts = ("=", INK), (from_h, COLOURS["h"].text), ("+", INK), (from_x, COLOURS["x"].text)
    in_one_go, _ = _sums(whole, end + 22, one)
    bracketed, right = _sums([*parts, *whole], end + 22, two)
    words = (
        f"Entry {i} after {k} of {n} products. Formula 1 adds them in one go: {total}. Formula 2 has a bracket after "
        f"H = {H}: {from_h} + {from_x} = {total}."
    )
    part = Part(join([*bodies, *in_one_go, *bracketed]), right, LINES[1] + HIGH + 22, 0)
    return picture(part, "One entry, two ways to add", words)


def _tile(weight, value, left, top, colour, summed):
    fill = mix(COLOURS[colour].fill, 0.24) if summed else WAITING
    text = f"{show_number(weight)}·{show_number(value)}"
    stroke = COLOURS[colour].text if summed else LINE
    box = tag("rect", x=left, y=top, width=WIDTH, height=HIGH, rx=4, fill=fill, stroke=stroke)
    return join([box, write(text, left + WIDTH / 2, top + 22, 13, INK if summed else MUTED, font_weight=600)])


def _sign(text, x, top):
    return write(text, x, top + 23, 18, family=SERIF)


def _sums(texts, x, top):
    """Numbers and signs after the tiles, each in its colour, and where they end."""
    bodies = []
    for text, fill in texts:
        bodies.append(write(text, x, top + 23, 16, fill, "start", font_weight=600))
        x += 9.4 * len(text) + 8
    return bodies, x - 8


def _boundary(x):
    line = tag("path", d=f"M{x:g} 0V{LINES[1] + HIGH + 8}", stroke=MUTED, stroke_dasharray="4 4", fill="none")
    gaps = (tag("rect", x=x - 20, y=top + 4, width=40, height=26, fill=CARD) for top in LINES)
    return join([line, *gaps])
