"""Explorers driven by a learner's function: right, wrong, not written, raising, of a wrong shape, without an end."""

import json
import random
from xml.etree import ElementTree

import numpy as np
import pytest
from scenes import on_page, values_of

from rnnlab import ACTIVATIONS, explore_formulas, explore_forward, explore_gates, lstm_step, rnn_step
from rnnlab.check import EXERCISES
from rnnlab.networks.params import LSTMParams, RNNParams


def right_step(x, h, W_h, b_h):
    return rnn_step(x, h, RNNParams(W_h, b_h))


def right_lstm(x, h, c, W, b):
    return lstm_step(x, h, c, LSTMParams(W, b))


def right_formula(W_hh, W_hx, h, x, b, g):
    return g(W_hh @ h + W_hx @ x + b)


def wrong(exercise, mistake):
    function = next(one.function for one in EXERCISES[exercise].wrong if one.name == mistake)

    def my_function(*arguments):
        return function(*arguments)

    return my_function


def stub(*arguments):
    return ...


def raises(*arguments):
    raise RuntimeError("no such thing")


def only_one_number(*arguments):
    return np.zeros((1, 1))


MAKE = {
    "forward": (lambda f: explore_forward(step=f), "rnn_step", right_step, "sigmoid"),
    "gates": (lambda f: explore_gates(step=f), "lstm_step", right_lstm, "no tanh on c"),
    "formula_1": (lambda f: explore_formulas(formula_1=f), "formula_1", right_formula, "b forgotten"),
    "formula_2": (lambda f: explore_formulas(formula_2=f), "formula_2", right_formula, "b twice"),
}
PLAIN = dict(zip(MAKE, (explore_forward, explore_gates, explore_formulas, explore_formulas), strict=True))
AWAKE = {
    "forward": {"source": "sine", "T": 9, "t": 5},
    "gates": {"start": "A", "t": 5},
    "formula_1": {"bias": True, "activation": "tanh", "fill": "random"},
    "formula_2": {"bias": True, "activation": "tanh", "fill": "random"},
}


@pytest.fixture(params=MAKE)
def kind(request):
    return request.param


def words(explorer):
    return ElementTree.fromstring(explorer.svg).findtext("{*}desc")


def marked(explorer):
    """How many cells are framed, and under which name the part stands, in a picture."""
    return [
        int(node.get("data-wrong")) for node in ElementTree.fromstring(explorer.svg).iter() if node.get("data-wrong")
    ]


def texts(svg):
    return [node.text for node in ElementTree.fromstring(svg).iter() if node.text]


def wake(explorer, kind):
    """The explorer at values at which the mistakes of MAKE show."""
    explorer.set(**AWAKE[kind])
    return explorer


def test_a_right_function_gives_the_picture_of_the_package_and_says_so(kind):
    make, _, right, _ = MAKE[kind]
    explorer, plain = wake(make(right), kind), wake(PLAIN[kind](), kind)
    assert marked(explorer) == []
    assert words(explorer).endswith("Computed by " + right.__name__ + ": every cell agrees with the package's.")
    numbers = [text for text in texts(plain.svg) if text.replace(".", "").replace("-", "").isdigit()]
    assert [text for text in texts(explorer.svg) if text.replace(".", "").replace("-", "").isdigit()] == numbers


def test_a_wrong_function_is_drawn_marked_and_named(kind):
    make, exercise, _, mistake = MAKE[kind]
    explorer = wake(make(wrong(exercise, mistake)), kind)
    sentence = next(one.sentence for one in EXERCISES[exercise].wrong if one.name == mistake)
    count = int(words(explorer).partition("Computed by my_function: ")[2].split()[0])
    assert count > 0
    assert words(explorer).endswith(f"from the package's, framed in red. {sentence}")
    assert max(marked(explorer)) > 0
    assert explorer.svg != wake(make(MAKE[kind][2]), kind).svg


def test_the_marks_are_the_entries_that_differ():
    def one_entry(W_hh, W_hx, h, x, b, g):
        result = right_formula(W_hh, W_hx, h, x, b, g)
        result[0, 0] += 1
        return result

    explorer = explore_formulas(formula_2=one_entry)
    assert marked(explorer) == [1]
    assert "1 cell differs from the package's, framed in red." in words(explorer)
    root = ElementTree.fromstring(explorer.svg)
    assert root.find(".//*[@data-part='formula_2']//*[@data-wrong]") is not None
    assert root.find(".//*[@data-part='formula_1']//*[@data-wrong]") is None


def test_the_states_of_the_strip_are_the_learners():
    explorer = explore_forward(step=lambda x, h, W_h, b_h: h + 0.25)
    explorer.set(T=4, H=1, t=3)
    assert "h₃ = [0.75]" in words(explorer)
    assert 4 in marked(explorer)


def test_the_gates_stay_those_of_the_package_and_the_states_are_the_learners():
    explorer = explore_gates(step=lambda x, h, c, W, b: (c + 0.125, c + 0.25))
    explorer.set(t=2)
    assert "mean gates f 0.73, i 0.50, o 0.50" in words(explorer)
    assert "mean c 0.50, mean h 0.38" in words(explorer)


