"""The checks: right solutions pass, wrong ones are found under their own names, the rest is said honestly."""

import contextlib
import time
from functools import cache

import backward_solutions
import inspection_solutions
import numpy as np
import odd_solutions
import pytest
import right_solutions
import training_solutions
import variant_solutions
import wrong_solutions
from right_solutions import forward, lstm, on_top, step

from rnnlab import RNNParams, check
from rnnlab.check import EXERCISES, Result
from rnnlab.check.comparing import same
from rnnlab.check.exercises import as_tuple

RIGHT = right_solutions.RIGHT | backward_solutions.RIGHT | variant_solutions.RIGHT | training_solutions.RIGHT
RIGHT |= inspection_solutions.RIGHT
WRONG = wrong_solutions.WRONG | backward_solutions.WRONG | variant_solutions.WRONG | training_solutions.WRONG
WRONG |= inspection_solutions.WRONG
each_right = [
    pytest.param(name, f, id=f"{name}-{f.__name__}")
    for solutions in (RIGHT, odd_solutions.RIGHT)
    for name, functions in solutions.items()
    for f in functions
]
each_wrong = [
    pytest.param(name, mistake, f, id=f"{name}-{mistake}-{k}")
    for name, mistakes in WRONG.items()
    for mistake, functions in mistakes.items()
    for k, f in enumerate(functions)
]
WANTED = {
    "join_weights": {"on top", "swapped", "np.stack", "transposed"},
    "join_state": {"beside", "swapped", "flattened", "dtype changed"},
    "formula_1": {"b twice", "b forgotten", "* for @", "W_hx transposed", "φ of each term apart"},
    "formula_2": {"b twice", "b forgotten", "* for @", "W_hx transposed", "φ of each term apart"},
    "rnn_step": {"no tanh", "sigmoid", "[x, h] order", "x used twice", "h ignored", "h changed in place"},
    "rnn_forward": {
        "last state only",
        "h never carried",
        "h0 ignored",
        "one step late",
        "time and batch mixed",
        "new weights each step",
    },
    "lstm_step": {
        "f and i swapped (block order i, f, o, g)",
        "block order i, f, g, o",
        "no tanh on c",
        "h fed as c",
        "candidate with sigmoid",
        "one block's bias in another",
    },
    "lstm_as_rnn": {"f = 1", "output tanh kept"},
    "half_life": {"sign", "log 2 forgotten", "log base", "rate squared", "1 / rate", "1 − rate", "rounded"},
    "spectral_scaling": {
        "scaled by the norm",
        "scaled by the Frobenius norm",
        "squared",
        "abs forgotten",
        "imaginary part forgotten",
        "from one entry",
        "multiplied, not divided",
    },
    "rnn_backward_step": {
        "tanh's slope forgotten",
        "slope at h instead of z",
        "dh of the loss forgotten",
        "dh_next forgotten",
        "W_hh not transposed",
        "dW_h transposed",
        "bias not summed over the batch",
        "mean over the batch",
        "h and x exchanged",
        "outer product of the whole batch",
    },
    "rnn_backward": {
        "nothing carried back",
        "W_hh and slope forgotten on the way",
        "only the last step's dh",
        "weights' gradient overwritten",
        "order of time",
        "h[t] for h[t − 1]",
        "h0 ignored",
        "mean over the steps",
    },
    "lstm_backward_step": {
        "the path through h forgotten",
        "the path through h forgotten in dc_prev",
        "gate slopes exchanged",
        "c for c_prev in f",
        "output tanh's slope forgotten",
        "block order i, f, g, o",
        "sigmoid's slope for the candidate",
        "f forgotten in dc_prev",
    },
    "clip": {
        "each array alone",
        "by value",
        "direction lost",
        "norm 0 gives NaN",
        "always scaled to the limit",
        "root forgotten",
        "upside down",
        "largest number for the norm",
    },
    "gru_step": {
        "reset before",
        "z mirrored",
        "reset before, z mirrored",
        "reset on x too",
        "candidate with sigmoid",
        "block order z, r, n",
        "b_hn forgotten",
        "b_hn outside the reset",
    },
    "reorder": {
        "nothing moved",
        "f and i only",
        "g and o only",
        "reversed",
        "b not moved",
        "rows, not columns",
        "reshaped the wrong way",
        "overwritten",
    },
    "cross_entropy": {
        "unstable: exp of large logits",
        "unstable: log of a softmax",
        "padding counted",
        "divided by B T",
        "mean of the examples' means",
        "sign",
        "log base",
        "sum for mean",
        "softmax over the wrong axis",
        "probability, not its log",
        "last steps only",
    },
    "adam_step": {
        "bias correction forgotten",
        "only m corrected",
        "only v corrected",
        "ε inside the root",
        "step counted from 0",
        "not squared",
        "betas exchanged",
        "sign",
        "rate twice",
        "m not carried",
        "root forgotten",
        "corrected moments returned",
    },
    "sample": {
        "temperature multiplied",
        "argmax",
        "no softmax",
        "state not carried",
        "temperature on probabilities",
        "first letter fed again",
        "first letter among the letters",
        "h0 ignored",
        "softmax twice",
        "not cumulative",
    },
    "connectivity": {
        "W_hh not transposed",
        "W_hx not transposed",
        "tanh's slope forgotten",
        "tanh's slope forgotten at t",
        "slope at h instead of z",
        "t − 1 for t",
        "t + 1 for t",
        "all units",
        "sum for the norm",
        "largest for the norm",
        "root forgotten",
        "gradient times input",
        "order of time",
        "h0 ignored",
        "only one step back",
        "differences for the gradient",
        "[x, h] order",
        "W row of the unit",
        "gradient of h, not of x",
    },
    "hold_unit": {
        "f and i exchanged",
        "column of W left",
        "b left",
        "row for column",
        "all units held",
        "o for i",
        "g for i",
        "W changed in place",
        "bias 1 and 0",
        "bias too small",
        "only f",
        "only i",
        "unit counted from 1",
    },
}


