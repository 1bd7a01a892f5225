import numpy as np
import pytest
from reading import boxes, of_kind, parse, texts, values_in, word, words

from rnnlab.drawing.colours import COLOURS, INK, MUTED, mix
from rnnlab.drawing.cut_gradient import HIGH, LOST, STEP, TOP, draw_truncation

T = 24
ADDED = np.linspace(0.04, 0.96, T)
SIZES = 2 ** np.arange(1, 10)
FULL, CUT = 3 / np.sqrt(SIZES), np.hypot(3 / np.sqrt(SIZES), 0.4)
KEPT_FILL = mix(COLOURS["result"].fill, 0.55)


def drawn(k=5, asked=14, lost=0.4, added=ADDED, full=FULL, cut=CUT):
    return draw_truncation(added, k, asked, lost, SIZES, full, cut, "A network")


def bars(root, taken):
    return [box for box in boxes(root) if (box.fill == KEPT_FILL if taken else box.stroke == LOST)]


def test_the_words_say_k_the_share_and_both_ends():
    assert drawn().words == (
        "A network. Back through 5 of 24 steps: 40% of the gradient of W_h is lost. "
        f"Averages of 512 sequences: full {FULL[-1]:.0%} off, truncated {CUT[-1]:.0%}."
    )


@pytest.mark.parametrize("k", [1, 5, 24])
def test_the_last_k_bars_are_filled_and_the_others_hollow(k):
    root = parse(drawn(k))
    taken, cut = bars(root, True), bars(root, False)
    assert (len(taken), len(cut)) == (k, T - k)
    both = sorted([*taken, *cut], key=lambda box: box.left)
    assert all(box.fill == KEPT_FILL for box in both[T - k :])
    assert np.diff([box.left for box in both]) == pytest.approx([STEP] * (T - 1))


def test_a_bar_is_as_high_as_what_its_step_adds():
    root = parse(drawn())
    both = sorted([*bars(root, True), *bars(root, False)], key=lambda box: box.left)
    heights = [(box.bottom - box.top) / (HIGH - TOP) for box in both]
    assert heights == pytest.approx(ADDED, abs=1e-4)


@pytest.mark.parametrize("asked", [8, 14, 24])
def test_what_is_asked_for_stands_under_its_bar(asked):
    root = parse(drawn(asked=asked))
    both = sorted([*bars(root, True), *bars(root, False)], key=lambda box: box.left)
    under = both[asked - 1]
    assert word(root, f"x{asked}").x == pytest.approx((under.left + under.right) / 2)


def test_the_averages_are_at_their_numbers():
    root = parse(drawn())
    ticks = [one for one in words(root) if one.fill == MUTED and one.anchor == "end"]
    low, high = (next(one for one in ticks if one.text == text) for text in ("0.03", "10"))

    def value(y):
        return 0.03 * (10 / 0.03) ** ((y - low.y + 4) / (high.y - low.y))

    lines = of_kind(root, "polyline")
    assert [line.style["stroke"] for line in lines] == [COLOURS["result"].text, LOST]
    for line, wanted in zip(lines, (FULL, CUT), strict=True):
        flat = values_in(line.node.get("points"))
        places = [line.at(*point) for point in zip(flat[::2], flat[1::2], strict=True)]
        assert [value(y) for _, y in places] == pytest.approx(wanted, rel=0.01)
        assert np.ptp(np.diff([x for x, _ in places])) < 0.02, "each size is twice the one before"
    level = next(item for item in of_kind(root, "path") if item.style.get("stroke-dasharray") == "1 4")
    _, y = level.at(*values_in(level.node.get("d"))[:2])
    assert value(y) == pytest.approx(0.4, rel=0.01)


def test_the_names_never_touch_and_nothing_lost_has_no_line():
    for cut in (CUT, FULL):
        root = parse(drawn(cut=cut))
        assert word(root, "full").y - word(root, "k = 5").y >= 16
    none = parse(drawn(24, lost=0.0, cut=FULL))
    assert not [item for item in of_kind(none, "path") if item.style.get("stroke-dasharray") == "1 4"]
    assert "cut off" not in texts(none)
    assert {"lost: 0%", "k = 24"} <= set(texts(none))
    assert "lost: 40% (dotted)" in texts(root)


def test_the_cut_is_a_line_between_two_bars():
    root = parse(drawn(5))
    line = next(item for item in of_kind(root, "path") if item.style.get("stroke") == INK)
    x, _ = line.at(*values_in(line.node.get("d"))[:2])
    assert max(box.right for box in bars(root, False)) < x < min(box.left for box in bars(root, True))
