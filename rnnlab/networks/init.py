"""Random initial weights: four schemes, a spectral radius, a forget bias."""

import numpy as np

from rnnlab.networks.arguments import as_float, as_size, as_square, read_rng
from rnnlab.networks.params import GATES, GRU_GATES, GRUParams, LSTMParams, RNNParams, join_blocks


def _normal(rng, rows, columns, H):
    return rng.standard_normal((rows, columns))


def _uniform(rng, rows, columns, H):
    limit = 1 / np.sqrt(H)
    return rng.uniform(-limit, limit, (rows, columns))


def _xavier(rng, rows, columns, H):
    limit = np.sqrt(6 / (rows + columns))
    return rng.uniform(-limit, limit, (rows, columns))


def _orthogonal(rng, rows, columns, H):
    tall = rng.standard_normal((max(rows, columns), min(rows, columns)))
    Q, R = np.linalg.qr(tall)
    Q = Q * np.sign(np.diag(R))
    return Q if rows >= columns else Q.T


SCHEMES = {"normal": _normal, "uniform": _uniform, "xavier": _xavier, "orthogonal": _orthogonal}


def init_rnn(D, H, rng, scheme="orthogonal", spectral_radius=None, dtype=np.float64):
    """Draw the weights of an RNN; the bias is zeros.

    Parameters
    ----------
    D, H : int
        Input size and hidden size.
    rng : numpy.random.Generator
    scheme : {"normal", "uniform", "xavier", "orthogonal"}
        normal: N(0, 1). uniform: between -1/sqrt(H) and 1/sqrt(H).
        xavier: between -a and a with a = sqrt(6 / (rows + columns)) of each block
        (Glorot and Bengio 2010, equation 16). orthogonal: Q of a QR decomposition, its signs
        made unique by diag(R) (Saxe et al. 2013; Mezzadri 2007).
    spectral_radius : float, optional
        Scale W_hh until its largest eigenvalue has this absolute value.
    dtype : float dtype

    Returns
    -------
    RNNParams
        W_h (H + D, H), b_h (H,).

    Raises
    ------
    TypeError, ValueError
        When a size, the rng, the scheme, the radius or the dtype cannot be right.
    """
    D, H, dtype = _read_request(D, H, rng, scheme, dtype)
    radius = None if spectral_radius is None else _read_radius(spectral_radius)
    W_hh, W_hx = _draw_blocks(D, H, rng, scheme)
    if radius is not None:
        W_hh = scale_to_radius(W_hh, radius)
    return RNNParams(join_blocks(W_hh, W_hx).astype(dtype), np.zeros(H, dtype))


def init_lstm(D, H, rng, scheme="orthogonal", forget_bias=1.0, dtype=np.float64):
    """Draw the weights of an LSTM; the biases are zeros, but for the forget gate's.

    Parameters
    ----------
    D, H, rng, scheme, dtype
        As in `init_rnn`; each gate's two blocks are drawn apart, in the order f, i, o, g.
    forget_bias : float
        b_f. A positive one lets the cell remember from the start (Gers et al. 2000;
        Jozefowicz et al. 2015).

    Returns
    -------
    LSTMParams
        W (H + D, 4H), b (4H,).

    Raises
    ------
    TypeError, ValueError
        As `init_rnn`; or a forget bias that is not one number.
    """
    D, H, dtype = _read_request(D, H, rng, scheme, dtype)
    forget_bias = as_float("forget_bias", forget_bias)
    if forget_bias.shape != ():
        raise ValueError(f"forget_bias has shape {forget_bias.shape}, but it must be one number.")
    b = np.zeros(4 * H, dtype)
    b[:H] = forget_bias
    return LSTMParams(_draw_gates(D, H, rng, scheme, GATES).astype(dtype), b)


def init_gru(D, H, rng, scheme="orthogonal", dtype=np.float64):
    """Draw the weights of a GRU; the biases are zeros.

    Parameters
    ----------
    D, H, rng, scheme, dtype
        As in `init_rnn`; each gate's two blocks are drawn apart, in the order r, z, n.

    Returns
    -------
    GRUParams
        W (H + D, 3H), b (3H,), b_hn (H,).

    Raises
    ------
    TypeError, ValueError
        As `init_rnn`.
    """
    D, H, dtype = _read_request(D, H, rng, scheme, dtype)
    return GRUParams(_draw_gates(D, H, rng, scheme, GRU_GATES).astype(dtype), np.zeros(3 * H, dtype))


def spectral_radius(W_hh):
    """The largest absolute value among the eigenvalues of W_hh (H, H)."""
    return float(np.abs(np.linalg.eigvals(as_square("W_hh", W_hh))).max())


def scale_to_radius(W_hh, radius):
    """W_hh (H, H) times the number that gives it this spectral radius.

    Raises
    ------
    TypeError, ValueError
        A radius below 0 or not finite; a W_hh that is not square, or whose eigenvalues are all 0.
    """
    W_hh, radius = as_square("W_hh", W_hh), _read_radius(radius)
    now = spectral_radius(W_hh)
    if now == 0:
        raise ValueError("All eigenvalues of W_hh are 0, so no factor gives it another spectral radius.")
    return W_hh * (radius / now)


def _read_radius(radius):
    radius = as_float("spectral_radius", radius)
    if radius.shape != () or not 0 <= radius < np.inf:
        raise ValueError(f"spectral_radius is {radius}, but it must be one finite number, at least 0.")
    return float(radius)


def _read_request(D, H, rng, scheme, dtype):
    D, H, dtype = as_size("D", D), as_size("H", H), np.dtype(dtype)
    read_rng(rng)
    if not isinstance(scheme, str) or scheme not in SCHEMES:
        raise ValueError(f"scheme is {scheme!r}, but it must be one of {', '.join(SCHEMES)}.")
    if dtype.kind != "f":
        raise TypeError(f"dtype is {dtype}, but weights are floats: np.float32 or np.float64.")
    return D, H, dtype


def _draw_blocks(D, H, rng, scheme):
    draw = SCHEMES[scheme]
    return draw(rng, H, H, H), draw(rng, D, H, H)


def _draw_gates(D, H, rng, scheme, gates):
    return np.concatenate([join_blocks(*_draw_blocks(D, H, rng, scheme)) for _ in gates], axis=1)