def checked(name, function):
    return getattr(check, name)(function, seconds=20.0)  # also where the machine is busy


# ---- right and wrong ----


@pytest.mark.parametrize(("name", "function"), each_right)
def test_every_right_solution_passes(name, function):
    result = checked(name, function)
    assert result, result
    assert result.diagnosis == "passed"
    assert result.case is None


@pytest.mark.usefixtures("room_to_search")
@pytest.mark.parametrize(("name", "mistake", "function"), each_wrong)
def test_every_wrong_solution_is_found_under_its_own_name(name, mistake, function):
    result = checked(name, function)
    assert not result
    assert result.diagnosis == mistake, result
    assert result.sentence[-1] == "."
    assert len(result.sentence.split()) > 6


@cache
def known(name):
    """What is said of each known mistake."""
    return [checked(name, wrong.function) for wrong in EXERCISES[name].wrong]


@pytest.mark.parametrize("name", EXERCISES)
def test_no_known_mistake_is_named_as_another_one(name):
    for wrong, result in zip(EXERCISES[name].wrong, known(name), strict=True):
        assert (result.diagnosis, result.sentence) == (wrong.name, wrong.sentence)


@pytest.mark.parametrize("name", EXERCISES)
def test_the_card_of_a_mistake_can_be_drawn(name):
    for result in known(name)[::5]:
        assert result.picture.startswith("<svg")


@pytest.mark.parametrize("name", WANTED)
def test_the_wrong_solutions_that_are_asked_for_are_all_there(name):
    assert set(WRONG[name]) >= WANTED[name]


@pytest.mark.parametrize("name", EXERCISES)
def test_names_and_sentences_are_one_to_one_and_say_what_to_do(name):
    sentences = {wrong.sentence: wrong.name for wrong in EXERCISES[name].wrong}
    assert len(set(sentences)) >= len({wrong.name for wrong in EXERCISES[name].wrong})
    for sentence in sentences:
        assert sentence.endswith(".")


def shows(exercise, wrong, case, wanted):
    with contextlib.suppress(ValueError), np.errstate(all="ignore"):  # shapes on which it has no result
        return not same(as_tuple(wrong.function(*exercise.arguments(case)[0])), wanted)
    return False


