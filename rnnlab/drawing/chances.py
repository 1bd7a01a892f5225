"""How likely each letter is to come next, and which one a number between 0 and 1 draws."""

from itertools import pairwise

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, LINE, MUTED, mix
from rnnlab.drawing.layout import MONO, Part, write
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import coordinate, join, tag

LEFT, WIDTH, HEIGHT, BAR = 40, 800, 84, 26
GREEN = COLOURS["result"]


def draw_chances(read, alphabet, chances, u, drawn, temperature):
    """A bar for each letter, and below, all of them end to end from 0 to 1 with u on the line.

    Parameters
    ----------
    read : str
        What has been read.
    alphabet : str
    chances : array (K,)
        They add up to 1.
    u : float from 0 to below 1
    drawn : int
        The letter that u falls on.
    temperature : float

    Returns
    -------
    Picture
    """
    K, bodies = len(alphabet), []
    step = WIDTH / K
    for share in (0, 0.5, 1):
        y = HEIGHT * (1 - share)
        bodies.append(tag("path", d=f"M{LEFT} {y + 8:g}h{WIDTH}", stroke=LINE))
        bodies.append(write(f"{share:g}", LEFT - 8, y + 12, 12, MUTED, "end"))
    for k, (letter, chance) in enumerate(zip(alphabet, chances, strict=True)):
        x, high, hit = LEFT + k * step, max(HEIGHT * chance, 0.5), k == drawn
        fill = GREEN.fill if hit else mix(GREEN.fill, 0.45)
        box = dict(x=x + 3, y=8 + HEIGHT - high, width=step - 6, height=high, fill=fill)
        bodies.append(tag("rect", tag("title", f"{letter} {chance:.3f}"), **box))
        bodies.append(write(letter, x + step / 2, HEIGHT + 26, 15, INK, family=MONO, font_weight=700 if hit else None))
    ends, top = np.concatenate([[0.0], np.cumsum(chances)]), HEIGHT + 58
    for k, (a, b) in enumerate(pairwise(ends)):
        fill = GREEN.fill if k == drawn else mix(GREEN.fill, 0.25 + 0.2 * (k % 2))
        bodies.append(tag("rect", x=LEFT + a * WIDTH, y=top, width=(b - a) * WIDTH, height=BAR, fill=fill))
        if (b - a) * WIDTH > 13:
            bodies.append(write(alphabet[k], LEFT + (a + b) / 2 * WIDTH, top + 18, 14, INK, family=MONO))
    x = coordinate(LEFT + u * WIDTH)
    bodies.append(tag("path", d=f"M{x} {top - 9}v14", stroke=INK, stroke_width=2.5, data_part="u"))
    bodies.append(write(f"u = {u:.2f}", LEFT + u * WIDTH, top - 12, 13, INK))
    bodies += [write(end, LEFT + end * WIDTH, top + BAR + 16, 12, MUTED) for end in (0, 1)]
    bars = Part(join(bodies), LEFT + WIDTH + 10, top + BAR + 20, 0)
    likely = ", ".join(f"{show(alphabet[k])} {chances[k]:.2f}" for k in np.argsort(-chances, kind="stable")[:3])
    start = f"After “{read}”" if read else "After nothing"
    said = f"{start}, at temperature {temperature:.2f}: {likely}. u = {u:.2f} falls on {show(alphabet[drawn])}."
    return picture(bars, "The next letter", said)


def show(letter):
    """A letter as it is read in a sentence: the mark at both ends of a word is a dot."""
    return "the end mark" if letter == "." else letter
