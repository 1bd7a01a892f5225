"""The same training in PyTorch, where it is installed: same start, same batches, the same loss after every step.

Skipped without it, unless the environment variable RNNLAB_PARITY names torch: then that is a failure.
"""

import importlib
import os
from itertools import islice

import numpy as np
import pytest

from rnnlab import Stack, batches, init_gru, init_lstm, init_model, init_rnn, train
from rnnlab.frameworks import to_torch

STEPS, LIMIT = 200, 0.12  # in some steps the gradient is clipped, in some it is not
CELLS = {"RNN": init_rnn, "LSTM": init_lstm, "GRU": init_gru}


@pytest.fixture(scope="module")
def torch():
    if "torch" in os.environ.get("RNNLAB_PARITY", ""):
        return importlib.import_module("torch")
    return pytest.importorskip("torch", reason="torch is not installed, nor required by RNNLAB_PARITY")


def draw(cell, ragged):
    """A model, and STEPS batches for it: letters, of which each step asks for the one before."""
    rng = np.random.default_rng(7)
    model = init_model(CELLS[cell](5, 8, rng), 5, rng)
    letters = [rng.integers(5, size=rng.integers(4, 13) if ragged else 12) for _ in range(90)]
    x, targets = [np.eye(5)[word] for word in letters], [np.roll(word, 1) for word in letters]
    mask = [rng.random(len(word)) < 0.7 for word in letters] if ragged else None
    for scored in mask or []:
        scored[-1] = True
    return model, list(islice(batches(x, targets, 16, rng, mask=mask), STEPS))


def train_in_torch(torch, cell, model, given, rate, limit):
    """The loss of every batch, and the weights after the last."""
    net = getattr(torch.nn, cell)(model.D, model.H, batch_first=True, dtype=torch.float64)
    net.load_state_dict({name: torch.tensor(array) for name, array in to_torch(Stack([model.cell])).items()})
    read_out = torch.nn.Linear(model.H, model.K, dtype=torch.float64)
    read_out.load_state_dict({"weight": torch.tensor(model.W_hy.T), "bias": torch.tensor(model.b_y)})
    if cell != "GRU":  # it adds two biases where we have one: the second stays as it is
        net.bias_hh_l0.requires_grad_(False)
    else:  # of the second, only the candidate's part has a name of its own
        net.bias_hh_l0.register_hook(lambda d: torch.cat([torch.zeros_like(d[: 2 * model.H]), d[2 * model.H :]]))
    arrays = [array for array in [*net.parameters(), *read_out.parameters()] if array.requires_grad]
    rule = torch.optim.Adam(arrays, lr=rate)
    losses = []
    for batch in given:
        targets = torch.tensor(np.where(batch.mask, batch.targets, -100))
        logits = read_out(net(torch.tensor(batch.x))[0])
        loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=-100)
        rule.zero_grad()
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(arrays, torch.inf)  # the norm alone: it clips to limit / (norm + 1e-6)
        for array in arrays if norm > limit else []:
            array.grad *= limit / norm
        rule.step()
        losses.append(loss.item())
    return losses, net.weight_hh_l0.detach().numpy()


@pytest.mark.parametrize("ragged", [False, True], ids=["one length", "ragged"])
@pytest.mark.parametrize("cell", CELLS)
def test_200_steps_have_the_losses_of_pytorch(torch, cell, ragged):
    model, given = draw(cell, ragged)
    records = list(train(model, given, rate=0.01, limit=LIMIT))
    theirs, weights = train_in_torch(torch, cell, model, given, 0.01, LIMIT)
    ours = [record.loss for record in records]
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=0)
    np.testing.assert_allclose(to_torch(Stack([records[-1].model.cell]))["weight_hh_l0"], weights, rtol=1e-7, atol=1e-9)
    assert ours[-1] < 0.7 * ours[0]
    assert any(record.norm > LIMIT for record in records)
    assert any(record.norm < LIMIT for record in records)
