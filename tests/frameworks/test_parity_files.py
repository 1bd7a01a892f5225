"""Files and state dicts that PyTorch itself writes, here and now: read, or refused with a way out that works.

Skipped without it, unless the environment variable RNNLAB_PARITY names torch: then that is a failure.
"""

import importlib
import os
import warnings

import numpy as np
import pytest

from rnnlab import stack_forward
from rnnlab.frameworks import from_torch, list_layers, load_weights


@pytest.fixture(scope="module")
def torch():
    if "torch" in os.environ.get("RNNLAB_PARITY", ""):
        return importlib.import_module("torch")
    return pytest.importorskip("torch", reason="torch is not installed, nor required by RNNLAB_PARITY")


@pytest.fixture(scope="module")
def model(torch):
    """Three kinds of recurrent layers, and two weights that are one."""

    class Model(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.embedding = torch.nn.Embedding(9, 3)
            self.encoder = torch.nn.LSTM(3, 4, 2, batch_first=True, bidirectional=True)
            self.rnn = torch.nn.RNN(3, 5, nonlinearity="relu", batch_first=True)
            self.cell = torch.nn.GRUCell(3, 4)
            self.out = torch.nn.Linear(3, 9)
            self.out.weight = self.embedding.weight

    return Model()


@pytest.fixture
def x(torch):
    return torch.randn(2, 5, 3)


def same(stack, x, h):
    np.testing.assert_allclose(stack_forward(stack, x.numpy()).h, h.detach().numpy(), atol=1e-6)


def run_cell(torch, cell, x):
    h, states = torch.zeros(len(x), cell.hidden_size), []
    for x_t in x.unbind(1):
        h = cell(x_t, h)
        states.append(h)
    return torch.stack(states, 1)


def test_the_layers_of_a_whole_model_are_found(torch, model, x, tmp_path):
    from safetensors.torch import save_model

    path = tmp_path / "model.safetensors"
    save_model(model, str(path))
    assert sorted(list_layers(path)) == [
        ("cell", "GRU", 3, 4, 1, 1, ""),
        ("encoder", "LSTM", 3, 4, 2, 2, ""),
        ("rnn", "RNN", 3, 5, 1, 1, ""),
    ]
    same(load_weights(path, "encoder"), x, model.encoder(x)[0])
    same(load_weights(path, "rnn", "relu"), x, model.rnn(x)[0])
    same(load_weights(path, "cell"), x, run_cell(torch, model.cell, x))
    same(from_torch(dict(model.named_parameters()), "encoder"), x, model.encoder(x)[0])


def test_what_is_said_of_a_pickle_works(torch, model, x, tmp_path):
    """Of a checkpoint with the state of its optimizer and with tied weights, and of the model that it was made of."""
    path = tmp_path / "checkpoint.pth.tar"
    optimizer = {"state": {0: {"step": torch.tensor(1.0), "exp_avg": torch.ones(9, 3)}}, "param_groups": [{"lr": 0.1}]}
    torch.save({"epoch": 3, "optimizer": optimizer, "state_dict": model.state_dict()}, path)
    with pytest.raises(ValueError, match=r"from_torch\(torch\.load\(path, map_location='cpu', weights_only=True\)\)"):
        load_weights(path)
    with pytest.raises(ValueError, match=r"which of its 3 recurrent layers: .*'state_dict\.encoder' \(LSTM"):
        from_torch(torch.load(path, map_location="cpu", weights_only=True))
    stack = from_torch(torch.load(path, map_location="cpu", weights_only=True), "state_dict.encoder")
    same(stack, x, model.encoder(x)[0])
    np.savez(tmp_path / "weights.npz", **{name: tensor.float().numpy() for name, tensor in model.state_dict().items()})
    same(load_weights(tmp_path / "weights.npz", "encoder"), x, model.encoder(x)[0])


def test_what_is_said_of_a_program_works(torch, model, x, tmp_path):
    path = tmp_path / "encoder.torchscript"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.jit.script(model.encoder).save(path)
        with pytest.raises(ValueError, match=r"from_torch\(torch\.jit\.load\(path\)\.state_dict\(\)\)"):
            load_weights(path)
        same(from_torch(torch.jit.load(path).state_dict()), x, model.encoder(x)[0])


@pytest.mark.parametrize("kind", ["RNNCell", "GRUCell", "LSTMCell"])
def test_cells_are_read(torch, x, kind):
    cell = getattr(torch.nn, kind)(3, 4)
    stack = from_torch(cell.state_dict())
    if kind == "LSTMCell":
        wide = torch.nn.LSTM(3, 4, batch_first=True)
        wide.load_state_dict({f"{name}_l0": tensor for name, tensor in cell.state_dict().items()})
        same(stack, x, wide(x)[0])
    else:
        same(stack, x, run_cell(torch, cell, x))


def test_bfloat16_is_read_from_a_file_and_from_memory(torch, x, tmp_path):
    from safetensors.torch import save_file

    layer = torch.nn.GRU(3, 4, batch_first=True).bfloat16()
    save_file(layer.state_dict(), tmp_path / "w.safetensors")
    for stack in (load_weights(tmp_path / "w.safetensors"), from_torch(layer.state_dict())):
        same(stack, x, layer.float()(x)[0])
        layer.bfloat16()


def weight_norm(torch, layer):
    torch.nn.utils.weight_norm(layer, "weight_hh_l0")
    return lambda: torch.nn.utils.remove_weight_norm(layer, "weight_hh_l0")


def spectral_norm(torch, layer):
    torch.nn.utils.spectral_norm(layer, "weight_hh_l0")
    return lambda: torch.nn.utils.remove_spectral_norm(layer, "weight_hh_l0")


def pruning(torch, layer):
    import torch.nn.utils.prune

    torch.nn.utils.prune.l1_unstructured(layer, "weight_hh_l0", 0.3)
    return lambda: torch.nn.utils.prune.remove(layer, "weight_hh_l0")


def parametrization(torch, layer):
    torch.nn.utils.parametrizations.orthogonal(layer, "weight_hh_l0")
    return lambda: torch.nn.utils.parametrize.remove_parametrizations(layer, "weight_hh_l0")


@pytest.mark.parametrize("change", [weight_norm, spectral_norm, pruning, parametrization])
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_what_is_said_of_weights_that_are_kept_as_others_works(torch, x, change):
    layer = torch.nn.LSTM(3, 4, batch_first=True)
    undo = change(torch, layer)
    (way,) = [name for name in undo.__code__.co_names if name.startswith("remove")]
    kept = {name: tensor.numpy() for name, tensor in layer.state_dict().items()}
    with pytest.raises(ValueError, match=rf"torch\.nn\.utils\.[a-z.]*{way}\(layer, 'weight_hh_l0'\)"):
        from_torch(kept)
    undo()
    same(from_torch(layer.state_dict()), x, layer(x)[0])
    weight = layer.state_dict()["weight_hh_l0"].numpy()
    if change is weight_norm:
        g, v = kept["weight_hh_l0_g"], kept["weight_hh_l0_v"]
        np.testing.assert_allclose(g * v / np.linalg.norm(v, axis=1, keepdims=True), weight, rtol=1e-5)
    if change is pruning:
        np.testing.assert_array_equal(kept["weight_hh_l0_orig"] * kept["weight_hh_l0_mask"], weight)


@pytest.mark.parametrize("kind", ["LSTM", "LSTMCell"])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_quantised_layers_are_told(torch, kind):
    layer = getattr(torch.nn, kind)
    quantised = torch.ao.quantization.quantize_dynamic(torch.nn.Sequential(layer(3, 4)), {layer}, dtype=torch.qint8)
    with pytest.raises(ValueError, match=r"^'0' is not read: '0\._.*' is quantised: take the model before it was\.$"):
        from_torch(quantised.state_dict())
    with pytest.raises(ValueError, match=r"weight_ih_l0 holds integers \(torch\.qint8\)"):
        from_torch(
            {
                name: torch.quantize_per_tensor(tensor, 0.1, 0, torch.qint8)
                for name, tensor in torch.nn.LSTM(3, 4).state_dict().items()
            }
        )
