"""The gradient of the weights over all steps: a sum of small matrices, and one product of the stacked steps."""

from rnnlab.drawing.colours import MUTED, WAITING
from rnnlab.drawing.layout import SANS, note, operator, row, stack
from rnnlab.drawing.matrix import GAP, TOP, Block, largest, matrix, show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import join, tag

SMALL, SIGN, APART, MOST = 28, 14, 36, 860


def draw_gradient_sum(steps, hx, dz, total, H, n):
    """dW_1 + … + dW_T, and the product of all [h, x], turned, with all dz, n steps of it.

    Parameters
    ----------
    steps : array (T, H + D, H)
        dW of each step.
    hx : array (T * B, H + D)
        The rows [h, x] of all steps and examples, step after step.
    dz : array (T * B, H)
    total : array (H + D, H)
        dW of the first n steps.
    H : int
    n : int
        So many steps are in the sum; the others wait.

    Returns
    -------
    Picture
    """
    T, B = len(steps), len(dz) // len(steps)
    peak, terms = largest(*steps), []
    for t, dW in enumerate(steps, start=1):
        used = None if t <= n else 0
        terms += [operator("+", SIGN)] * (t > 1)
        terms.append(matrix(_blocks(dW, H, f"dW_{t}"), axis=0, cell=SMALL, part=f"dW{t}", used=used, peak=peak))
    result = matrix(_blocks(total, H, "dW_h"), axis=0, cell=SMALL, part="sum")
    product = row(
        _turned(hx, H, n * B),
        operator("·", SIGN),
        matrix([Block(dz, "dz", "result")], axis=0, cell=SMALL, part="dz", used=n * B),
        operator("=", SIGN),
        matrix(_blocks(total, H, "dW_h"), axis=0, cell=SMALL, part="product"),
        gap=4,
    )
    count = f"{n} of {T} steps"
    added = stack(_said(f"the sum over the steps, {count}"), row(*terms, operator("=", SIGN), result, gap=4), gap=4)
    stacked = stack(_said(f"one product of the stacked steps, {count}"), product, gap=4)
    beside = added.width + stacked.width + APART <= MOST
    level = (part._replace(middle=0.0) for part in (added, stacked))
    whole = row(*level, gap=APART) if beside else stack(added, stacked, gap=4)
    stacks = f"[h, x] turned, ({H}+{hx.shape[1] - H}) × {T * B}, times dz, {T * B} × {H}"
    words = (
        f"{count}: the sum of the dW, and the product of the stacks, {stacks}. "
        f"Both give {', '.join(show_number(value) for value in total.flat)}."
    )
    return picture(whole, "A sum over the steps is one product", words)


def _turned(hx, H, used):
    """The stacked rows [h, x] as columns; those that are not used yet are grey."""
    part = matrix([Block(hx[:, :H].T, "h^⊤", "h"), Block(hx[:, H:].T, "x^⊤", "x")], axis=0, cell=SMALL, part="hx")
    rest, high = (len(hx) - used) * SMALL, hx.shape[1] * SMALL + GAP
    x = (part.width + len(hx) * SMALL) / 2 - rest
    cover = tag(
        "rect", x=x, y=TOP, width=rest, height=high, fill=WAITING, fill_opacity="0.75", data_waiting=len(hx) - used
    )
    return part._replace(body=join([part.body, cover])) if rest else part


def _blocks(dW, H, name):
    return [Block(dW[:H], name, "h"), Block(dW[H:], "", "x")]


def _said(text):
    return note(text, 13, MUTED, SANS, 6.8 * len(text))
