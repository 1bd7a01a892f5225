"""A random network of PyTorch: what goes in, what comes out, and the gradient of everything."""

from .cases import Case, draw_inputs, draw_sizes, draw_weight


def draw_options(cell, rng):
    """The options of a torch.nn.RNN, LSTM or GRU; `batched` False is one sequence without a batch axis."""
    options = {"cell": cell, "dtype": str(rng.choice(["float32", "float64"])), **draw_sizes(rng)}
    options |= {"layers": int(rng.choice([1, 1, 2, 3])), "bidirectional": bool(rng.random() < 0.4)}
    options |= {"bias": bool(rng.random() < 0.75), "states": bool(rng.random() < 0.6)}
    if rng.random() < 0.15:
        options |= {"batched": False, "lengths": False, "B": 1}
    else:
        options |= {"batched": True, "lengths": bool(rng.random() < 0.6)}
    if cell == "RNN":
        options["nonlinearity"] = str(rng.choice(["tanh", "relu"]))
    return options


def run(options, rng):
    """A Case: the network of these options with random weights, run forward and backward."""
    import torch

    arrays = draw_inputs(options, 2 if options["bidirectional"] else 1, rng)
    if not options["batched"]:
        arrays = {name: array[0] if name in ("x", "dy") else array[:, 0] for name, array in arrays.items()}
    tensors = {name: torch.tensor(array) for name, array in arrays.items()}
    sources = {name: tensors[name].requires_grad_() for name in ("x", "h0", "c0") if name in tensors}

    network = getattr(torch.nn, options["cell"])(
        options["D"],
        options["H"],
        options["layers"],
        bias=options["bias"],
        batch_first=True,
        bidirectional=options["bidirectional"],
        dtype=getattr(torch, options["dtype"]),
        **{name: options[name] for name in ("nonlinearity",) if name in options},
    )
    for name, weight in network.named_parameters():
        weight.data = torch.tensor(draw_weight(rng, tuple(weight.shape), options["dtype"]))
        tensors[f"weight/{name}"] = sources[name] = weight

    x, start = sources["x"], (sources["h0"], sources["c0"]) if "c0" in sources else sources.get("h0")
    if options["lengths"]:
        x = torch.nn.utils.rnn.pack_padded_sequence(x, tensors["lengths"], batch_first=True, enforce_sorted=False)
    y, end = network(x, start)
    if options["lengths"]:
        y, _ = torch.nn.utils.rnn.pad_packed_sequence(y, batch_first=True, total_length=options["T"])
    results = {"y": y, **dict(zip(("h_n", "c_n"), end if options["cell"] == "LSTM" else [end], strict=False))}

    loss = sum((results[name] * tensors[d]).sum() for name, d in (("y", "dy"), ("c_n", "dc")) if d in tensors)
    loss.backward()
    tensors |= results | {f"grad/{name}": tensor.grad for name, tensor in sources.items()}
    return Case(options, {name: tensor.detach().numpy() for name, tensor in tensors.items()})
