import numpy as np
import pytest

from rnnlab import SCHEMES, init_gru, init_lstm, init_rnn, scale_to_radius, spectral_radius

each_init = pytest.mark.parametrize("init", [init_rnn, init_lstm, init_gru])
GATES = {init_lstm: "fiog", init_gru: "rzn"}


def seeded(n=0):
    return np.random.default_rng(n)


def blocks_of(params):
    """Each (W_hh, W_hx) that was drawn: one pair for an RNN, four for an LSTM, three for a GRU."""
    weights = np.split(params.W, params.W.shape[1] // params.H, axis=1)
    return [(W[: params.H], W[params.H :]) for W in weights]


@each_init
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("D", "H"), [(3, 4), (4, 3), (4, 4), (1, 1)])
def test_sizes_are_the_ones_asked_for(init, scheme, D, H):
    params = init(D, H, seeded(), scheme)
    assert (params.D, params.H) == (D, H)
    assert np.isfinite(params.W).all()


@each_init
def test_normal_weights_have_mean_0_and_variance_1(init):
    for pair in blocks_of(init(90, 100, seeded(), "normal")):
        for W in pair:
            assert abs(W.mean()) < 0.05
            assert W.std() == pytest.approx(1, abs=0.03)
            assert np.abs(W).max() > 3


@each_init
@pytest.mark.parametrize(
    ("scheme", "limit_hh", "limit_hx"),
    [("uniform", 1 / np.sqrt(100), 1 / np.sqrt(100)), ("xavier", np.sqrt(6 / 200), np.sqrt(6 / 140))],
)
def test_uniform_weights_fill_their_range_evenly_and_stay_in_it(init, scheme, limit_hh, limit_hx):
    for W_hh, W_hx in blocks_of(init(40, 100, seeded(), scheme)):
        for W, limit in ((W_hh, limit_hh), (W_hx, limit_hx)):
            assert np.abs(W).max() <= limit
            assert W.max() > 0.99 * limit
            assert W.min() < -0.99 * limit
            assert W.std() == pytest.approx(limit / np.sqrt(3), rel=0.03)
            assert abs(W.mean()) < 0.03 * limit


@each_init
@pytest.mark.parametrize(("D", "H"), [(3, 7), (7, 7), (9, 4), (1, 1)])
def test_orthogonal_weights_keep_lengths(init, D, H):
    for W_hh, W_hx in blocks_of(init(D, H, seeded())):
        np.testing.assert_allclose(W_hh.T @ W_hh, np.eye(H), atol=1e-12)
        short_side = W_hx @ W_hx.T if D <= H else W_hx.T @ W_hx
        np.testing.assert_allclose(short_side, np.eye(min(D, H)), atol=1e-12)


def test_orthogonal_weights_have_no_preferred_sign():
    draws = [init_rnn(2, 3, seeded(n)) for n in range(200)]
    for entries in (
        np.array([params.W_hh for params in draws]).reshape(200, -1),
        np.array([params.W_hx for params in draws]).reshape(200, -1),
    ):
        positive = (entries > 0).sum(axis=0)
        assert ((positive > 65) & (positive < 135)).all(), positive


@each_init
@pytest.mark.parametrize("scheme", SCHEMES)
def test_weights_follow_from_the_seed_and_from_nothing_else(init, scheme):
    np.random.random()  # noqa: NPY002 - NumPy's own state moves here, and nowhere below
    before = np.random.get_state()  # noqa: NPY002
    first, again, other = (init(3, 4, seeded(n), scheme).W for n in (5, 5, 6))
    after = np.random.get_state()  # noqa: NPY002
    np.testing.assert_array_equal(first, again)
    assert not np.isclose(first, other).any()
    np.testing.assert_array_equal(before[1], after[1])
    assert before[2:] == after[2:]


@pytest.mark.parametrize("init", GATES)
def test_one_rng_gives_new_weights_each_time_and_the_gates_are_drawn_apart(init):
    rng = seeded()
    first, second = init(3, 4, rng), init(3, 4, rng)
    weights = [p.gate(name)[0] for p in (first, second) for name in GATES[init]]
    for n, W in enumerate(weights):
        assert not any(np.isclose(W, other).all() for other in weights[:n])


