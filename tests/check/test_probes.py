"""Where nothing fits, a check says where to look: what the function is right without, and what it first gets wrong."""

import numpy as np
import pytest
from right_solutions import forward, sigma, step

from rnnlab import check

PATIENT = 20.0  # seconds: that there is time for all probes is not what is tested here


def by_parts(keep=lambda h, W: W[: h.shape[1]], x_of=lambda x: x, h_of=lambda h: h, b_of=lambda b: b, scale=1.0):
    def wrong(x, h, W_h, b_h):
        return scale * np.tanh(h_of(h) @ keep(h, W_h) + x_of(x) @ W_h[h.shape[1] :] + b_of(b_h))

    return check.rnn_step(wrong, PATIENT).sentence


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"b_of": np.square}, " It is right where b_h is 0: look at the bias."),
        ({"x_of": np.square}, " It is right where x is 0: look at what becomes of x."),
        (
            {"h_of": np.square},
            " It is right where h is 0: look at what becomes of h. It is right where W_hh is 0: look at what h is "
            "multiplied by.",
        ),
        ({"keep": lambda h, W: np.tril(W[: len(W[0])])}, " It is right where H = 1, and wrong where there are more"),
        ({"scale": 1.1}, "expected 0.4621."),
    ],
)
def test_the_probe_that_is_passed_is_said(parts, words):
    sentence = by_parts(**parts)
    assert words in sentence
    assert ("It is right" in sentence) == ("It is right" in words)


def test_a_sequence_may_be_right_in_its_first_step_alone():
    def tires(x, h, W_h, b_h):
        return np.stack([forward(x, h, W_h, b_h)[:, t] * 0.9**t for t in range(x.shape[1])], axis=1)

    assert "It is right where T = 1" in check.rnn_forward(tires, PATIENT).sentence


def lstm(f=sigma, i=sigma, o=sigma, g=np.tanh, cell=lambda f, i, g, c: f * c + i * g, squash=np.tanh):
    def wrong(x, h, c, W, b):
        z = np.split(np.hstack([h, x]) @ W + b, 4, axis=1)
        c = cell(f(z[0]), i(z[1]), g(z[3]), c)
        return o(z[2]) * squash(c), c

    return check.lstm_step(wrong, PATIENT).sentence


@pytest.mark.parametrize(
    ("parts", "first"),
    [
        ({"i": lambda z: sigma(1.5 * z)}, "i"),
        ({"o": lambda z: sigma(z) ** 2}, "o"),
        ({"g": np.sin}, "g"),
        ({"cell": lambda f, i, g, c: f * c + i * g + f * i * g * c}, "c'"),
        ({"squash": lambda c: np.tanh(c) ** 3}, "h'"),
        ({"f": lambda z: sigma(z) ** 2, "squash": np.sin}, "f"),
    ],
)
def test_of_an_lstm_the_first_quantity_that_cannot_be_right_is_said(parts, first):
    assert f" Of f, i, o, g, c', h' the first that cannot be right is {first}: " in lstm(**parts)


def test_a_function_that_is_slow_or_fails_when_it_is_probed_is_still_answered():
    calls = []

    def fails_later(x, h, c, W, b):
        calls.append(1)
        if len(calls) > 17:
            raise RuntimeError
        return np.full_like(c, len(calls) % 2), c

    assert check.lstm_step(fails_later).diagnosis == "depends on the call before"
    assert "wrong numbers" in check.rnn_step(lambda *a: step(*a) ** 3).diagnosis


def test_a_cell_state_that_is_clipped_does_not_pass():
    """The state of an LSTM may grow large: one example has such a c."""

    def clipped(x, h, c, W, b):
        f, i, o, g = np.split(np.concatenate([h, x], axis=-1) @ W + b, 4, axis=-1)
        c = np.clip(sigma(f) * c + sigma(i) * np.tanh(g), -3, 3)
        return sigma(o) * np.tanh(c), c

    assert not check.lstm_step(clipped)


def test_the_grus_second_bias_is_probed_too():
    def wrong(x, h, W, b, b_hn):
        H = h.shape[-1]
        from_h, from_x = h @ W[:H], x @ W[H:] + b
        r, z = (sigma(from_h[..., k : k + H] + from_x[..., k : k + H]) for k in (0, H))
        n = np.tanh(from_x[..., 2 * H :] + r * (from_h[..., 2 * H :] + b_hn**2))
        return (1 - z) * n + z * h

    assert "It is right where b_hn is 0: look at the bias." in check.gru_step(wrong, PATIENT).sentence