@pytest.mark.parametrize("name", EXERCISES)
def test_every_known_mistake_shows_in_at_least_two_examples(name):
    exercise = EXERCISES[name]
    wanted = [(case, exercise.wanted(case)) for case in exercise.cases]
    for wrong in exercise.wrong:
        assert sum(shows(exercise, wrong, *one) for one in wanted) >= 2, (wrong.name, wrong.sentence)


# ---- the examples ----


@pytest.mark.parametrize("name", EXERCISES)
def test_the_examples_are_what_is_promised(name):
    cases = EXERCISES[name].cases
    count = sum(bool(case.meaning) for case in cases)
    meaningful, random = cases[:count], cases[count:]
    assert 3 <= count <= 5
    assert all(case.meaning and not case.sizes for case in meaningful)
    assert all(case.sizes and not case.meaning for case in random)
    sizes = [size for case in random for size in case.sizes.values()]
    assert (min(sizes), max(sizes)) == (1, 6)
    if "D" in random[0].sizes:
        square = sum(case.sizes["H"] == case.sizes["D"] for case in random)
        assert len(random) / 4 <= square <= len(random) / 2
    real = [[a for a in case.arrays.values() if isinstance(a, np.ndarray) and a.dtype.kind == "f"] for case in cases]
    assert sum(all(array.dtype == np.float32 for array in arrays) for arrays in real) == 1
    for case in random:
        for argument, array in case.arrays.items():
            if argument in ("b", "b_h", "h", "h0", "c"):
                assert np.all(array != 0)
            if isinstance(array, np.ndarray) and array.ndim == 2 and array.shape[0] == array.shape[1] > 1:
                assert not np.allclose(array, array.T)


def test_the_examples_that_mean_something_come_out_as_they_say():
    zero, keep, large = EXERCISES["rnn_step"].cases[:3]
    assert np.allclose(step(**zero.arrays), np.tanh(zero.arrays["b_h"]))
    assert np.allclose(step(**keep.arrays), np.tanh(keep.arrays["h"]))
    assert np.allclose(np.abs(step(**large.arrays)), 1)
    half, stays, becomes = (EXERCISES["lstm_step"].cases[k].arrays for k in range(3))
    assert np.allclose(lstm(**half)[1], half["c"] / 2)
    assert np.allclose(lstm(**stays), [np.tanh(stays["c"]), stays["c"]])
    assert np.allclose(lstm(**becomes)[1], np.tanh(0.5))


def test_two_checks_say_the_same():
    wrong = WRONG["rnn_step"]["sigmoid"][0]
    assert repr(check.rnn_step(wrong)) == repr(check.rnn_step(wrong))
    assert check.rnn_step(wrong).picture == check.rnn_step(wrong).picture


@pytest.mark.parametrize("name", EXERCISES)
def test_a_check_makes_few_calls(name):
    """What a check costs is its calls: 17 runs of a function that takes microseconds."""
    calls = []
    exercise = EXERCISES[name]
    checked(name, lambda *arguments: calls.append(1) or exercise.right(*arguments))
    assert 17 <= len(calls) == len(exercise.cases) + 1 <= 18


# ---- not attempted ----


def stub(x, h, W_h, b_h):
    return ...


def unfinished(x, h, W_h, b_h):
    np.concatenate([h, x], axis=-1)


def not_implemented(x, h, W_h, b_h):
    raise NotImplementedError


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (..., "There is no function yet."),
        (None, "There is no function yet."),
        (stub, "It still returns ... and nothing else."),
        (unfinished, "It returns nothing: a return is missing, or not written yet."),
        (not_implemented, "It raises NotImplementedError."),
        (lambda x, h, W_h, b_h: (..., ...), "It still returns ... and nothing else."),
    ],
)
def test_a_stub_is_not_attempted_yet_and_nothing_is_raised(function, words):
    result = check.rnn_step(function)
    assert not result
    assert not result.attempted
    assert result.diagnosis == "not attempted"
    assert repr(result) == f"rnn_step, not attempted yet. {words}"


def test_who_prints_the_result_and_returns_nothing_has_attempted_it():
    result = check.rnn_step(lambda *a: print(step(*a)))
    assert (result.attempted, result.diagnosis) == (True, "printed, not returned")
    assert "only return hands it back" in result.sentence


# ---- what fits no known mistake ----


def noted(function):
    return check.rnn_step(function)


