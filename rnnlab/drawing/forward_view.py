"""A sequence going through an RNN: inputs and states over time, and the step that is being computed."""

from rnnlab.drawing.colours import INK
from rnnlab.drawing.layout import paragraph, row, stack
from rnnlab.drawing.legend import legend
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.network import lowered
from rnnlab.drawing.picture import picture
from rnnlab.drawing.rnn_cell import rnn_cell
from rnnlab.drawing.strips import cell_width, strip, time_axis

WIDTH = 610


def draw_forward(x, states, params, t, activation, remark, size=None, wrong=None):
    """Strips of x and of h_0 … h_T, step t framed, and the computation of that step below.

    Parameters
    ----------
    x : array (T, D)
    states : array (T + 1, H)
        h_0 first.
    params : RNNParams
        Its bias is zero.
    t : int, 1 … T
    activation : str
    remark : str
        What is said below: how long a pulse stays, or whose states these are.
    size : (width, height), optional
    wrong : array (T + 1, H) of bool, optional
        The states to mark as wrong.

    Returns
    -------
    Picture
    """
    (T, D), H = x.shape, states.shape[1]
    w, peak = cell_width(T + 1, WIDTH), 1.0 if activation in ("tanh", "sigmoid") else None
    before, now_x, now_h = f"h{lowered(t - 1)}", f"x{lowered(t)}", f"h{lowered(t)}"
    cell = rnn_cell(
        x[t - 1 : t],
        states[t - 1 : t],
        params.W_hh,
        params.W_hx,
        params.b_h if params.b_h.any() else None,
        states[t : t + 1],
        (f"h_{t - 1}", f"x_{t}", f"h_{t}"),
        activation,
        wrong=None if wrong is None else wrong[t : t + 1],
    )
    whole = stack(
        strip(x, "x", mark=t - 1, width=T * w, skip=w),
        strip(states, "h", mark=t, width=WIDTH, peak=peak, also=t - 1, wrong=wrong),
        row(time_axis(T, WIDTH, first=0), legend(), gap=24),
        cell,
        paragraph(remark if params.b_h.any() else f"The bias is zero. {remark}", 14, INK, most=4),
        gap=8,
    )
    words = (
        f"x ({T}, {D}) and h ({T}, {H}) over time, h₀ in front. Step {t} of {T}: {before} and {now_x} give "
        f"{now_h} = [{', '.join(map(show_number, states[t]))}]. {remark}"
    )
    return picture(whole, "A sequence through an RNN", words, *(size or ()))
