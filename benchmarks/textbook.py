"""The cells as most tutorials write them: a concatenation and a few products in every step."""

import numpy as np

from rnnlab import sigmoid


def rnn(x, params):
    """Every state (B, T, H) of an RNN."""
    h, states = np.zeros((len(x), params.H), x.dtype), []
    for x_t in x.swapaxes(0, 1):
        h = np.tanh(np.concatenate([h, x_t], axis=1) @ params.W_h + params.b_h)
        states.append(h)
    return np.stack(states, axis=1)


def gru(x, params):
    """Every state (B, T, H) of a GRU with the reset after the product."""
    H, W_n = params.H, params.W_n
    h, states = np.zeros((len(x), H), x.dtype), []
    for x_t in x.swapaxes(0, 1):
        hx = np.concatenate([h, x_t], axis=1)
        r, z = sigmoid(hx @ params.W_r + params.b_r), sigmoid(hx @ params.W_z + params.b_z)
        n = np.tanh(x_t @ W_n[H:] + params.b_n + r * (h @ W_n[:H] + params.b_hn))
        h = (1 - z) * n + z * h
        states.append(h)
    return np.stack(states, axis=1)


def lstm(x, params):
    """Every state (B, T, H) of an LSTM."""
    h = c = np.zeros((len(x), params.H), x.dtype)
    states = []
    for x_t in x.swapaxes(0, 1):
        hx = np.concatenate([h, x_t], axis=1)
        f, i = sigmoid(hx @ params.W_f + params.b_f), sigmoid(hx @ params.W_i + params.b_i)
        o, g = sigmoid(hx @ params.W_o + params.b_o), np.tanh(hx @ params.W_g + params.b_g)
        c = f * c + i * g
        h = o * np.tanh(c)
        states.append(h)
    return np.stack(states, axis=1)
