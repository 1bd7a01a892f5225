"""Real data that is small enough to ship, and tasks that are made from a seed.

sunspots.csv
    yearly sunspot numbers, 1700 to 2008
torch_lstm.npz
    a small LSTM of PyTorch, and what it computed
letter_model.npz
    an LSTM that has learnt names and brackets
elements, name_lists
    the names of the chemical elements; lines made of them, with brackets
reber, adding, temporal_order
    tasks with a long gap: a grammar, a sum, an order
letters
    words as arrays, of different lengths in one batch
requests
    what a task is asked for
"""

from pathlib import Path

import numpy as np

from rnnlab.datasets.adding import adding_problem
from rnnlab.datasets.elements import ELEMENTS
from rnnlab.datasets.letters import letter_indices, next_letters, one_hot
from rnnlab.datasets.name_lists import LINE_LETTERS, name_lists
from rnnlab.datasets.reber import REBER_LETTERS, may_follow, reber_words
from rnnlab.datasets.temporal_order import ORDER_LETTERS, ORDERS, temporal_order

LETTER_MODEL = Path(__file__).with_name("letter_model.npz")
"""An LSTM and its read-out that say the next letter of `name_lists`, D = K = 28, H = 32, float32, in one file under
the names of PyTorch: made by `python -m rnnlab.explorers.letter_model`."""

__all__ = [
    "ELEMENTS",
    "LETTER_MODEL",
    "LINE_LETTERS",
    "ORDERS",
    "ORDER_LETTERS",
    "REBER_LETTERS",
    "adding_problem",
    "letter_indices",
    "load_sunspots",
    "load_torch_lstm",
    "may_follow",
    "name_lists",
    "next_letters",
    "one_hot",
    "reber_words",
    "temporal_order",
]


def load_sunspots():
    """The yearly mean sunspot numbers from 1700 to 2008.

    Returns
    -------
    years : ndarray (309,) of int
    numbers : ndarray (309,) of float
        Yearly means of the daily sunspot number, version 1 of the series.

    Notes
    -----
    Source: WDC-SILSO, Royal Observatory of Belgium, Brussels; the figures as statsmodels
    (`datasets/sunspots`, public domain) holds them. The file names the source in its first lines.
    """
    years, numbers = np.loadtxt(Path(__file__).with_name("sunspots.csv"), delimiter=",", unpack=True)
    return years.astype(int), numbers


def load_torch_lstm():
    """A small LSTM as PyTorch saved it, and what PyTorch computed with it.

    Returns
    -------
    weights : dict of ndarray
        The state dict of a torch.nn.LSTM with D = 3 and H = 4, under PyTorch's names and in its order.
    x : ndarray (5, 3)
        One sequence.
    h : ndarray (5, 4)
        The states that PyTorch computed from it, beginning with zeros.

    Notes
    -----
    Source: random weights and numbers of torch 2.13.0, made by `tests/frameworks/golden/lecture.py`.
    """
    with np.load(Path(__file__).with_name("torch_lstm.npz"), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    weights = {name: array for name, array in arrays.items() if name.startswith(("weight", "bias"))}
    return weights, arrays["x"], arrays["h"]
