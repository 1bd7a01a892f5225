"""The glue: one callback a move, nothing swallowed, a picture that is there without a kernel."""

import json
from xml.etree import ElementTree

import numpy as np
import pytest
from ipywidgets import Checkbox, Dropdown, FloatSlider, IntSlider

from rnnlab import Explorer, draw_matrices, explore


def counted(calls):
    def draw(n, m):
        calls.append((n, m))
        return draw_matrices("Two sizes", A=np.ones((n, m)))

    return draw


def sliders():
    return {"n": IntSlider(3, 1, 6), "m": IntSlider(2, 1, 4)}


def picture_of(explorer):
    return explorer.html


def test_one_move_is_one_drawing_also_after_20_runs_of_the_cell():
    calls = []
    for _ in range(20):
        explorer = explore(counted(calls), **sliders())
    calls.clear()
    explorer.controls["n"].value = 5
    assert calls == [(5, 2)]


def test_each_explorer_has_its_own_controls_and_state():
    first, second = (explore(counted([]), **sliders()) for _ in range(2))
    first.controls["n"].value = 6
    assert first.values == {"n": 6, "m": 2}
    assert second.values == {"n": 3, "m": 2}


def test_set_moves_several_controls_and_draws_once():
    calls = []
    explorer = explore(counted(calls), **sliders())
    calls.clear()
    explorer.set(n=1, m=4)
    assert calls == [(1, 4)]


def test_moved_is_so_for_as_long_as_it_is_wanted_and_leaves_nothing_behind():
    explorer = explore(lambda n: draw_matrices("Ones", A=np.ones((n, n))), n=IntSlider(2, 1, 6))
    before = explorer.values, explorer.svg, explorer.html
    with explorer.moved(n=6):
        large = explorer.svg
        assert explorer.values == {"n": 6}
    assert (explorer.values, explorer.svg, explorer.html) == before
    fresh = explore(lambda n: draw_matrices("Ones", A=np.ones((n, n))), n=IntSlider(2, 1, 6))
    fresh.set(n=6)
    assert large == fresh.svg


def test_moved_brings_back_a_value_that_was_beyond_a_limit_meanwhile():
    def fit(controls, moved):
        controls["m"].max = controls["n"].value

    explorer = explore(counted([]), adjust=fit, n=IntSlider(5, 1, 6), m=IntSlider(4, 1, 6))
    with explorer.moved(n=2):
        assert explorer.values == {"n": 2, "m": 2}
    assert explorer.values == {"n": 5, "m": 4}


def test_set_to_the_same_values_draws_nothing():
    calls = []
    explorer = explore(counted(calls), **sliders())
    calls.clear()
    explorer.set(n=3, m=2)
    assert calls == []


def test_set_with_an_unknown_name_changes_nothing_and_says_which_there_are():
    explorer = explore(counted([]), **sliders())
    with pytest.raises(ValueError, match=r"There is no control 'no_such' to be a value to set: there are n, m\."):
        explorer.set(n=4, no_such=1)
    assert explorer.values == {"n": 3, "m": 2}


def test_the_live_picture_carries_its_state():
    explorer = explore(counted([]), **sliders())
    explorer.controls["m"].value = 4
    wrapper = ElementTree.fromstring(picture_of(explorer))
    assert json.loads(wrapper.get("data-state")) == {"n": 3, "m": 4} == explorer.values
    assert "3 × 4" in "".join(wrapper.itertext())


def test_the_picture_says_the_new_state_in_words():
    explorer = explore(counted([]), **sliders())
    explorer.controls["n"].value = 6
    assert "<desc>Two sizes: A (6, 2).</desc>" in picture_of(explorer)


def test_sizes_are_capped_by_the_first_maximum():
    explorer = explore(counted([]), **sliders())
    explorer.controls["n"].max = 1000
    explorer.controls["n"].value = 1000
    assert explorer.values["n"] == 6
    assert "6 × 2" in picture_of(explorer)


