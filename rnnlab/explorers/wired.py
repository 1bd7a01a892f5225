"""Cells with one unit whose weights are written by hand, so that they do what four inputs tell them.

The inputs are a value, and three orders: write it, erase what is kept, show what is kept. Each gate listens to
the order that is its own, so what a cell without this gate does can be seen at once.
"""

import numpy as np

from rnnlab.networks.init import init_gru, init_lstm, init_rnn
from rnnlab.networks.params import GRUParams, LSTMParams, RNNParams

NAMES = ("value", "write", "erase", "show")
VALUES = (0.5, 0.6, 0.0, -0.4, 0.4, 0.3, 0.0, 0.0, -0.7, 2.0, -0.5, 0.0)
WRITE, ERASE, SHOW = (2, 5, 10), (8,), (3, 7, 12)
T, D, SURE = len(VALUES), len(NAMES), 8.0  # sigmoid(±8) is 0 or 1 to three decimals


def orders():
    """x (12, 4): the value at each step, and 1 where it is to be written, the cell erased, or shown."""
    x = np.zeros((T, D))
    x[:, 0] = VALUES
    for column, steps in enumerate((WRITE, ERASE, SHOW), start=1):
        x[np.array(steps) - 1, column] = 1.0
    return x


def wired_lstm():
    """f shuts at erase, i opens at write, o at show; g is the value. A peephole opens o where c is large.

    Through R the gate f shuts one step after o was open: what is shown is gone then.
    """
    W, b = np.zeros((1 + D, 4)), SURE * np.array([1.0, -1.0, -1.0, 0.0])
    W[3, 0], W[2, 1], W[4, 2], W[1, 3] = -2 * SURE, 2 * SURE, 2 * SURE, 1.0
    R = np.zeros((3, 3))
    R[2, 0] = -2 * SURE
    return LSTMParams(W, b, p=np.array([0.0, 0.0, 11.0]), R=R)


def wired_gru():
    """z keeps but at write and erase, r shuts at erase; the candidate reads the value and the old state."""
    W, b = np.zeros((1 + D, 3)), SURE * np.array([1.0, 1.0, 0.0])
    W[3, 0], W[2, 1], W[3, 1], W[0, 2], W[1, 2] = -2 * SURE, -2 * SURE, -2 * SURE, 1.0, 1.0
    return GRUParams(W, b)


def wired_rnn():
    """The candidate of the GRU alone: it has no gates to tell anything."""
    return RNNParams(np.array([[1.0], [1.0], [0.0], [0.0], [0.0]]), np.zeros(1))


def random_lstm(H, seed):
    """An untrained LSTM with peepholes and gate recurrence."""
    rng = np.random.default_rng(seed)
    params = init_lstm(D, H, rng)
    return LSTMParams(params.W, params.b, rng.uniform(-1, 1, 3 * H), rng.normal(size=(3 * H, 3 * H)) / np.sqrt(H))


def random_gru(H, seed):
    """An untrained GRU, with a bias where the two resets differ most."""
    rng = np.random.default_rng(seed)
    params = init_gru(D, H, rng)
    return GRUParams(params.W, params.b, rng.uniform(-1, 1, H))


def random_rnn(H, seed):
    """An untrained RNN."""
    return init_rnn(D, H, np.random.default_rng(seed))
