"""The quantities of an LSTM's step, in their order, and inputs under which each shows in what comes back.

Two results tell of one quantity alone: whatever i and g are, c' with c and c' without c differ by f c.
"""

import numpy as np

from rnnlab.check.exercises import Station

OPEN, SHUT = 40.0, -40.0  # for a sum
H, C = 0, 1  # which of what comes back


def _driven(no_c=False, **sums):
    """Arguments in which the sums of some gates are driven to one end, and c perhaps to 0."""

    def change(arrays):
        b, size = np.copy(arrays["b"]), arrays["b"].size // 4
        for gate, far in sums.items():
            k = "fiog".index(gate)
            b[k * size : (k + 1) * size] += far
        return {"b": b, "c": 0 * arrays["c"] if no_c else arrays["c"]}

    return change


def _ratio(some, all_of_it):
    return some / all_of_it


STATIONS = (
    Station(
        "f",
        "where i is 0, c' with c and without it must differ by f c",
        C,
        (_driven(i=SHUT), _driven(i=SHUT, no_c=True)),
        np.subtract,
    ),
    Station("i", "where f is 0, i must be the share of g in c'", C, (_driven(f=SHUT), _driven(f=SHUT, i=OPEN)), _ratio),
    Station("o", "o must be the share of tanh(c') in h'", H, (_driven(), _driven(o=OPEN)), _ratio),
    Station("g", "where f is 0 and i is 1, c' must be g", C, (_driven(f=SHUT, i=OPEN),)),
    Station("c'", "c' must be f c + i g", C, (_driven(),)),
    Station("h'", "h' must be o tanh(c')", H, (_driven(),)),
)
