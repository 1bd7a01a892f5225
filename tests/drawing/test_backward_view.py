import numpy as np
import pytest
from reading import blocks_of, finished, matrix_of, parse, texts

from rnnlab.drawing.backward_view import draw_backward, show_small, split_step, weights_step
from rnnlab.drawing.colours import COLOURS

T, D, H = 4, 2, 3
RNG = np.random.default_rng(8)
DH, DX = RNG.normal(size=(T + 1, H)), RNG.normal(size=(T, D))
W_H = RNG.normal(size=(H + D, H))


def shown(array):
    return [[show_small(value) for value in row] for row in np.atleast_2d(array)]


def split(wrong=(None, None)):
    dh, slope = DH[3], np.array([0.5, 1.0, 0.25])
    dhx = (dh * slope) @ W_H.T
    return split_step(3, dh, slope, dh * slope, W_H, dhx[:H], dhx[H:], ("one", "two"), wrong), dhx


def test_a_step_back_is_written_out_with_its_numbers():
    part, dhx = split()
    root = finished(part)
    found = [(block.name, block.numbers) for block in blocks_of(root)]
    dz = DH[3] * [0.5, 1.0, 0.25]
    assert found == [
        ("dh3", shown(DH[3])),
        ("slope", shown([0.5, 1.0, 0.25])),
        ("dz3", shown(dz)),
        ("dz3", shown(dz)),
        ("Whh⊤", shown(W_H[:H].T)),
        ("Whx⊤", shown(W_H[H:].T)),
        ("dhprev", shown(dhx[:H])),
        ("dx3", shown(dhx[H:])),
    ]
    assert matrix_of(root, "dhx").ledger == "1 × (3+2)"
    assert [block.colour for block in matrix_of(root, "W_h").blocks] == [COLOURS[name].text for name in "hx"]
    assert {"one", "two"} <= set(texts(root))


def test_wrong_entries_of_a_step_are_marked_in_their_block():
    part, _ = split((np.array([True, False, True]), np.array([False, True])))
    marks = [int(node.get("data-wrong")) for node in finished(part).iter() if node.get("data-wrong")]
    assert marks == [2, 1]


@pytest.mark.parametrize(("s", "last", "said"), [(2, 4, "steps 2 to 4, added up:"), (4, 4, "step 4 alone:")])
def test_the_weights_get_a_column_times_a_row_and_the_sum_stands_beside_it(s, last, said):
    hx, dz, total = RNG.normal(size=H + D), RNG.normal(size=H), RNG.normal(size=(H + D, H))
    root = finished(weights_step(s, last, hx, dz, np.outer(hx, dz), total))
    assert [block.numbers for block in matrix_of(root, "hx").blocks] == [shown(hx[:H, None]), shown(hx[H:, None])]
    for part, array in (("dW", np.outer(hx, dz)), ("total", total)):
        assert [block.numbers for block in matrix_of(root, part).blocks] == [shown(array[:H]), shown(array[H:])]
    assert said in texts(root)


def test_a_large_matrix_of_one_step_is_left_out_for_its_factors_say_it():
    hx, dz = np.ones(9), np.ones(5)
    part = weights_step(2, 3, hx, dz, np.outer(hx, dz), np.ones((9, 5)), np.ones((9, 5), bool))
    assert [node.get("data-part") for node in finished(part).iter() if node.get("data-shape")] == ["hx", "dz", "total"]
    assert part.width <= 860


def test_what_would_be_zero_is_shown_with_its_power():
    assert [show_small(value) for value in (0, 0.5, 0.004, -0.0003, 1e-12, 0.01)] == [
        "0",
        "0.50",
        "4e-3",
        "-3e-4",
        "1e-12",
        "0.01",
    ]


def test_from_ten_on_one_decimal_so_that_numbers_stay_legible():
    shown = [show_small(value) for value in (9.994, 9.996, -53.53, 99.96, 127.2, 1234.5, 12)]
    assert shown == ["9.99", "10.0", "-53.5", "100.0", "127.2", "1234", "12"]


def test_the_words_say_where_the_loss_is_how_far_it_has_come_and_the_remark_last():
    svg = draw_backward((DH, DX), [4], 2, "A line.", remark="A remark.")
    assert "L at step 4" in svg.words
    assert f"dh₂ is [{', '.join(f'{value:.2f}' for value in DH[2])}], 3 units, 2 inputs. A line." in svg.words
    assert svg.words.endswith("A remark.")
    assert {"A line.", "A remark."} <= set(texts(parse(svg)))
    assert "L at every step" in draw_backward((DH, DX), [1, 2, 3, 4], 0, "").words