def test_where_it_agrees_by_chance_the_check_still_speaks():
    explorer = explore_formulas(formula_1=wrong("formula_1", "b forgotten"))
    assert marked(explorer) == []
    assert "every cell agrees with the package's here. The bias b is missing" in words(explorer)


def test_what_is_not_written_yet_shows_the_picture_of_the_package(kind):
    make = MAKE[kind][0]
    explorer = make(stub)
    assert words(explorer).endswith(
        "stub is not written yet: this picture is the package's. Write it, and run this cell again."
    )
    assert marked(explorer) == []


def test_two_learners_are_both_spoken_of():
    explorer = explore_formulas(formula_1=right_formula, formula_2=wrong("formula_2", "φ forgotten"))
    explorer.set(activation="tanh")
    assert "Computed by right_formula: every cell agrees" in words(explorer)
    assert "Computed by my_function: 3 cells differ" in words(explorer)


@pytest.mark.parametrize(
    ("function", "said"),
    [(raises, "It raises RuntimeError in line"), (only_one_number, None), (lambda a: a, "Your function takes (a)")],
)
def test_what_cannot_be_drawn_gives_a_sentence_in_its_place_and_the_sliders_work(kind, function, said):
    explorer = MAKE[kind][0](function)
    for size in (4, 1, 5):
        explorer.controls["H"].value = size
        assert (said or "It returns one array" if kind == "gates" else said or "wrong shape") in words(explorer)
        wrapper = ElementTree.fromstring(explorer.html)
        assert json.loads(wrapper.get("data-state"))["H"] == size


def test_a_function_that_raises_for_some_sizes_brings_the_picture_back():
    def shy(x, h, W_h, b_h):
        if h.shape[-1] == 4:
            raise ValueError("not four")
        return right_step(x, h, W_h, b_h)

    explorer = explore_forward(step=shy)
    explorer.controls["H"].value = 4
    assert "not four" in words(explorer)
    explorer.controls["H"].value = 5
    assert "h (12, 5)" in words(explorer)


def test_an_endless_function_is_asked_once_and_not_at_every_move(monkeypatch):
    monkeypatch.setattr("rnnlab.explorers.learner.diagnose", quick_diagnose)
    calls = []

    def endless(x, h, W_h, b_h):
        calls.append(1)
        while True:
            pass

    explorer = explore_forward(step=endless)
    assert "Is there a loop without an end" in words(explorer)
    explorer.controls["H"].value = 4
    assert len(calls) == 1


def quick_diagnose(exercise, function):
    from rnnlab.check.diagnosis import diagnose

    return diagnose(exercise, function, seconds=0.1)


def test_a_function_that_hangs_later_is_stopped(monkeypatch):
    monkeypatch.setattr("rnnlab.explorers.learner.SECONDS", 0.1)
    hangs = []

    def sometimes(x, h, W_h, b_h):
        while hangs:
            pass
        return right_step(x, h, W_h, b_h)

    explorer = explore_forward(step=sometimes)
    hangs.append(1)
    explorer.controls["H"].value = 4
    assert "It did not finish within 0.1 seconds." in words(explorer)


def test_a_long_sentence_still_fits_its_card(kind):
    def long(*arguments):
        raise RuntimeError("word " * 500)

    assert "word word" in words(MAKE[kind][0](long))
    name = "my_function_with_a_name_that_does_not_end_" * 5
    make, exercise, _, mistake = MAKE[kind]
    function = wrong(exercise, mistake)
    function.__name__ = name
    assert name in words(wake(make(function), kind))


def test_all_pictures_have_one_width_and_never_shrink_and_are_small(kind):
    make, exercise, right, mistake = MAKE[kind]
    rng, widths = random.Random(0), set()
    for function in (right, wrong(exercise, mistake), stub, raises):
        explorer, height = make(function), 0.0
        for _ in range(40):
            _, control = rng.choice(sorted(on_page(explorer).items()))
            control.value = rng.choice(values_of(control))
            svg = ElementTree.fromstring(explorer.svg)
            widths.add(svg.get("width"))
            assert float(svg.get("height")) >= height
            height = float(svg.get("height"))
            assert len(explorer.html.encode()) < 30_000
    assert len(widths) == 1


def test_what_the_function_does_not_know_is_not_on_the_page():
    assert "activation" not in explore_forward(step=right_step).on_page
    assert "activation" in explore_forward().on_page
    explorer = explore_gates(step=right_lstm)
    assert "output_tanh" not in explorer.on_page
    assert "become the RNN" not in explorer.controls["preset"].options


@pytest.mark.parametrize("preset", ["remember", "forget", "overwrite"])
def test_a_right_lstm_agrees_under_every_preset(preset):
    explorer = explore_gates(step=right_lstm)
    explorer.controls["preset"].value = preset
    assert words(explorer).endswith("every cell agrees with the package's.")


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_right_formulas_agree_for_every_activation_dtype_and_number_of_products(activation, dtype):
    explorer = explore_formulas(formula_1=right_formula, formula_2=right_formula)
    explorer.set(activation=activation, dtype=dtype, fill="random", bias=True)
    for k in range(6):
        explorer.controls["k"].value = k
        assert words(explorer).count("every cell agrees with the package's.") == 2
