"""Read arguments as float arrays of the right shape, or refuse them in words that teach."""

from rnnlab.networks.arguments.numbers import as_float, as_size, as_square, read_choice
from rnnlab.networks.arguments.shapes import check_kind, read_sequence, read_state, read_step

__all__ = ["as_float", "as_size", "as_square", "check_kind", "read_choice", "read_sequence", "read_state", "read_step"]
