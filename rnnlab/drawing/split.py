"""The backward of a join: what comes back for [h, x] is one array, and it is split where h and x were joined."""

from rnnlab.drawing.colours import INK, MUTED
from rnnlab.drawing.layout import Part, note, operator, row, stack
from rnnlab.drawing.matrix import GAP, TOP, Block, largest, matrix, show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import join, tag

CELL, SPARSE, MOST = 31, 44, 860


def draw_split(dz, W_hh, W_hx, dh, dx):
    """dz · W_h⊤ = [dh | dx], and its two parts: in one line, read from right to left, where that fits.

    Parameters
    ----------
    dz : array (B, H)
    W_hh : array (H, H)
    W_hx : array (D, H)
        In row form; drawn turned, beside each other.
    dh : array (B, H)
    dx : array (B, D)

    Returns
    -------
    Picture
    """
    (B, H), D = dz.shape, dx.shape[1]
    peak, cell = largest(dh, dx), SPARSE if H == D == 1 else CELL  # there two names have the room of two cells
    parts = [
        matrix([Block(dh, "dh_prev", "h")], cell=cell, peak=peak, part="dh"),
        matrix([Block(dx, "dx", "x")], cell=cell, peak=peak, part="dx"),
    ]
    turned = [Block(W_hh.T, "W_hh^⊤", "h"), Block(W_hx.T, "W_hx^⊤", "x")]
    back = [Block(dz, "dz", "result")]
    product = [
        operator("=", 20),
        matrix(back, cell=cell, part="dz"),
        operator("·", 20),
        matrix(turned, cell=cell, part="W_h"),
    ]
    whole = row(row(*parts, gap=16), operator("←", 36), _joined(dh, dx, peak, cell), *product, gap=6)
    if whole.width > MOST:
        first = row(_joined(dh, dx, peak, cell), *product, gap=6)
        whole = stack(first, row(*parts, gap=16), gap=4)
    whole = stack(whole, note(f"dh_prev, dx = np.split(dz @ W_h.T, [{H}], axis=-1)", 14, INK), gap=4)
    words = (
        f"dz, {B} × {H}, times W_h turned, {H} × ({H}+{D}), is split after column {H}: dh_prev, {B} × {H}, and dx, "
        f"{B} × {D}. First row: {', '.join(show_number(value) for value in (*dh[0], *dx[0]))}."
    )
    return picture(whole, "The backward of a join is a split", words)


def _joined(dh, dx, peak, cell):
    """[dh, dx] with a dashed line between its blocks."""
    (B, H), D = dh.shape, dx.shape[1]
    part = matrix([Block(dh, "dh_prev", "h"), Block(dx, "dx", "x")], cell=cell, peak=peak, part="dhx")
    x = (part.width - (H + D) * cell - GAP) / 2 + H * cell + GAP / 2
    line = tag(
        "path", d=f"M{x:g} {TOP - 4}V{TOP + B * cell + 6}", stroke=MUTED, stroke_width=1.5, stroke_dasharray="5 3"
    )
    return Part(join([part.body, line]), part.width, part.height, part.middle)