def test_a_slider_in_the_page_adds_no_last_digits():
    explorer = explore(lambda z: f"<svg><title>{z}</title></svg>", z=FloatSlider(-1, min=-2, max=2))
    explorer.controls["z"].value = -1.0000000000000002 + 0.3
    assert explorer.values == {"z": -0.7}


def breaks_at_4(n, m):
    if n == 4:
        raise ZeroDivisionError("n is <b>4</b>")
    return draw_matrices("Fine", A=np.ones((n, m)))


def test_an_exception_is_raised_and_shown_in_the_pictures_place():
    explorer = explore(breaks_at_4, **sliders())
    with pytest.raises(ZeroDivisionError):
        explorer.controls["n"].value = 4
    assert "ZeroDivisionError: n is &lt;b&gt;4&lt;/b&gt;" in picture_of(explorer)
    assert "<svg" not in picture_of(explorer)


def test_the_error_keeps_the_height_of_the_picture():
    explorer = explore(breaks_at_4, **sliders())
    height = explorer.svg.partition('height="')[2].partition('"')[0]
    with pytest.raises(ZeroDivisionError):
        explorer.controls["n"].value = 4
    assert f"min-height:{height}px" in picture_of(explorer)


def test_the_next_good_value_brings_the_picture_back():
    explorer = explore(breaks_at_4, **sliders())
    with pytest.raises(ZeroDivisionError):
        explorer.controls["n"].value = 4
    explorer.controls["n"].value = 5
    assert "5 × 2" in picture_of(explorer)
    assert "min-height" not in picture_of(explorer)


def test_a_failed_drawing_is_tried_again():
    calls = []

    def fails_once(n, m):
        calls.append(n)
        if len(calls) == 2:
            raise RuntimeError("once")
        return draw_matrices("Fine", A=np.ones((n, m)))

    explorer = explore(fails_once, **sliders())
    with pytest.raises(RuntimeError):
        explorer.controls["n"].value = 4
    explorer.redraw()
    assert "4 × 2" in picture_of(explorer)


def test_a_draw_that_returns_no_text_is_an_error_in_words():
    with pytest.raises(TypeError, match="draw returned None, but it must return SVG text"):
        explore(lambda n: None, n=IntSlider(1, 1, 2))


def test_adjust_may_set_limits_and_still_one_drawing_is_made():
    calls = []

    def adjust(controls, moved):
        controls["m"].max = controls["n"].value

    explorer = explore(counted(calls), adjust=adjust, n=IntSlider(4, 1, 6), m=IntSlider(4, 1, 6))
    calls.clear()
    explorer.controls["n"].value = 2
    assert calls == [(2, 2)]


def test_repr_has_the_state_and_no_address():
    explorer = explore(
        lambda **values: draw_matrices("x", A=np.ones((1, 1))), n=IntSlider(2), way=Dropdown(options=["a"])
    )
    assert repr(explorer) == "Explorer(n=2, way='a')"


def test_the_displayed_object_has_the_live_view_the_picture_and_the_words():
    bundle = explore(counted([]), **sliders())._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.jupyter.widget-view+json", "text/html", "text/plain"}
    assert bundle["text/plain"] == "Explorer(n=3, m=2): Two sizes: A (3, 2)."
    assert bundle["text/html"].startswith('<img alt="Two sizes: A (3, 2)." src="data:image/svg+xml;base64,')
    assert "Run this cell to wake the sliders" in bundle["text/html"]


def test_two_states_have_two_bundles():
    explorer = explore(counted([]), **sliders())
    before = explorer._repr_mimebundle_()["text/html"]
    explorer.controls["n"].value = 4
    assert explorer._repr_mimebundle_()["text/html"] != before


def test_plain_svg_text_of_a_reader_is_drawn_too():
    explorer = explore(lambda on: f"<svg><title>{on}</title></svg>", on=Checkbox(True))
    assert isinstance(explorer, Explorer)
    assert "<svg><title>True</title></svg>" in picture_of(explorer)
