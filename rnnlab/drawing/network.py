"""A network along a sequence: the same cell at every step, between the strips of its states and of its inputs."""

import numpy as np

from rnnlab.drawing.colours import INK, MUTED
from rnnlab.drawing.layout import MONO, SANS, Part, note, row, stack, write
from rnnlab.drawing.legend import legend, strip_rules
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.steps import BLUE, BROWN, arrow, step_box
from rnnlab.drawing.strips import NAME, cell_width, strip, time_axis
from rnnlab.drawing.svg import join

WIDTH, TALL, UNIT = 760, 72, 20


def draw_network(x, h, h0, mark=None, letters="", alphabet="", folded=False):
    """A sequence going through an RNN, from the arrays that were computed; column t of all is step t.

    Parameters
    ----------
    x : array (T, D)
    h : array (T, H)
        h_1 … h_T.
    h0 : array (H,)
    mark : int, 1 … T, optional
        The step that is computed: it lights up everywhere.
    letters : str, optional
        What the T inputs stand for, written under them.
    alphabet : str, optional
        What the D rows of x stand for.
    folded : bool
        The network folded: only the cell of step `mark`, with a loop.

    Returns
    -------
    Picture
    """
    x, h, h0 = np.asarray(x), np.asarray(h), np.asarray(h0)
    (T, D), H = x.shape, len(h0)
    states, w = np.concatenate([h0[None], h.reshape(T, H)]), cell_width(T + 1, WIDTH)
    before = None if mark is None else mark - 1
    above = strip(states, "h", mark, before, WIDTH, UNIT * H, 1.0, states.size <= 50)
    below = strip(x, "x", before, width=T * w, height=UNIT * D, peak=1.0, titles=x.size <= 50, skip=w)
    rows = [write(a, NAME + w - 8, (k + 0.5) * UNIT + 5, 12, MUTED, "end", MONO) for k, a in enumerate(alphabet)]
    below = below._replace(body=join([below.body, *rows]))
    cells = Part(_cells(T, w, mark, folded), above.width, TALL, TALL / 2)
    named = [_letters(letters[:T], w, mark)] if letters else []
    step = "" if mark is None else f"Step {mark}{_reads(letters, mark)}: {_step(mark)}. "
    said = f"{step}{(H + D) * H + H} numbers in W_h and b_h, the same at every step."
    foot = row(note(said, 13, INK, SANS, 6.8 * len(said)), legend(), gap=24)
    whole = stack(above, cells, below, *named, time_axis(T, WIDTH, first=0), foot, gap=4)
    drawn = (
        "the folded network, one cell with a loop" if folded else f"the network unrolled over {T} step{'s' * (T != 1)}"
    )
    new = "" if mark is None else f" h{lowered(mark)} is [{', '.join(map(show_number, states[mark]))}]."
    words = f"The states h ({T}, {H}) with h₀ in front, {drawn}, and the inputs x ({T}, {D}), below each other. {said}"
    return picture(whole, "One cell along a sequence", f"{words}{new} {strip_rules()}")


def _step(t):
    return f"h{lowered(t - 1)} and x{lowered(t)} give h{lowered(t)}"


def _reads(letters, mark):
    return f" reads {letters[mark - 1]}" if letters and letters[mark - 1].strip() else ""


def _letters(letters, w, mark):
    """The letters under their steps; the one that is read is bold."""
    signs = [
        write(a.replace(" ", "␣"), NAME + (t + 0.5) * w, 14, 15, family=MONO, font_weight=700 if t == mark else None)
        for t, a in enumerate(letters, start=1)
    ]
    return Part(join(signs), NAME + (len(letters) + 1) * w, 18, 9)


def _cells(T, w, mark, folded):
    """The cell of each step between the strips, with what goes in from below and the left, and out to the top."""
    side, middle = min(44.0, 0.68 * w), TALL / 2
    bodies = []
    for t in range(1, T + 1):
        if folded and t != (mark or 1):
            continue
        centre, lit = NAME + (t + 0.5) * w, t == mark
        thick = 2.5 if lit else 1.5
        bodies.append(arrow((centre, TALL - 2), (centre, middle + 16), colour=BROWN, width=thick))
        bodies.append(arrow((centre, middle - 14), (centre, 2), colour=BLUE, width=thick))
        if folded:
            bodies.append(_loop(centre, side, middle))
        elif t == 1:
            start = NAME + 0.5 * w
            bodies.append(arrow((start, 2), (start, middle), (centre - side / 2, middle), colour=BLUE, width=thick))
        else:
            bodies.append(arrow((centre - w + side / 2, middle), (centre - side / 2, middle), colour=BLUE, width=thick))
        bodies.append(step_box(centre, middle, side, 28, lit))
    return join(bodies)


def _loop(centre, side, middle):
    """What the cell gives goes back into it, for the next step."""
    right, reach = centre + side / 2, min(24.0, 0.8 * side)
    return arrow(
        (centre, 14), (right + reach, 14), (right + reach, middle), (right + 1, middle), colour=BLUE, width=2.5
    )


def lowered(number):
    """A whole number in small figures below the line, as the index of a symbol."""
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