def transposes(x, h, W_h, b_h):
    return step(x, h, W_h, b_h).T


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (transposes, "h has the wrong shape: yours (2, 1), expected (1, 2), which is (B, H): it looks transposed."),
        (
            lambda *a: step(*a)[0],
            "yours (2,), expected (1, 2), which is (B, H): as many numbers",
        ),
        (lambda *a: step(*a)[None], "yours (1, 1, 2), expected (1, 2), which is (B, H): as many numbers, laid out"),
        (lambda *a: step(*a)[..., :1], "yours (1, 1), expected (1, 2), which is (B, H)."),
        (lambda *a: step(*a).sum(), "yours (), expected (1, 2), which is (B, H): it lacks an axis."),
        (lambda *a: "text", "What it returns as h is not an array of real numbers, but a str."),
        (lambda *a: step(*a) + 0j, "is not an array of real numbers, but an array of dtype complex128."),
        (lambda *a: [[1.0], [1.0, 2.0]], "What it returns as h is ragged: every row must have the same length."),
        (lambda *a: step(*a) + 0.5, "In h, 2 of 2 numbers differ: h[0, 0] is 0.9621, expected 0.4621."),
        (7, "This is an int, not a function: give the function itself, without calling it."),
    ],
)
def test_what_differs_is_said(function, words):
    result = noted(function)
    assert result.diagnosis in ("wrong shape", "wrong numbers", "no such arrays", "not a function")
    assert words in result.sentence


def test_a_difference_names_the_sizes_for_which_it_shows():
    assert (
        "It is right where B = 1, and wrong where the batch is larger."
        in noted(lambda *a: step(*a) * len(a[0])).sentence
    )
    only_square = lambda x, h, W, b: step(x, h, W, b) * (1 if x.shape == h.shape else 2)  # noqa: E731
    assert "It is right where H = D, and wrong where H and D differ." in noted(only_square).sentence


def raises(x, h, W_h, b_h):
    hx = np.concatenate([h, x], axis=0)
    return np.tanh(hx @ W_h + b_h)


def test_an_exception_is_the_learners_own_with_its_line():
    result = noted(raises)
    line = raises.__code__.co_firstlineno + 1
    assert result.diagnosis == "raises ValueError"
    assert (
        f"It raises ValueError in line {line} (hx = np.concatenate([h, x], axis=0)): all the input" in result.sentence
    )


def test_a_long_message_is_cut():
    def shouts(x, h, W_h, b_h):
        raise RuntimeError("no " * 10_000)

    assert len(noted(shouts).sentence) < 500


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt, RecursionError, MemoryError])
def test_what_would_end_a_program_ends_nothing(error):
    def ends(x, h, W_h, b_h):
        raise error

    assert f"It raises {error.__name__}" in noted(ends).sentence


def test_other_arguments_are_named():
    result = noted(lambda x, h: h)
    assert result.diagnosis == "other arguments"
    assert "Your function takes (x, h), but it is called, by position, with (x, h, W_h, b_h)" in result.sentence


def test_a_function_with_more_arguments_that_have_defaults_is_called_as_taught():
    assert noted(lambda x, h, W_h, b_h, activation=np.tanh: activation(np.hstack([h, x]) @ W_h + b_h))


def test_functions_without_a_signature_and_callable_objects_are_called():
    class Step:
        def __call__(self, x, h, W_h, b_h):
            return step(x, h, W_h, b_h)

    assert noted(Step())
    assert "It raises TypeError" in noted(np.concatenate).sentence or not noted(np.concatenate)


@pytest.mark.parametrize(
    ("returned", "words"),
    [
        (lambda h, c: h, "It returns one array of shape (1, 1), but 2 arrays should come back: h and c."),
        (lambda h, c: (h, c, c), "It returns 3 things, but h and c should come back."),
        (lambda h, c: {"h": h, "c": c}, "It returns a dict, but 2 arrays should come back: h and c."),
        (lambda h, c: (h, None), "What it returns as c is not an array of real numbers, but a NoneType."),
        (lambda h, c: (h, c[0]), "c has the wrong shape: yours (1,), expected (1, 1)"),
    ],
)
def test_two_results_are_asked_for_in_words(returned, words):
    assert words in check.lstm_step(lambda *a: returned(*lstm(*a))).sentence


