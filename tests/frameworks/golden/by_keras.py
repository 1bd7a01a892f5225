"""A random network of Keras: what goes in, what comes out, and the gradient of everything.

It is run with the backend torch, which takes the gradients. There the product of two float64
arrays is made in float32, so that all cases are float32.
"""

from .cases import Case, draw_inputs, draw_sizes, draw_weight, within


def draw_options(cell, rng):
    """The options of layers of SimpleRNN, LSTM or GRU, all of them alike."""
    options = {"cell": cell, "dtype": "float32", **draw_sizes(rng)}
    options |= {"layers": int(rng.choice([1, 1, 2])), "direction": str(rng.choice(["forward", "both", "backward"]))}
    options |= {"use_bias": bool(rng.random() < 0.75), "states": bool(rng.random() < 0.6)}
    options["lengths"] = options["direction"] != "backward" and bool(rng.random() < 0.6)
    if cell == "RNN":
        options["activation"] = str(rng.choice(["tanh", "relu"]))
    if cell == "GRU":
        options["reset_after"] = bool(rng.random() < 0.5)
    return options


def run(options, rng):
    """A Case: the network of these options with random weights, run forward and backward."""
    import keras
    import torch

    both, backward = options["direction"] == "both", options["direction"] == "backward"
    arrays = draw_inputs(options, 2 if both else 1, rng)
    tensors = {name: torch.tensor(array) for name, array in arrays.items()}
    sources = {name: tensors[name].requires_grad_() for name in ("x", "h0", "c0") if name in tensors}
    mask = torch.tensor(within(arrays["lengths"], options["T"])[..., 0]) if options["lengths"] else None
    states = ["h", "c"] if options["cell"] == "LSTM" else ["h"]
    starts = (
        [s for pair in zip(*(sources[f"{name}0"] for name in states), strict=True) for s in pair]
        if options["states"]
        else []
    )

    kind = getattr(keras.layers, "SimpleRNN" if options["cell"] == "RNN" else options["cell"])
    kept = {name: options[name] for name in ("use_bias", "activation", "reset_after") if name in options}
    y, ends = sources["x"], []
    for n in range(options["layers"]):
        layer = kind(options["H"], return_sequences=True, return_state=True, go_backwards=backward, **kept)
        layer = keras.layers.Bidirectional(layer) if both else layer
        layer.build(y.shape)
        layer.set_weights([draw_weight(rng, weight.shape, options["dtype"]) for weight in layer.weights])
        for k, weight in enumerate(layer.weights):
            side = ("forward/", "backward/")[k * 2 // len(layer.weights)] if both else ""
            tensors[f"weight/{n}/{side}{weight.name}"] = sources[f"{n}/{side}{weight.name}"] = weight.value
        own = len(states) * (2 if both else 1)
        y, *end = layer(y, initial_state=starts[n * own : (n + 1) * own] or None, mask=mask)
        y = y.flip(1) if backward else y  # Keras leaves the steps in the order in which it took them
        ends += end
    results = {"y": y, **{f"{name}_n": torch.stack(ends[k :: len(states)]) for k, name in enumerate(states)}}

    loss = sum((results[name] * tensors[d]).sum() for name, d in (("y", "dy"), ("c_n", "dc")) if d in tensors)
    loss.backward()
    tensors |= results | {f"grad/{name}": tensor.grad for name, tensor in sources.items()}
    return Case(options, {name: tensor.detach().numpy() for name, tensor in tensors.items()})
