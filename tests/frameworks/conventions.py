"""Everybody's own formulas, each in its own shapes and orders and with nothing of ours: what rnnlab is compared with.

A row here is a row of the table of conventions. Whatever multiplies from the left, multiplies from
the left here, one column at a time; gates are cut out of the joined arrays by name.
"""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.where(z > 0, z, 0)


def cut(array, names, axis=0):
    """The equal blocks of an array, by name."""
    return dict(zip(names, np.split(array, len(names), axis), strict=True))


# ---- onnx: x (T, B, D), W (nd, nH, D), R (nd, nH, H), B (nd, 2nH), P (nd, 3H); x W' -----------------------------


def onnx_rnn_step(x, h, c, W, R, B, P, f=np.tanh):
    Wb, Rb = np.split(B, 2)
    return f(x @ W.T + h @ R.T + Wb + Rb), c


def onnx_gru_step(x, h, c, W, R, B, P, linear_before_reset=0):
    W, R = cut(W, "zrh"), cut(R, "zrh")
    Wb, Rb = (cut(b, "zrh") for b in np.split(B, 2))
    z = sigmoid(x @ W["z"].T + h @ R["z"].T + Wb["z"] + Rb["z"])
    r = sigmoid(x @ W["r"].T + h @ R["r"].T + Wb["r"] + Rb["r"])
    if linear_before_reset:
        n = np.tanh(x @ W["h"].T + Wb["h"] + r * (h @ R["h"].T + Rb["h"]))
    else:
        n = np.tanh(x @ W["h"].T + (r * h) @ R["h"].T + Wb["h"] + Rb["h"])
    return (1 - z) * n + z * h, c


def onnx_lstm_step(x, h, c, W, R, B, P, g=np.tanh, h_=np.tanh, input_forget=0, clip=None):
    z = x @ W.T + h @ R.T + sum(np.split(B, 2))
    z, p = cut(z, "iofc", axis=-1), cut(P, "iof")
    clipped = (lambda a: a) if clip is None else (lambda a: np.clip(a, -clip, clip))
    i = sigmoid(clipped(z["i"] + p["i"] * c))
    f = 1 - i if input_forget else sigmoid(clipped(z["f"] + p["f"] * c))
    c = f * c + i * g(clipped(z["c"]))
    o = sigmoid(clipped(z["o"] + p["o"] * c))
    return o * h_(c), c


def onnx_node(step, X, W, R, B, P, initial_h, initial_c, direction="forward", sequence_lens=None, **attributes):
    """Y (T, nd, B, H) in the order of X, zero past the end; Y_h and Y_c (nd, B, H)."""
    T, batch, _ = X.shape
    nd, H = len(W), R.shape[2]
    lens = [T] * batch if sequence_lens is None else sequence_lens
    Y, Y_h, Y_c = np.zeros((T, nd, batch, H)), initial_h.copy(), initial_c.copy()
    for d in range(nd):
        backwards = direction == "reverse" or d == 1
        for m in range(batch):
            for t in reversed(range(lens[m])) if backwards else range(lens[m]):
                Y_h[d, m], Y_c[d, m] = step(X[t, m], Y_h[d, m], Y_c[d, m], W[d], R[d], B[d], P[d], **attributes)
                Y[t, d, m] = Y_h[d, m]
    return Y, Y_h, Y_c


# ---- torch: weight_ih (nH, D), weight_hh (nH, H), two biases; W x, one column at a time -------------------------


def torch_rnn_step(x, h, c, W_ih, W_hh, b_ih, b_hh, nonlinearity=np.tanh):
    return nonlinearity(W_ih @ x + b_ih + W_hh @ h + b_hh), c


def torch_gru_step(x, h, c, W_ih, W_hh, b_ih, b_hh):
    of_x, of_h = cut(W_ih @ x + b_ih, "rzn"), cut(W_hh @ h + b_hh, "rzn")
    r, z = (sigmoid(of_x[gate] + of_h[gate]) for gate in "rz")
    n = np.tanh(of_x["n"] + r * of_h["n"])
    return (1 - z) * n + z * h, c