def test_two_results_may_come_as_a_tuple_a_list_or_one_array():
    for kind in (tuple, list, np.array):
        assert check.lstm_step(lambda *a, kind=kind: kind(lstm(*a)))


# ---- dtypes ----


def test_a_list_has_no_dtype_of_its_own():
    assert "remark" not in check.join_state(lambda h, x: on_top(h, x).tolist()).sentence


def test_a_step_may_widen_its_dtype_and_is_told_but_may_not_narrow_it():
    result = noted(lambda *a: step(*a).astype(np.float64))
    assert result
    assert "One remark: yours is float64 where the arguments are float32" in result.sentence
    assert noted(lambda *a: step(*a).astype(np.float32)).diagnosis in ("dtype changed", "wrong numbers")
    assert not noted(lambda *a: step(*a).astype(np.float16))


# ---- what a function leaves behind, or finds there ----


def test_a_change_in_place_is_named_beside_another_mistake():
    def wrong(x, h, W_h, b_h):
        h *= 0
        return np.tanh(np.hstack([h, x]) @ W_h + b_h)

    result = noted(wrong)
    assert result.diagnosis == "h ignored"
    assert result.sentence.endswith("It also changes h in place.")


def test_the_arguments_of_the_next_example_are_not_spoilt():
    def spoils(x, h, W_h, b_h):
        result = step(x, h, W_h, b_h)
        for array in (x, h, W_h, b_h):
            array[...] = 7
        return result

    result = noted(spoils)
    assert result.diagnosis == "x changed in place"
    assert "x and h and W_h and b_h are changed in place" in result.sentence
    assert noted(step)


def test_a_memory_of_the_call_before_is_found():
    kept = {}

    def remembers(x, h, W_h, b_h):
        h = kept.get(h.shape, h)
        kept[h.shape] = step(x, h, W_h, b_h)
        return kept[h.shape]

    result = noted(remembers)
    assert result.diagnosis == "depends on the call before"
    assert "Two equal calls gave different results" in result.sentence


def resets(keeper):
    """A step whose state is begun anew with each new shape."""

    def remembers(x, h, W_h, b_h):
        if getattr(keeper, "shape", None) != h.shape:
            keeper.shape, keeper.h = h.shape, h
        keeper.h = step(x, keeper.h, W_h, b_h)
        return keeper.h

    return remembers


def test_a_state_that_is_reset_with_each_new_shape_is_found():
    class Step:
        def __call__(self, *arguments):
            return resets(self)(*arguments)

    def in_an_attribute(x, h, W_h, b_h):
        return resets(in_an_attribute)(x, h, W_h, b_h)

    for function in (Step(), in_an_attribute):
        result = noted(function)
        assert result.diagnosis == "depends on the call before"
        assert "the first left something in shape and h." in result.sentence
    assert "Does it draw random numbers" in noted(resets(Step())).sentence


def test_a_right_result_that_is_not_repeated_does_not_pass():
    calls = []

    def right_once(x, h, W_h, b_h):
        calls.append(1)
        return step(x, h, W_h, b_h) + (len(calls) > 16)

    assert noted(right_once).diagnosis == "depends on the call before"


H = 2


def test_a_global_is_named():
    cut = noted(lambda x, h, W_h, b_h: np.tanh(h @ W_h[:H] + x @ W_h[H : H + x.shape[1]] + b_h))
    assert cut.diagnosis == "depends on a global"
    assert "It reads H from outside the function." in cut.sentence


def test_a_variable_around_the_function_is_named_too_and_what_does_no_harm_is_not():
    def makes(H, offset=0.0):
        shift = np.array([offset])
        return lambda x, h, W_h, b_h: np.tanh(h @ W_h[:H] + x @ W_h[H:] + b_h) + shift

    assert "It reads H from outside" in noted(makes(4)).sentence
    assert noted(makes(4, offset=0.25)).diagnosis == "raises ValueError"
    assert noted(makes(10**6)).diagnosis == "raises ValueError"


