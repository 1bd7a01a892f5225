import numpy as np
import pytest
from reading import boxes, matrices, matrix_of, numbers, parse, texts

from rnnlab.drawing.colours import WAITING
from rnnlab.drawing.gradient_sum import draw_gradient_sum

T, H, D = 4, 2, 1


def drawn(n, B=1):
    rng = np.random.default_rng(B)
    hx, dz = rng.integers(-3, 4, (T, B, H + D)), rng.integers(-3, 4, (T, B, H))
    steps = np.array([sum(np.outer(a, b) for a, b in zip(*both, strict=True)) for both in zip(hx, dz, strict=True)])
    total = sum(steps[:n], np.zeros((H + D, H), int))
    return draw_gradient_sum(steps, hx.reshape(-1, H + D), dz.reshape(-1, H), total, H, n), steps, hx, dz, total


@pytest.mark.parametrize("B", [1, 3])
@pytest.mark.parametrize("n", [0, 2, 4])
def test_the_sum_and_the_product_stand_there_with_all_their_numbers(n, B):
    svg, steps, hx, dz, total = drawn(n, B)
    root = parse(svg)
    for t, dW in enumerate(steps, start=1):
        assert [one.numbers for one in matrix_of(root, f"dW{t}").blocks] == [numbers(dW[:H]), numbers(dW[H:])]
    rows = hx.reshape(-1, H + D)
    assert [one.numbers for one in matrix_of(root, "hx").blocks] == [numbers(rows[:, :H].T), numbers(rows[:, H:].T)]
    assert matrix_of(root, "dz").blocks[0].numbers == numbers(dz.reshape(-1, H))
    for part in ("sum", "product"):
        assert [one.numbers for one in matrix_of(root, part).blocks] == [numbers(total[:H]), numbers(total[H:])]
    assert f"the sum over the steps, {n} of 4 steps" in texts(root)
    assert svg.words.endswith(f"Both give {', '.join(str(value) for value in total.flat)}.")


@pytest.mark.parametrize("B", [1, 2])
@pytest.mark.parametrize("n", [0, 1, 4])
def test_steps_that_are_not_in_the_sum_wait(n, B):
    root = parse(drawn(n, B)[0])
    for t in range(1, T + 1):
        fills = {fill for one in matrix_of(root, f"dW{t}").blocks for row in one.fills for fill in row}
        assert (fills == {WAITING}) == (t > n)
    waiting = [set(row) == {WAITING} for row in matrix_of(root, "dz").blocks[0].fills]
    assert waiting == [False] * (n * B) + [True] * ((T - n) * B)
    covers = boxes(root, fill=WAITING)
    block = matrix_of(root, "hx").blocks[0]
    side = (block.right - block.left) / (T * B)
    assert [(box.left, box.right) for box in covers if box.right - box.left > 26.5] == (
        [pytest.approx((block.left + n * B * side, block.right), abs=0.02)] if n < T else []
    )


@pytest.mark.parametrize("B", [1, 2, 3])
def test_it_fits_the_page_beside_each_other_where_it_can(B):
    root = parse(drawn(2, B)[0])
    assert float(root.get("width")) <= 900
    parts = {one.part: one.blocks[0] for one in matrices(root)}
    beside = parts["hx"].left > parts["sum"].right
    assert beside == (B == 1)
    assert beside or parts["hx"].top > parts["sum"].bottom
