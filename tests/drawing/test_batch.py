import numpy as np
import pytest
from reading import boxes, cell_colours, matrix_of, numbers, parse, texts, words

from rnnlab.drawing.batch import draw_batch
from rnnlab.drawing.colours import COLOURS, INK, LINE, diverging

T, D, H = 5, 4, 3
NAMES = ["level", "lever", "revel"]
RNG = np.random.default_rng(2)
X, STATES, START = RNG.uniform(-1, 1, (3, T, D)), RNG.uniform(-1, 1, (3, T, H)), RNG.uniform(-1, 1, (3, H))
each = pytest.mark.parametrize(("B", "t"), [(1, 1), (2, 3), (3, T)])


def drawn(B, t):
    return draw_batch(X[:B], STATES[:B], START[:B], t, NAMES[:B])


def strips_of(root, B):
    return sorted(
        (box for box in boxes(root, stroke=LINE, fill="none") if box.bottom - box.top > 30), key=lambda b: b.left
    )


@each
def test_every_example_has_a_strip_with_its_start_and_step_t_framed(B, t):
    root = parse(drawn(B, t))
    strips = strips_of(root, B)
    assert len(strips) == B
    frames = sorted(boxes(root, stroke=INK, fill="none"), key=lambda b: b.left)
    before = sorted(boxes(root, stroke=COLOURS["h"].text, fill="none"), key=lambda b: b.left)
    for b, strip in enumerate(strips):
        values = np.concatenate([START[b][None], STATES[b]])
        assert cell_colours(root, strip, T + 1, H) == [[diverging(v, 1) for v in unit] for unit in values.T]
        w = (strip.right - strip.left) / (T + 1)
        assert (frames[b].left, before[b].left) == pytest.approx((strip.left + t * w, strip.left + (t - 1) * w))
        inside = [one for one in words(root) if one.size == 15 and strip.left < one.x < strip.right]
        assert "".join(one.text for one in sorted(inside, key=lambda one: one.x)) == NAMES[b]


@each
def test_the_rows_of_step_t_are_those_of_all_examples(B, t):
    svg = drawn(B, t)
    root = parse(svg)
    before = START[:B] if t == 1 else STATES[:B, t - 2]
    h, x = matrix_of(root, "hx").blocks
    (after,) = matrix_of(root, "result").blocks
    assert (h.name, x.name, after.name) == (f"h{t - 1}", f"x{t}", f"h{t}")
    assert h.numbers == numbers(before)
    assert x.numbers == numbers(X[:B, t - 1])
    assert after.numbers == numbers(STATES[:B, t - 1])
    assert matrix_of(root, "hx").ledger == f"{B} × (3+4)"
    said = f"Step {t}: x[:, {t - 1}] is ({B}, 4), the state ({B}, 3): {B} row{'s' * (B > 1)}, one product."
    assert said in texts(root)
    assert said in svg.words
    assert f"All states are ({B}, 5, 3)." in svg.words
