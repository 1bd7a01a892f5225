"""Training: how many steps a second, of forward, loss, backward, clipping and Adam, ours and PyTorch's in turns."""

from itertools import repeat

import numpy as np

from benchmarks.contenders import torch
from benchmarks.speed import DTYPES, take_turns
from rnnlab import Batch, Stack, init_gru, init_lstm, init_model, init_rnn, train
from rnnlab.frameworks import to_torch

CELLS = {"RNN": init_rnn, "LSTM": init_lstm, "GRU": init_gru}
B, D, H = 32, 8, 16  # the lecture's: letters of an alphabet of D, the next one asked for at every step
STEPS = 20, 60
RATE, LIMIT = 1e-3, 1.0


def training(rounds=15, calls=5):
    """One row for each cell, length and dtype: steps a second, and how many times ours are PyTorch's."""
    rows = []
    for cell in CELLS:
        for T in STEPS:
            for name, dtype in DTYPES.items():
                functions = contenders(cell, T, dtype)
                rates = {who: 1 / seconds for who, seconds in take_turns(functions, rounds, calls).items()}
                row = {"cell": cell, "T": T, "dtype": name, **{who: round(rate) for who, rate in rates.items()}}
                others = [rate for who, rate in rates.items() if who != "rnnlab"]
                row["ours / the better"] = round(rates["rnnlab"] / max(others), 2) if others else "–"
                rows.append(row)
    return rows


def contenders(cell, T, dtype):
    """Functions without arguments, by contender, that take one step and return its loss; all begin alike."""
    rng = np.random.default_rng(0)
    model = init_model(CELLS[cell](D, H, rng, dtype=dtype), D, rng)
    letters = rng.integers(D, size=(B, T + 1))
    batch = Batch(np.eye(D, dtype=dtype)[letters[:, :-1]], letters[:, 1:])
    steps = train(model, repeat(batch), rate=RATE, limit=LIMIT)
    functions = {"rnnlab": lambda: next(steps).loss}
    if torch is not None:
        functions["PyTorch"] = step_in_torch(cell, model, batch)
        functions["PyTorch, fused Adam"] = step_in_torch(cell, model, batch, fused=True)
    losses = [[function() for _ in range(3)] for function in functions.values()]
    np.testing.assert_allclose(losses, losses[:1] * len(losses), rtol=1e-3, err_msg="the contenders disagree")
    return functions


def step_in_torch(cell, model, batch, **options):
    """The same step as most would write it in PyTorch; `options` are those of its Adam."""
    x, targets = torch.from_numpy(batch.x), torch.from_numpy(batch.targets).flatten()
    net = getattr(torch.nn, cell)(D, H, batch_first=True, dtype=x.dtype)
    net.load_state_dict({name: torch.tensor(array) for name, array in to_torch(Stack([model.cell])).items()})
    read_out = torch.nn.Linear(H, D, dtype=x.dtype)
    read_out.load_state_dict({"weight": torch.tensor(model.W_hy.T), "bias": torch.tensor(model.b_y)})
    arrays = [*net.parameters(), *read_out.parameters()]
    rule = torch.optim.Adam(arrays, lr=RATE, **options)

    def step():
        rule.zero_grad()
        loss = torch.nn.functional.cross_entropy(read_out(net(x)[0]).flatten(0, 1), targets)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(arrays, LIMIT)
        rule.step()
        return loss.item()

    return step
