"""One call for each exercise, and one for all pieces of the museum."""

from rnnlab.check.diagnosis import SECONDS, diagnose
from rnnlab.check.museum import judge_assertion
from rnnlab.check.record import EXERCISES, remember


def join_weights(function, seconds=SECONDS):
    """Lecture 1: function(W_hh, W_hx) joins (H, H) and (H, D) to W_h (H, H + D), in column form."""
    return remember(diagnose(EXERCISES["join_weights"], function, seconds))


def join_state(function, seconds=SECONDS):
    """Lecture 1: function(h, x) stacks (H, B) on (D, B) to [h ; x] (H + D, B), in column form."""
    return remember(diagnose(EXERCISES["join_state"], function, seconds))


def formula_1(function, seconds=SECONDS):
    """Lecture 2: function(W_hh, W_hx, h, x, b, phi) is φ(W_h [h ; x] + b) (H, B), in column form."""
    return remember(diagnose(EXERCISES["formula_1"], function, seconds))


def formula_2(function, seconds=SECONDS):
    """Lecture 2: function(W_hh, W_hx, h, x, b, phi) is φ(W_hh h + W_hx x + b) (H, B), in column form."""
    return remember(diagnose(EXERCISES["formula_2"], function, seconds))


def rnn_step(function, seconds=SECONDS):
    """Lecture 3: function(x, h, W_h, b_h) is the next state tanh([h, x] W_h + b_h) (B, H).

    (x, h, params) and the classic lab's (x, h, s, W_h, b_h) are taken too.
    """
    return remember(diagnose(EXERCISES["rnn_step"], function, seconds))


def rnn_forward(function, seconds=SECONDS):
    """Lecture 3: function(x, h0, W_h, b_h) gives every state (B, T, H) for a sequence x (B, T, D).

    (x, params, h0) and the classic lab's (x, h0, s, W_h, b_h) are taken too.
    """
    return remember(diagnose(EXERCISES["rnn_forward"], function, seconds))


def lstm_step(function, seconds=SECONDS):
    """Lecture 4: function(x, h, c, W, b) gives the next h, c (B, H); the gates in W stand as f, i, o, g.

    (x, h, c, params) is taken too.
    """
    return remember(diagnose(EXERCISES["lstm_step"], function, seconds))


def lstm_as_rnn(function, seconds=SECONDS):
    """Lecture 4: function(x, h, c, W_g, b_g) is an LSTM's step with f = 0, i = 1, o = 1 and no output tanh."""
    return remember(diagnose(EXERCISES["lstm_as_rnn"], function, seconds))


def half_life(function, seconds=SECONDS):
    """Lecture 5: function(rate) gives the steps until a half is left, for an array of rates (H,)."""
    return remember(diagnose(EXERCISES["half_life"], function, seconds))


def spectral_scaling(function, seconds=SECONDS):
    """Lecture 5: function(W_hh, radius) gives W_hh (H, H) times the number that makes this its spectral radius."""
    return remember(diagnose(EXERCISES["spectral_scaling"], function, seconds))


def rnn_backward_step(function, seconds=SECONDS):
    """Lecture 6: function(dh, dh_next, x, h_prev, h, W_h) gives dx (B, D), dh_prev (B, H), dW_h (H + D, H), db_h (H,).

    dh comes from the loss at this step, dh_next is what the next step hands back.
    """
    return remember(diagnose(EXERCISES["rnn_backward_step"], function, seconds))


def rnn_backward(function, seconds=SECONDS):
    """Lecture 6: function(dh, x, h0, h, W_h), with dh and h (B, T, H), gives dx (B, T, D), dh0 (B, H), dW_h, db_h."""
    return remember(diagnose(EXERCISES["rnn_backward"], function, seconds))


def lstm_backward_step(function, seconds=SECONDS):
    """Lecture 6: function(dh, dc, c_prev, c, f, i, o, g) gives dz (B, 4H), blocks f, i, o, g, and dc_prev (B, H).

    dh is all that comes back to h; dc is what the next step hands back to c.
    """
    return remember(diagnose(EXERCISES["lstm_backward_step"], function, seconds))


def clip(function, seconds=SECONDS):
    """Lecture 6: function(dW, db, limit) scales both together: the norm of all numbers is at most limit."""
    return remember(diagnose(EXERCISES["clip"], function, seconds))


def gru_step(function, seconds=SECONDS):
    """Lecture 7: function(x, h, W, b, b_hn) is the next state of a GRU (B, H), its reset after the product.

    The blocks of W and b stand as r, z, n. (x, h, params) is taken too.
    """
    return remember(diagnose(EXERCISES["gru_step"], function, seconds))


def reorder(function, seconds=SECONDS):
    """Lecture 7: function(W, b) puts blocks that stand as i, f, g, o in the order f, i, o, g."""
    return remember(diagnose(EXERCISES["reorder"], function, seconds))


def cross_entropy(function, seconds=SECONDS):
    """Lecture 8: function(logits, targets, lengths) is the mean of −log p over the steps that count, a number."""
    return remember(diagnose(EXERCISES["cross_entropy"], function, seconds))


def adam_step(function, seconds=SECONDS):
    """Lecture 8: function(w, dw, m, v, step, rate) gives the next w, m, v; step counts from 1."""
    return remember(diagnose(EXERCISES["adam_step"], function, seconds))


def sample(function, seconds=SECONDS):
    """Lecture 8: function(first, h0, W_h, b_h, W_hy, b_y, temperature, u) draws a letter for each u (N,)."""
    return remember(diagnose(EXERCISES["sample"], function, seconds))


def connectivity(function, seconds=SECONDS):
    """Lecture 9: function(x, h0, W_h, b_h, t, unit) gives, for each row s of x, the norm of ∂h[t, unit] / ∂x[s] (T,).

    x (T, D) is one sequence, h0 (H,) the state before it.
    """
    return remember(diagnose(EXERCISES["connectivity"], function, seconds))


def hold_unit(function, seconds=SECONDS):
    """Lecture 9: function(W, b, unit) gives an LSTM's W, b in which f is 1 and i is 0 for one unit, whatever comes in.

    The blocks of W and b stand as f, i, o, g. Every bias that does it is right.
    """
    return remember(diagnose(EXERCISES["hold_unit"], function, seconds))


def museum(piece, assertion, right, wrong, seconds=SECONDS):
    """A famous bug: assertion(function) must hold for `right` and fail for `wrong`.

    Raises
    ------
    ValueError
        A piece that is not in the museum.
    """
    return remember(judge_assertion(piece, assertion, right, wrong, seconds))
