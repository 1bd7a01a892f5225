"""explore_backward: what it says of lengths, which step it writes out, and a learner's function in it."""

import re

import numpy as np
import pytest
from drawing.reading import blocks_of, matrix_of, parse

from rnnlab import explore_backward
from rnnlab.check.rnn_backward_step import RNN_BACKWARD_STEP
from rnnlab.drawing.backward_view import show_small
from rnnlab.drawing.picture import words_of
from rnnlab.explorers.backprop import first_units, run_back, untrained

DEFAULT = dict(T=12, H=3, D=2, seed=0, radius=0.9, activation="tanh")


def passed(**changes):
    values = DEFAULT | changes
    params, x, h = untrained(*values.values())
    return params, x, h, run_back(first_units([10], 12, 3), x, h, params, values["activation"])


def wrong(name):
    function = next(one.function for one in RNN_BACKWARD_STEP.wrong if one.name == name)

    def my_step(*arguments):
        return function(*arguments)

    return my_step


def marks(explorer):
    return sum(int(node.get("data-wrong")) for node in parse(explorer.svg).iter() if node.get("data-wrong"))


@pytest.mark.parametrize("back", [1, 4, 10])
def test_the_lengths_that_are_said_are_those_of_dh(back):
    _, _, _, found = passed()
    said = re.search(
        r"The length of dh: 1 at t = 10, (\S+) at t = (\d+), .*× (\S+) a step", explore_backward(back=back).svg
    )
    assert int(said[2]) == 10 - back
    length = np.linalg.norm(found.dh[10 - back])
    assert float(said[1]) == pytest.approx(length, rel=0.06)
    assert float(said[3]) == pytest.approx(length ** (1 / back), abs=0.006)


def test_without_an_activation_each_step_takes_the_radius():
    for radius in (0.5, 0.9, 1.2):
        assert f"× {radius:.2f} a step" in explore_backward(radius=radius, activation="identity", back=7).svg


def test_the_step_that_was_taken_last_is_written_out():
    params, _, h, found = passed()
    root = parse(explore_backward(back=4).svg)
    numbers = [[[show_small(value) for value in row] for row in array] for array in (params.W_hh.T, params.W_hx.T)]
    assert [block.numbers for block in matrix_of(root, "W_h").blocks] == numbers
    named = {block.name: block.numbers[0] for block in blocks_of(root)}
    assert named["dh7"] == [show_small(value) for value in found.dh[7]]
    assert named["slope"] == [show_small(value) for value in 1 - h[7] ** 2]
    assert named["dhprev"] == [show_small(value) for value in found.dh[6]]
    assert named["dx7"] == [show_small(value) for value in found.dx[6]]


def test_below_may_stand_the_gradient_of_the_weights_or_nothing():
    _, _, _, found = passed()
    root = parse(explore_backward(back=4, below="dW_h").svg)
    total = found.dW[6:10].sum(axis=0)
    assert [block.numbers for block in matrix_of(root, "total").blocks] == [
        [[show_small(value) for value in row] for row in part] for part in (total[:3], total[3:])
    ]
    assert not list(blocks_of(parse(explore_backward(below="nothing").svg)))


def test_where_a_loss_is_too_it_is_said():
    assert "dh₆ is dh_prev." in explore_backward(back=4).svg
    assert "dh₉ is dh_prev." in explore_backward(back=1).svg
    for function in (None, RNN_BACKWARD_STEP.right):
        explorer = explore_backward(function, back=4, loss="every step")
        assert "dh₈ is dh_prev, plus what the loss of that step says." in explorer.svg
        handed = next(block.numbers[0] for block in blocks_of(parse(explorer.svg)) if block.name == "dhprev")
        params, x, h, _ = passed()
        found = run_back(first_units(range(1, 13), 12, 3), x, h, params, "tanh")
        assert handed == [show_small(value) for value in found.dz[8] @ params.W_hh.T]
        explorer.set(back=12)
        assert "dh₀ is dh_prev." in explorer.svg


def test_the_steps_back_end_at_the_start():
    explorer = explore_backward(back=10)
    explorer.set(at=3)
    assert "at t = 0, 3 steps back" in explorer.svg
    explorer.set(loss="every step", T=8)
    assert explorer.values["back"] == explorer.controls["back"].max == 8
    assert "at" not in explorer.on_page


@pytest.mark.parametrize("loss", ["one step", "every step"])
@pytest.mark.parametrize("below", ["dh and dx", "dW_h", "nothing"])
def test_a_right_function_agrees_everywhere(loss, below):
    explorer = explore_backward(RNN_BACKWARD_STEP.right, loss=loss, below=below)
    assert marks(explorer) == 0
    assert "every cell agrees with the package's." in words_of(explorer.svg)
    assert "activation" not in explorer.on_page


@pytest.mark.parametrize("mistake", dict.fromkeys(one.name for one in RNN_BACKWARD_STEP.wrong))
def test_every_known_mistake_is_framed_and_named_or_has_no_picture(mistake):
    explorer = explore_backward(wrong(mistake), loss="every step", below="dW_h", back=5)
    said = words_of(explorer.svg)
    if "There is no picture" not in said:
        assert marks(explorer) > 0 or re.search("bias|batch|b_h", mistake)  # one example, and its bias is not drawn
        assert next(one.sentence for one in RNN_BACKWARD_STEP.wrong if one.name == mistake) in said


def test_cells_that_differ_are_counted_and_framed():
    def one_off(dh, dh_next, x, h_prev, h, W_h):
        dx, dh_prev, dW_h, db_h = RNN_BACKWARD_STEP.right(dh, dh_next, x, h_prev, h, W_h)
        dx[:, 0] += 1
        dW_h[0, 0] += 1
        return dx, dh_prev, dW_h, db_h

    explorer = explore_backward(one_off, back=4)
    assert "4 cells differ" in words_of(explorer.svg)
    explorer.set(below="dW_h")
    assert "5 cells differ" in words_of(explorer.svg)
    assert marks(explorer) == 5


def test_what_is_not_written_or_raises_is_said():
    def raises(*arguments):
        raise RuntimeError("no such thing")

    assert "not written yet: this picture is the package's" in words_of(explore_backward(lambda *a: ...).svg)
    assert "no such thing" in words_of(explore_backward(raises).svg)


def test_a_large_length_is_written_out():
    svg = explore_backward(loss="every step", at=10, back=10, radius=1.5, activation="identity").svg
    assert re.search(r"The length of dh: 1 at t = 12, \d{3} at t = 2, 10 steps back", svg)
