"""Make the small LSTM of PyTorch that lecture 4 loads: `python -m tests.golden.lecture`.

Its weights are random, as torch.nn.LSTM draws them, with one layer and one direction. The committed file
was made with torch 2.13.0 (CPU), and says so itself.
"""

from pathlib import Path

import numpy as np

import rnnlab.datasets

FILE = Path(rnnlab.datasets.__file__).with_name("torch_lstm.npz")


def main():
    """Write the file."""
    import torch

    torch.manual_seed(0)
    torch.set_num_threads(1)
    network = torch.nn.LSTM(input_size=3, hidden_size=4, dtype=torch.float64)
    with torch.no_grad():
        x = torch.randn(5, 3, dtype=torch.float64)
        h, _ = network(x)
    weights = {name: array.numpy() for name, array in network.state_dict().items()}
    np.savez(FILE, **weights, x=x.numpy(), h=h.numpy(), made_with=np.array(f"torch {torch.__version__}"))


if __name__ == "__main__":
    main()