@pytest.mark.parametrize("init", GATES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_gates_are_drawn_one_after_the_other_as_an_rnn_is_each_its_hidden_block_first(init, scheme):
    rng = seeded(3)
    for name in GATES[init]:
        expected = init_rnn(3, 4, rng, scheme).W_h
        np.testing.assert_array_equal(init(3, 4, seeded(3), scheme).gate(name)[0], expected)


def test_the_hidden_block_is_drawn_before_the_input_block():
    rng = seeded(4)
    expected = [rng.standard_normal((4, 4)), rng.standard_normal((3, 4))]
    np.testing.assert_array_equal(init_rnn(3, 4, seeded(4), "normal").W_h, np.vstack(expected))


@each_init
@pytest.mark.parametrize("dtype", [np.float32, np.float64, "float32"])
def test_weights_and_biases_have_the_dtype_asked_for(init, dtype):
    params = init(3, 4, seeded(), dtype=dtype)
    arrays = [array for array in vars(params).values() if array is not None]
    assert {array.dtype for array in arrays} == {np.dtype(dtype)}


@each_init
def test_dtype_is_float64_when_nothing_is_said(init):
    assert init(3, 4, seeded()).W.dtype == np.float64


def test_the_biases_of_the_rnn_and_of_the_gru_are_zeros():
    assert init_rnn(3, 4, seeded()).b_h.tolist() == [0, 0, 0, 0]
    assert init_gru(3, 4, seeded()).b.tolist() == [0] * 12
    assert init_gru(3, 4, seeded()).b_hn.tolist() == [0, 0, 0, 0]


def test_an_lstm_is_drawn_without_peepholes_and_gate_recurrence():
    assert (init_lstm(3, 4, seeded()).p, init_lstm(3, 4, seeded()).R) == (None, None)


@pytest.mark.parametrize("forget_bias", [None, 0, -1.5, 3.0])
def test_the_forget_bias_is_in_the_forget_gate_only(forget_bias):
    params = init_lstm(3, 4, seeded()) if forget_bias is None else init_lstm(3, 4, seeded(), forget_bias=forget_bias)
    assert params.b_f.tolist() == [1.0 if forget_bias is None else forget_bias] * 4
    assert params.b[4:].tolist() == [0.0] * 12


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("radius", [0.0, 0.5, 1, 1.25])
def test_the_spectral_radius_is_reached_and_only_w_hh_is_scaled(scheme, radius):
    plain, scaled = init_rnn(3, 6, seeded(), scheme), init_rnn(3, 6, seeded(), scheme, spectral_radius=radius)
    assert np.abs(np.linalg.eigvals(scaled.W_hh)).max() == pytest.approx(radius)
    np.testing.assert_array_equal(scaled.W_hx, plain.W_hx)
    ratio = scaled.W_hh / plain.W_hh
    np.testing.assert_allclose(ratio, ratio[0, 0])
    assert ratio[0, 0] >= 0


@pytest.mark.parametrize(
    ("W_hh", "radius"),
    [([[0, -2], [2, 0]], 2), ([[1, 5], [0, -3]], 3), ([[0, 1], [0, 0]], 0), (np.full((3, 3), 1, np.int8), 3)],
)
def test_spectral_radius_is_the_largest_eigenvalue_in_absolute_value(W_hh, radius):
    assert spectral_radius(W_hh) == pytest.approx(radius)


def test_scale_to_radius_keeps_the_dtype_and_its_argument():
    W_hh = np.array([[0, -2], [2, 0]], dtype=np.float32)
    scaled = scale_to_radius(W_hh, 0.5)
    assert scaled.dtype == np.float32
    np.testing.assert_allclose(scaled, [[0, -0.5], [0.5, 0]], rtol=1e-6)
    assert W_hh.tolist() == [[0, -2], [2, 0]]
    np.testing.assert_allclose(scale_to_radius([[0, -2], [2, 0]], 1), [[0, -1], [1, 0]])


@pytest.mark.parametrize(
    "wrong",
    [
        {"scheme": "he"},
        {"spectral_radius": -1},
        {"dtype": np.int8},
        {"D": 0},
        {"H": 2.0},
    ],
)
@each_init
def test_a_refused_draw_takes_nothing_from_the_rng(init, wrong):
    if init is not init_rnn and "spectral_radius" in wrong:
        wrong = {"scheme": None}
    rng = seeded()
    with pytest.raises((TypeError, ValueError)):
        init(**{"D": 3, "H": 4, "rng": rng, **wrong})
    assert rng.bit_generator.state == seeded().bit_generator.state