def torch_lstm_step(x, h, c, W_ih, W_hh, b_ih, b_hh):
    z = cut(W_ih @ x + b_ih + W_hh @ h + b_hh, "ifgo")
    c = sigmoid(z["f"]) * c + sigmoid(z["i"]) * np.tanh(z["g"])
    return sigmoid(z["o"]) * np.tanh(c), c


def torch_module(step, x, weights, h0, c0, layers, directions):
    """Output (T, B, nd H); h_n and c_n (layers nd, B, H)."""
    h_n, c_n = h0.copy(), c0.copy()
    T, B, _ = x.shape
    for k in range(layers):
        outputs = []
        for d in range(directions):
            suffix = f"_l{k}" + "_reverse" * d
            arrays = [weights[name + suffix] for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
            n = k * directions + d
            output = np.empty((T, B, h0.shape[2]))
            for t in range(T)[:: -1 if d else 1]:
                for m in range(B):
                    h_n[n, m], c_n[n, m] = step(x[t, m], h_n[n, m], c_n[n, m], *arrays)
                output[t] = h_n[n]
            outputs.append(output)
        x = np.concatenate(outputs, axis=2)
    return x, h_n, c_n


# ---- keras: x (B, T, D), kernel (D, nH), recurrent_kernel (H, nH), bias (nH,) or (2, 3H); x K -------------------


def keras_rnn_step(x, h, c, kernel, recurrent, bias, activation=np.tanh):
    return activation(x @ kernel + h @ recurrent + bias), c


def keras_gru_step(x, h, c, kernel, recurrent, bias):
    K, U = cut(kernel, "zrh", axis=1), cut(recurrent, "zrh", axis=1)
    reset_after = bias.ndim == 2
    b = cut(bias[0] if reset_after else bias, "zrh")
    b_rec = cut(bias[1] if reset_after else np.zeros_like(bias), "zrh")
    z = sigmoid(x @ K["z"] + b["z"] + h @ U["z"] + b_rec["z"])
    r = sigmoid(x @ K["r"] + b["r"] + h @ U["r"] + b_rec["r"])
    of_h = r * (h @ U["h"] + b_rec["h"]) if reset_after else (r * h) @ U["h"]
    return z * h + (1 - z) * np.tanh(x @ K["h"] + b["h"] + of_h), c


def keras_lstm_step(x, h, c, kernel, recurrent, bias):
    z = cut(x @ kernel + h @ recurrent + bias, "ifco", axis=-1)
    c = sigmoid(z["f"]) * c + sigmoid(z["i"]) * np.tanh(z["c"])
    return sigmoid(z["o"]) * np.tanh(c), c


def keras_layer(step, x, weights, h, c, go_backwards=False, mask=None):
    """The sequence (B, T, H) in the order in which it is computed, and the last h and c."""
    sequence, mask = [], np.ones(x.shape[:2], bool) if mask is None else mask
    for t in reversed(range(x.shape[1])) if go_backwards else range(x.shape[1]):
        new_h, new_c = step(x[:, t], h, c, *weights)
        keep = mask[:, t, None]
        h, c = np.where(keep, new_h, h), np.where(keep, new_c, c)
        sequence.append(h)
    return np.stack(sequence, axis=1), h, c


# ---- cs231n: x (N, T, D), Wx (D, nH), Wh (H, nH), b (nH,); x W -------------------------------------------------


def cs231n_rnn(x, h, Wx, Wh, b):
    states = []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t].dot(Wx) + h.dot(Wh) + b)
        states.append(h)
    return np.stack(states, axis=1)


def cs231n_lstm(x, h, c, Wx, Wh, b):
    H, states = h.shape[1], []
    for t in range(x.shape[1]):
        a = x[:, t].dot(Wx) + h.dot(Wh) + b
        i, f, o, g = sigmoid(a[:, :H]), sigmoid(a[:, H : 2 * H]), sigmoid(a[:, 2 * H : 3 * H]), np.tanh(a[:, 3 * H :])
        c = f * c + i * g
        h = o * np.tanh(c)
        states.append(h)
    return np.stack(states, axis=1)


# ---- dls: x (n_x, m, T), W (n_a, n_a + n_x) on [a_prev; x_t], b (n_a, 1); W x, and z chooses the new ------------


