"""Lecture 3: words read letter by letter, by one untrained network."""

from functools import lru_cache

import numpy as np

from rnnlab.drawing.batch import draw_batch
from rnnlab.drawing.buffer import draw_buffer
from rnnlab.drawing.cut import draw_cut
from rnnlab.drawing.network import draw_network
from rnnlab.drawing.rnn_cell import draw_rnn_cell
from rnnlab.drawing.strips import draw_strips
from rnnlab.explorers.controls import choice, steps_T, time_t
from rnnlab.explorers.explorer import Explorer
from rnnlab.networks.init import init_rnn
from rnnlab.networks.params import RNNParams
from rnnlab.networks.sequences import rnn_forward

LETTERS, WORDS, TEXT, H = "elrv", ("level", "lever", "revel"), "level lever revel level ", 3
WIDTH = 900


def one_hot(text):
    """x (T, D): each letter of the text has a 1 in the column of that letter of LETTERS; a blank has none."""
    return np.array([[float(letter == sign) for letter in LETTERS] for sign in text]).reshape(len(text), len(LETTERS))


@lru_cache(maxsize=1)
def reader():
    """The network that reads: D = 4 letters, H = 3 units, weights drawn once and never trained."""
    params = RNNParams(init_rnn(len(LETTERS), H, np.random.default_rng(3)).W_h, np.array([0.1, -0.2, 0.3]))
    for array in (params.W_h, params.b_h):
        array.flags.writeable = False
    return params


def with_start(h, h0):
    """The states (T + 1, H) with the start in front."""
    return np.concatenate([h0[None], h])


def explore_reading(show=None, **start):
    """A text going through the network letter by letter: its length, the step, and two ways to draw the network.

    Parameters
    ----------
    show : tuple of names, optional
        The controls on the page, in this order; those that are not keep their starting value.
    **start : starting values
        T, network, t.

    Returns
    -------
    Explorer
    """
    controls = dict(T=steps_T(11), network=choice("network", ("unrolled", "folded")), t=time_t(3))

    def fit(controls, moved):
        controls["t"].max = controls["T"].value

    return Explorer(draw_reading, controls, show, start, adjust=fit, width=WIDTH)


def draw_reading(T, network, t):
    """The first T letters of TEXT in the network, at step t."""
    x, h0 = one_hot(TEXT[:T]), np.zeros(H)
    folded = network == "folded"
    return draw_network(x, rnn_forward(x, reader(), h0), h0, min(t, T), TEXT[:T], LETTERS, folded)


def draw_unit(t, unit):
    """One step of the first word, and how one unit of the new state is made."""
    x, params = one_hot(WORDS[0]), reader()
    states = with_start(rnn_forward(x, params), np.zeros(H))
    step = x[t - 1 : t], states[t - 1 : t], params.W_hh, params.W_hx, params.b_h, states[t : t + 1]
    return draw_rnn_cell(*step, unit=unit - 1, names=(f"h_{t - 1}", f"x_{t}", f"h_{t}"))


def draw_words(B, t):
    """The first B words as a batch, at step t."""
    x, h0 = np.stack([one_hot(word) for word in WORDS[:B]]), np.zeros((B, H))
    return draw_batch(x, rnn_forward(x, reader(), h0), h0, t, WORDS[:B])


def draw_halves(cut, handed):
    """Two words in one go, and cut after so many letters."""
    x, h0, params = one_hot(TEXT[:11]), np.zeros(H), reader()
    first = with_start(rnn_forward(x[:cut], params, h0), h0)
    start = first[-1] if handed else h0
    second = with_start(rnn_forward(x[cut:], params, start), start)
    return draw_cut(with_start(rnn_forward(x, params, h0), h0), first, second, handed, TEXT[:11])


def draw_starts(radius):
    """One text read from two starts that are far apart, by a network of this spectral radius."""
    x, params = one_hot(TEXT[:12]), init_rnn(len(LETTERS), H, np.random.default_rng(3), spectral_radius=radius)
    A, B = (with_start(rnn_forward(x, params, h0), h0) for h0 in (np.full(H, 0.9), np.full(H, -0.9)))
    last = np.abs(A - B)[-1].max()
    title = f"Two starts, one input, radius {radius:.2f}: {last:.2f} apart after 12 steps"
    return draw_strips(title, first=0, A=A, B=B, apart=A - B)


def draw_slabs(t):
    """The buffer of the first word, at pass t of the loop."""
    x, h0 = one_hot(WORDS[0]), np.zeros(H)
    return draw_buffer(x, rnn_forward(x, reader(), h0), h0, t)
