"""Who takes part: rnnlab, the textbook loop, and what is installed of PyTorch and onnxruntime.

All of them are given the same weights and the same x, and must agree before they are timed.
"""

from contextlib import suppress

import numpy as np

import rnnlab
from benchmarks import textbook
from rnnlab import GRUParams, LSTMParams, RNNParams, Stack
from rnnlab.frameworks import to_onnx, to_torch

torch = onnx = onnxruntime = None
with suppress(ImportError):
    import torch
with suppress(ImportError):
    import onnx
    import onnxruntime

CELLS = {
    "RNN": (RNNParams, rnnlab.rnn_forward, rnnlab.rnn_backward, textbook.rnn, 1),
    "GRU": (GRUParams, rnnlab.gru_forward, rnnlab.gru_backward, textbook.gru, 3),
    "LSTM": (LSTMParams, rnnlab.lstm_forward, rnnlab.lstm_backward, textbook.lstm, 4),
}


def draw(cell, B, T, D, H, dtype):
    """x (B, T, D), weights, and dh (B, T, H), scaled so that no gate is stuck."""
    rng = np.random.default_rng(0)
    kind, *_, gates = CELLS[cell]
    W = rng.standard_normal((H + D, gates * H)).astype(dtype) / dtype(np.sqrt(H + D))
    b = rng.standard_normal(gates * H).astype(dtype)
    params = kind(W, b, *([rng.standard_normal(H).astype(dtype)] if cell == "GRU" else []))
    return rng.standard_normal((B, T, D)).astype(dtype), params, rng.standard_normal((B, T, H)).astype(dtype)


def forward(cell, x, params):
    """Functions without arguments, by contender, that run a sequence forward; all give the same states."""
    _, ours, _, loop, _ = CELLS[cell]
    functions = {"rnnlab": lambda: ours(x, params), "textbook": lambda: loop(x, params)}
    if torch is not None:
        module, x_torch = _torch_module(cell, x, params)

        def inference():
            with torch.inference_mode():
                return module(x_torch)[0].numpy()

        functions["PyTorch"] = inference
    if onnxruntime is not None and x.dtype == np.float32:
        functions["onnxruntime"] = _onnx_session(cell, x, params)
    states = _states(functions["rnnlab"]())
    for name, function in functions.items():
        np.testing.assert_allclose(_states(function()), states, rtol=1e-3, atol=1e-4, err_msg=f"{name} disagrees")
    return functions


def training(cell, x, params, dh):
    """The same for a run forward and back, to the gradients of x and of all weights."""
    _, ours, backward, _, _ = CELLS[cell]
    functions = {"rnnlab": lambda: backward(dh, x, params, ours(x, params))}
    if torch is not None:
        module, x_torch = _torch_module(cell, x, params)
        x_torch.requires_grad_(True)
        dh_torch = torch.from_numpy(dh)

        def autograd():
            module.zero_grad()
            x_torch.grad = None
            module(x_torch)[0].backward(dh_torch)
            return x_torch.grad.numpy()

        functions["PyTorch"] = autograd
        np.testing.assert_allclose(autograd(), functions["rnnlab"]().x, rtol=1e-3, atol=1e-4)
    return functions


def _states(result):
    return getattr(result, "h", result)


def _torch_module(cell, x, params):
    module = getattr(torch.nn, cell)(params.D, params.H, batch_first=True, dtype=torch.from_numpy(x).dtype)
    module.load_state_dict({name: torch.from_numpy(array) for name, array in to_torch(Stack([params])).items()})
    return module, torch.from_numpy(x)


def _onnx_session(cell, x, params):
    weights = to_onnx(Stack([params]))
    arrays = {name: weights[name] for name in ("W", "R", "B")}
    attributes = {"linear_before_reset": 1} if cell == "GRU" else {}
    node = onnx.helper.make_node(cell, ["x", *arrays], ["y"], hidden_size=params.H, **attributes)
    B, T, D = x.shape
    graph = onnx.helper.make_graph(
        [node],
        cell,
        [onnx.helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT, [T, B, D])],
        [onnx.helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT, [T, 1, B, params.H])],
        [onnx.numpy_helper.from_array(array, name) for name, array in arrays.items()],
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 14)], ir_version=8)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    feed = {"x": np.ascontiguousarray(x.swapaxes(0, 1))}
    return lambda: session.run(None, feed)[0][:, 0].swapaxes(0, 1)
