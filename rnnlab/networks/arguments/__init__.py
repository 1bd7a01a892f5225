"""Read arguments as float arrays of the right shape, or refuse them in words that teach.

numbers
    what an argument is: floats, a size, a square matrix, one of several names, an rng
shapes
    whether steps, sequences and states fit the weights, and why they may not
"""

from rnnlab.networks.arguments.numbers import as_float, as_size, as_square, read_choice, read_rng
from rnnlab.networks.arguments.shapes import check_kind, read_sequence, read_state, read_step

__all__ = [
    "as_float",
    "as_size",
    "as_square",
    "check_kind",
    "read_choice",
    "read_rng",
    "read_sequence",
    "read_state",
    "read_step",
]