def test_weights_from_outside_are_named_for_they_are_right_where_they_are_the_ones_given():
    params = RNNParams(np.arange(35.0).reshape(7, 5) / 35, np.ones(5))
    gates, limit = ["f", "i", "o"], np.zeros((3, 2))

    def wrong(x, h, W_h, b_h):
        return step(x, h, params.W_h, params.b_h) if gates and limit.size else h

    assert "It reads params.W_h and params.b_h from outside" in noted(wrong).sentence
    assert noted(lambda *a: step(*a) + bool(gates)).diagnosis == "wrong numbers"


def test_new_weights_are_found_whether_random_or_seeded():
    for seed in (None, 3):
        rng_of = lambda seed=seed: np.random.default_rng(seed)  # noqa: E731
        result = noted(lambda x, h, W_h, b_h, rng_of=rng_of: step(x, h, rng_of().normal(size=W_h.shape), b_h))
        assert result.diagnosis == "new weights", result


def test_a_constant_is_not_called_new_weights():
    assert noted(lambda x, h, W_h, b_h: 0.5 + 0 * h).diagnosis == "wrong numbers"


# ---- time ----


def loops_for_ever(x, h, W_h, b_h):
    while True:
        pass


def swallows(x, h, W_h, b_h):
    end = time.monotonic() + 3
    while time.monotonic() < end:
        try:
            while time.monotonic() < end:
                time.sleep(0.01)
        except BaseException:
            continue


def prints_for_ever(x, h, W_h, b_h):
    while True:
        print("again")


@pytest.mark.parametrize("function", [loops_for_ever, prints_for_ever])
def test_an_endless_loop_is_stopped_and_said(function, capsys):
    start = time.monotonic()
    result = check.rnn_step(function, seconds=0.2)
    assert time.monotonic() - start < 2
    assert result.diagnosis == "does not end"
    assert result.sentence == (
        "It did not finish within 0.2 seconds. Is there a loop without an end, or does it wait for input?"
    )
    assert capsys.readouterr().out == ""


def test_what_cannot_be_stopped_is_left_behind_and_said():
    result = check.rnn_step(swallows, seconds=0.1)
    assert "It could not be stopped: restart the kernel." in result.sentence


def test_what_a_function_prints_is_kept_for_the_example(capsys):
    def prints(x, h, W_h, b_h):
        print("joined", np.concatenate([h, x], axis=-1).shape)
        return np.concatenate([h, x], axis=-1) @ W_h + b_h

    result = noted(prints)
    assert result.printed == "joined (1, 3)"
    assert repr(result).endswith("It printed: joined (1, 3)")
    assert capsys.readouterr().out == ""


# ---- the result ----


def test_where_some_examples_give_nan_one_of_those_is_shown():
    result = noted(lambda x, h, W_h, b_h: step(x, h, W_h, b_h) * (np.nan if len(x) == 4 else 2))
    assert result.case.sizes["B"] == 4
    assert "is nan, expected" in result.sentence


def test_the_example_is_one_that_means_something_or_the_smallest():
    result = noted(WRONG["rnn_step"]["no tanh"][0])
    assert result.case.meaning == "x and h are zeros: what is left is tanh(b_h)"
    mixed = check.rnn_forward(lambda *a: forward(*a).swapaxes(0, 1))
    numbers = [case.numbers for case in EXERCISES["rnn_forward"].cases if case.sizes]
    assert mixed.case.numbers <= sorted(numbers)[len(numbers) // 2]


def test_a_result_has_words_and_a_card():
    result = noted(WRONG["rnn_step"]["no tanh"][0])
    assert isinstance(result, Result)
    bundle = result._repr_mimebundle_()
    assert bundle["text/plain"] == repr(result)
    assert repr(result) == (
        "rnn_step, not yet: no tanh. There is no tanh: the sum [h, x] W_h + b_h is returned as it is. Return "
        "np.tanh of it. For example: x and h are zeros: what is left is tanh(b_h)."
    )
    assert bundle["text/html"].startswith('<img alt="rnn_step, not yet: no tanh.')
    assert 'data-wrong="2"' in result.picture


def test_the_words_of_an_error_are_escaped():
    def hostile(x, h, W_h, b_h):
        raise ValueError("<img src=x onerror=alert(1)>")

    shown = noted(hostile)._repr_mimebundle_()["text/html"]
    assert "<img src=x" not in shown
    assert "&lt;img src=x" in shown
