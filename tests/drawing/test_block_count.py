from itertools import pairwise

import numpy as np
import pytest
from reading import parse, strokes, texts, words

from rnnlab.drawing.block_count import draw_counts
from rnnlab.networks.init import init_gru, init_lstm, init_rnn

SIZES = [(1, 1), (3, 2), (5, 4)]


def parts(root):
    return {g.get("data-part"): g for g in root.iter("{http://www.w3.org/2000/svg}g") if g.get("data-part")}


@pytest.mark.parametrize(("H", "D"), SIZES)
def test_there_is_a_cell_for_each_number(H, D):
    rng = np.random.default_rng(0)
    made = {"RNN": init_rnn(D, H, rng), "GRU": init_gru(D, H, rng), "LSTM": init_lstm(D, H, rng)}
    root = parse(draw_counts(H, D, {}))
    for name, part in parts(root).items():
        params = made[name]
        arrays = (params.W_h, params.b_h) if name == "RNN" else (params.W, params.b)
        assert len(strokes(part)) == sum(array.size for array in arrays), name


@pytest.mark.parametrize(("H", "D"), SIZES)
def test_the_sums_are_those_of_the_cells(H, D):
    rng = np.random.default_rng(0)
    gru, lstm = init_gru(D, H, rng), init_lstm(D, H, rng)
    picture = draw_counts(H, D, {"GRU": [("b_hn", H)], "LSTM": [("peepholes", 3 * H)]})
    found = texts(parse(picture))
    assert f"{gru.W.size + gru.b.size + gru.b_hn.size} numbers" in found
    assert f"{lstm.W.size + lstm.b.size + 3 * H} numbers" in found
    assert f"+ {3 * H} peepholes" in found
    assert f"{(H + D) * H + H} numbers" in picture.words


def test_blocks_are_named_in_their_order():
    found = [text for text in texts(parse(draw_counts(2, 1, {}))) if text.startswith("W")]
    assert found == ["Wh", "Wr", "Wz", "Wn", "Wf", "Wi", "Wo", "Wg"]


@pytest.mark.parametrize("H", [1, 2, 3])
def test_the_names_of_narrow_blocks_do_not_touch(H):
    named = [word for word in words(parse(draw_counts(H, 1, {}))) if word.text.startswith("W")]
    for one, other in pairwise(named):
        assert other.x - one.x >= 26, (one.text, other.text)