def dls_rnn(x, a, Waa, Wax, ba):
    states = []
    for t in range(x.shape[2]):
        a = np.tanh(np.dot(Waa, a) + np.dot(Wax, x[:, :, t]) + ba)
        states.append(a)
    return np.stack(states, axis=2)


def dls_lstm(x, a, c, Wf, bf, Wi, bi, Wc, bc, Wo, bo):
    states = []
    for t in range(x.shape[2]):
        stacked = np.concatenate([a, x[:, :, t]], axis=0)
        ft, it, ot = sigmoid(Wf @ stacked + bf), sigmoid(Wi @ stacked + bi), sigmoid(Wo @ stacked + bo)
        c = ft * c + it * np.tanh(Wc @ stacked + bc)
        a = ot * np.tanh(c)
        states.append(a)
    return np.stack(states, axis=2)


def dls_gru(x, a, Wz, Wr, Wh):
    states = []
    for t in range(x.shape[2]):
        stacked = np.concatenate([a, x[:, :, t]], axis=0)
        z, r = sigmoid(Wz @ stacked), sigmoid(Wr @ stacked)
        new = np.tanh(Wh @ np.concatenate([r * a, x[:, :, t]], axis=0))
        a = (1 - z) * a + z * new
        states.append(a)
    return np.stack(states, axis=2)


# ---- row, joined: x (T, m, i), W (h + i, h) to the right of [h_prev, x_t], b (1, h); z chooses the new ----------


def row_rnn(x, h, W, b):
    states = []
    for x_t in x:
        h = np.tanh(np.concatenate([h, x_t], axis=1) @ W + b)
        states.append(h)
    return np.stack(states)


def row_lstm(x, h, c, W, b):
    """W and b hold the gates f, u (that is the input gate), c and o, each in an array of its own."""
    states = []
    for x_t in x:
        joined = np.concatenate([h, x_t], axis=1)
        f, u, o = (sigmoid(joined @ W[gate] + b[gate]) for gate in "fuo")
        c = f * c + u * np.tanh(joined @ W["c"] + b["c"])
        h = o * np.tanh(c)
        states.append(h)
    return np.stack(states)


def row_gru(x, h, W, b):
    states = []
    for x_t in x:
        joined = np.concatenate([h, x_t], axis=1)
        z, r = sigmoid(joined @ W["z"] + b["z"]), sigmoid(joined @ W["r"] + b["r"])
        new = np.tanh(np.concatenate([r * h, x_t], axis=1) @ W["h"] + b["h"])
        h = (1 - z) * h + z * new
        states.append(h)
    return np.stack(states)


# ---- tf1: kernel (D + H, nH) on [x, h], bias (nH,) ----------------------------------------------------------------


def tf1_rnn_cell(x, h, c, kernel, bias):
    return np.tanh(np.concatenate([x, h], axis=1) @ kernel + bias), c


def tf1_lstm_cell(x, h, c, kernel, bias, forget_bias=1.0, w_i_diag=0.0, w_f_diag=0.0, w_o_diag=0.0):
    i, j, f, o = np.split(np.concatenate([x, h], axis=1) @ kernel + bias, 4, axis=1)
    c = c * sigmoid(f + forget_bias + w_f_diag * c) + sigmoid(i + w_i_diag * c) * np.tanh(j)
    return np.tanh(c) * sigmoid(o + w_o_diag * c), c


def tf1_gru_cell(x, h, c, gates_kernel, gates_bias, candidate_kernel, candidate_bias):
    r, u = np.split(sigmoid(np.concatenate([x, h], axis=1) @ gates_kernel + gates_bias), 2, axis=1)
    new = np.tanh(np.concatenate([x, r * h], axis=1) @ candidate_kernel + candidate_bias)
    return u * h + (1 - u) * new, c


def tf1_unrolled(cell, x, h, c, *weights, **how):
    """Every h, (B, T, H), of a cell that is called step by step, as static_rnn calls it."""
    states = []
    for t in range(x.shape[1]):
        h, c = cell(x[:, t], h, c, *weights, **how)
        states.append(h)
    return np.stack(states, axis=1)
