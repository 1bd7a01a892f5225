"""Where the reset gate is multiplied in: before the product it takes rows of the weight away, after it columns."""

from rnnlab.drawing.colours import CARD, COLOURS, INK, MUTED
from rnnlab.drawing.layout import SANS, note, operator, row, stack
from rnnlab.drawing.matrix import TOP, Block, matrix, show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import join, tag

CELL = 30


def draw_resets(h, r, W_nh, before, after):
    """(r ⊙ h) W_nh beside r ⊙ (h W_nh); what no longer counts is faded.

    Parameters
    ----------
    h, r : array (H,)
        The old state, and the reset gate: 0 or 1 reads best.
    W_nh : array (H, H)
    before, after : array (H,)
        The two results.

    Returns
    -------
    Picture
    """
    shut = [k for k, gate in enumerate(r) if gate == 0]
    sides = []
    for words, how, first, by_rows, result in (
        ("before the product: (r ⊙ h) W", "before", r * h, True, before),
        ("after the product: r ⊙ (h W)", "after", h, False, after),
    ):
        weight = matrix([Block(W_nh, "W_nh", "g")], cell=CELL, part=f"W {how}")
        weight = weight._replace(body=join([weight.body, *_faded(shut, len(h), by_rows)]))
        vector = matrix([Block(first[None], "r⊙h" if by_rows else "h", "h")], cell=CELL, part=f"h {how}")
        gated = matrix([Block(result[None], "result" if by_rows else "r⊙result", "result")], cell=CELL, part=how)
        product = row(vector, operator("·"), weight, operator("="), gated, gap=2)
        sides.append(stack(note(words, 14, COLOURS["g"].text, SANS), product, gap=4)._replace(middle=0.0))
    same = all(abs(one - other) < 1e-12 for one, other in zip(before, after, strict=True))
    verdict = "Both give the same here." if same else "They give different numbers."
    open_ = ", ".join(str(k + 1) for k in range(len(h)) if k not in shut) or "none"
    said = f"r is open in: {open_}. {verdict}"
    rows_go, columns_go = (" rows of W_nh go", " columns") if shut else ("", "")
    words = (
        f"r = [{_listed(r)}], h = [{_listed(h)}]. Before the product{rows_go}: [{_listed(before)}]; "
        f"after it{columns_go}: [{_listed(after)}]. {verdict}"
    )
    whole = stack(row(*sides, gap=34), note(said, 14, INK if not same else MUTED, SANS), gap=8)
    return picture(whole, "The reset before and after the product", words)


def _listed(values):
    return ", ".join(map(show_number, values))


def _faded(shut, H, by_rows):
    """A veil over each row, or each column, of a matrix of cells, and a line through it."""
    for k in shut:
        start, whole = k * CELL, H * CELL
        x, y, width, height = (6, TOP + start, whole, CELL) if by_rows else (6 + start, TOP, CELL, whole)
        yield tag("rect", x=x, y=y, width=width, height=height, fill=CARD, fill_opacity=0.72, data_shut=k + 1)
        line = f"M{x} {y + CELL / 2:g}h{width}" if by_rows else f"M{x + CELL / 2:g} {y}v{height}"
        yield tag("path", d=line, stroke=COLOURS["b"].text, stroke_width=1.5, fill="none")
