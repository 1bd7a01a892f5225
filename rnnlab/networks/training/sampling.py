"""Letters drawn from a model, each of them the next input."""

import numpy as np

from rnnlab.networks.activations import softmax
from rnnlab.networks.arguments import as_size, read_rng
from rnnlab.networks.params import LSTMParams
from rnnlab.networks.stacks.forward import FORWARD
from rnnlab.networks.training.read_out import read_out


def sample(model, first, steps, rng, temperature=1.0, h0=None, c0=None):
    """Let a model write: it reads a letter, says how likely each next one is, and reads the one drawn.

    Parameters
    ----------
    model : Model
        It reads one-hot letters and scores the next one: D = K, the size of the alphabet.
    first : int, or ints (N,)
        The letter it begins with, or several that it reads before it goes on alone.
    steps : int
        How many letters are drawn.
    rng : numpy.random.Generator
    temperature : float
        The logits are divided by it: below 1 the likely becomes likelier, above 1 all become alike.
    h0, c0 : array (H,), optional
        The state before the first letter; zeros when missing. c0 is for the LSTM alone.

    Returns
    -------
    ndarray (steps,) of ints
        The letters drawn, without the first.

    Raises
    ------
    TypeError, ValueError
        D and K that differ; a first letter outside the alphabet; a temperature that is not above 0.

    Notes
    -----
    A letter is drawn by counting how many of the cumulative probabilities are at most u, uniform in [0, 1).
    """
    read = np.atleast_1d(first)
    if model.D != model.K:
        raise ValueError(
            f"The model reads D = {model.D} letters and scores K = {model.K}, but what it draws is what it reads next: "
            "both must be the size of one alphabet."
        )
    if read.dtype.kind not in "iu" or read.ndim != 1 or len(read) == 0:
        raise TypeError(f"first is {first!r}, but it must be the number of a letter, or several: 0 … {model.K - 1}.")
    if read.min() < 0 or read.max() >= model.K:
        raise ValueError(f"first is {first!r}, but the letters of this model are 0 … {model.K - 1}: another alphabet?")
    if not 0 < temperature < np.inf:
        raise ValueError(f"temperature is {temperature}, but it must be above 0: near 0 the likeliest letter wins.")
    if c0 is not None and not isinstance(model.cell, LSTMParams):
        raise ValueError(f"c0 is given, but {type(model.cell).__name__} have no cell state.")
    one_hot = np.eye(model.D, dtype=model.W_hy.dtype)
    state = (h0, c0) if isinstance(model.cell, LSTMParams) else (h0,)
    letters = []
    for u in read_rng(rng).random(as_size("steps", steps)):
        trace = FORWARD[type(model.cell)](one_hot[read], model.cell, *state)
        state = [states[-1] for states, _ in zip(trace, state, strict=False)]
        logits = read_out(trace.h[-1:], model)[0] / temperature
        cumulative = np.cumsum(softmax(logits))
        read = [min(int(np.searchsorted(cumulative, u, side="right")), model.K - 1)]  # rounded, they may end below u
        letters += read
    return np.array(letters)
