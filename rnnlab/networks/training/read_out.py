"""What a model says at every step of a sequence."""

from rnnlab.networks.stacks.forward import FORWARD


def run_model(x, model, lengths=None):
    """Every output of a model over a sequence, and what the cell computed on the way.

    Parameters
    ----------
    x : array (B, T, D), or (T, D)
    model : Model
    lengths : whole numbers (B,), or one, optional
        As in `rnn_forward`: past the end the states, and so the outputs, repeat the last one.

    Returns
    -------
    y : ndarray (B, T, K), or (T, K)
        y = h W_hy + b_y.
    trace : LSTMTrace, GRUTrace, or RNNTrace
        What the cell's forward function returned; the states are trace.h for every cell.

    Raises
    ------
    TypeError, ValueError
        As `rnn_forward`.
    """
    trace = FORWARD[type(model.cell)](x, model.cell, lengths=lengths)
    return read_out(trace.h, model), trace


def read_out(h, model):
    """y = h W_hy + b_y of states (B, T, H) or (T, H), in one product of all steps of all examples.

    It is taken transposed, y⊤ = W_hy⊤ h⊤ + b_y, features first, as the states lie in memory.
    """
    columns = model.W_hy.T.dot(h.T.reshape(model.H, -1))
    columns += model.b_y[:, None]
    return columns.reshape(model.K, *h.T.shape[1:]).T
