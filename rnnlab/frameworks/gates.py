"""Gate orders: whose gates stand in which order, and the one permutation that leads from any to any."""

import numpy as np

from rnnlab.networks.params import GATES, GRU_GATES

# f, i, o: forget, input and output gate. g: the candidate, elsewhere c (Keras, ONNX) or j (TensorFlow 1).
GATE_ORDER = {
    "rnnlab": GATES,
    "torch": "ifgo",
    "keras": "ifgo",
    "onnx": "iofg",
    "cs231n": "ifog",
    "tf1": "igfo",
}
# r: reset gate. z: update gate, elsewhere u. n: the candidate, elsewhere h or c.
GRU_GATE_ORDER = {"rnnlab": GRU_GATES, "torch": "rzn", "keras": "zrn", "onnx": "zrn", "tf1": "rzn"}
PEEPHOLE_ORDER = {"rnnlab": "fio", "onnx": "iof"}


def reorder_gates(array, source, target, axis=-1):
    """Put the gates of an array, equal blocks side by side along one axis, in another order.

    Parameters
    ----------
    array : array
        Weights or biases, of which `axis` holds one block of H for each gate.
    source, target : str
        The gates as they stand and as they shall stand, a letter for each: "ifgo" to "fiog".
        `GATE_ORDER`, `GRU_GATE_ORDER` and `PEEPHOLE_ORDER` say whose is whose.
    axis : int

    Returns
    -------
    ndarray
        A new array; `array` is not changed.

    Raises
    ------
    ValueError
        Orders that are not of the same letters, each once; or a length that is no multiple of them.
    """
    if len(set(source)) != len(source) or not source or sorted(source) != sorted(target):
        raise ValueError(
            f"source is {source!r} and target is {target!r}, but both must be of the same letters, each once, "
            "such as 'ifgo' and 'fiog'. GATE_ORDER['torch'] is the order of PyTorch."
        )
    array = np.asarray(array)
    if array.shape[axis] % len(source):
        raise ValueError(
            f"array has shape {array.shape}, but its axis {axis} must be a multiple of {len(source)}: "
            f"one block of H for each gate of {source!r}. Is it another axis, or another cell?"
        )
    blocks = np.split(array, len(source), axis)
    return np.concatenate([blocks[source.index(gate)] for gate in target], axis)
