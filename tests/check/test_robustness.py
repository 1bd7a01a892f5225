"""What learners write besides: odd signatures, odd returns, and code that would harm whoever runs it."""

import _thread
import contextlib
import gc
import io
import sys
import threading
import time

import numpy as np
import pytest
from right_solutions import forward, lstm, step

import rnnlab
from rnnlab import check
from rnnlab.check.running import run


@pytest.fixture(autouse=True)
def all_is_well_afterwards(capsys):
    """Whatever a test did: printing works, no thread runs on, and the next check is right."""
    before = threading.active_count()
    yield
    print("still here")
    assert capsys.readouterr().out.endswith("still here\n")
    assert check.rnn_step(step)
    deadline = time.monotonic() + 3
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.02)
    assert threading.active_count() <= before


# ---- signatures ----


@pytest.mark.parametrize("name", ["rnn_step", "rnn_forward", "lstm_step"])
def test_the_packages_own_functions_pass(name):
    assert getattr(check, name)(getattr(rnnlab, name))


@pytest.mark.parametrize(
    "function",
    [
        lambda x, h, params, debug=False: step(x, h, params.W_h, params.b_h),
        lambda x, h, p: step(x, h, p.W_h, p.b_h),
        lambda x, h, H, w, b: step(x, h, w, b) if h.shape[1] == H else None,
        lambda a, b, c, d: step(a, b, c, d),
        lambda *arguments: step(*arguments),
        lambda x, h, W_h, b_h, *rest, **named: step(x, h, W_h, b_h),
    ],
)
def test_any_positional_signature_of_a_form_that_is_taught_is_called(function):
    assert check.rnn_step(function)


@pytest.mark.parametrize(
    ("call", "function", "words"),
    [
        (check.rnn_step, lambda h, x, W_h, b_h: h, "takes (h, x, W_h, b_h). It is called by position"),
        (check.join_state, lambda x, h: x, "put its arguments in the order (h, x)."),
        (check.join_weights, lambda W_hx, W_hh: W_hx, "put its arguments in the order (W_hh, W_hx)."),
        (check.lstm_step, lambda x, c, h, W, b: h, "put its arguments in the order (x, h, c, W, b)."),
        (check.rnn_step, lambda x, h, W_h, b_h, g: h, "but it is called, by position, with (x, h, W_h, b_h) or"),
        (check.lstm_step, lambda x, state, W, b: state, "but it is called, by position, with (x, h, c, W, b) or"),
        (check.rnn_step, lambda *, x, h: h, "Your function takes (*, x, h), but"),
    ],
)
def test_other_arguments_or_another_order_are_said_before_anything_runs(call, function, words):
    result = call(function)
    assert result.diagnosis == "other arguments"
    assert words in result.sentence


# ---- returns ----


@pytest.mark.parametrize(
    ("call", "function", "words"),
    [
        (
            check.join_weights,
            lambda a, b: (a, b),
            "It returns 2 things in a tuple, but one array should come back: W_h.",
        ),
        (check.join_state, lambda h, x: [h, x], "It returns 2 things in a list, but one array should come back: hx."),
        (check.rnn_step, lambda *a: (step(*a), step(*a)), "It returns 2 things in a tuple, but one array"),
        (check.rnn_step, lambda *a: (step(*a),), "It returns 1 thing in a tuple, but one array"),
        (
            check.rnn_forward,
            lambda *a: (forward(*a), forward(*a)[:, -1]),
            "It returns 2 things in a tuple, but one array",
        ),
        (check.lstm_step, lambda *a: lstm(*a)[:1], "It returns 1 thing, but h and c should come back."),
        (check.rnn_step, lambda *a: np.ma.masked_less(step(*a), 0), "but a MaskedArray."),
        (check.rnn_step, lambda *a: np.ma.masked_all_like(step(*a)), "but a MaskedArray."),
        (check.rnn_step, lambda *a: np.add, "but a ufunc."),
    ],
)
def test_what_comes_back_in_another_form_is_said(call, function, words):
    result = call(function)
    assert result.diagnosis == "no such arrays"
    assert words in result.sentence


def test_a_masked_array_that_masks_nothing_passes_with_a_remark():
    result = check.rnn_step(lambda *a: np.ma.array(step(*a)))
    assert result
    assert "One remark: yours is a masked array that masks nothing" in result.sentence
    assert check.rnn_step(lambda *a: np.ma.array(step(*a) + 1)).diagnosis == "wrong numbers"


def test_a_result_that_is_huge_only_in_its_shape_is_compared_by_that():
    result = check.rnn_step(lambda *a: np.broadcast_to(1.0, (10**6, 10**6)))
    assert "yours (1000000, 1000000), expected (1, 2)" in result.sentence
    assert result.picture.startswith("<svg")


def test_a_huge_result_is_not_kept():
    result = check.rnn_step(lambda *a: np.ones((2000, 2000)))
    assert "yours (2000, 2000), expected (1, 2)" in result.sentence
    gc.collect()
    assert sum(array.base.size if array.base is not None else array.size for array in result.yours) < 10


def test_numbers_are_shown_in_as_many_digits_as_tell_them_apart():
    near = check.rnn_step(lambda *a: np.round(step(*a), 5)).sentence
    assert "h[0, 0] is 0.46212, expected 0.46211716." in near
    assert "They are near: is something rounded, or a float32, on the way?" in near


def test_a_result_that_a_later_call_writes_over_does_not_pass():
    kept = np.zeros((64, 6))

    def one_buffer(x, h, W_h, b_h):
        view = kept[: len(h), : h.shape[1]]
        view[:] = step(x, h, W_h, b_h)
        return view

    result = check.rnn_step(one_buffer)
    assert result.diagnosis == "one array for every call"
    assert "states kept in a list are all the last one" in result.sentence


# ---- false friends: none of these may be called what it is not ----


def random_bias(x, h, W_h, b_h):
    return np.tanh(np.hstack([h, x]) @ W_h + np.random.default_rng().normal(size=h.shape[1]))


def dropout(x, h, W_h, b_h):
    return step(x, h, W_h, b_h) * (np.random.default_rng().random(h.shape) > 0.5)


def no_weights(x, h, W_h, b_h):
    return np.tanh(h + x.sum(axis=1, keepdims=True) + b_h)


def other_weights(x, h, W_h, b_h):
    return step(x, h, np.ones_like(W_h), b_h)


def absolute_weights(x, h, W_h, b_h):
    return step(x, h, np.abs(W_h), b_h)


def counts():
    calls = []
    return lambda x, h, W_h, b_h: step(x, h, W_h, b_h) * (1 + 0.01 * len(calls)) + 0 * bool(calls.append(1))


@pytest.mark.parametrize(
    ("function", "diagnosis"),
    [
        (random_bias, "depends on the call before"),
        (dropout, "depends on the call before"),
        (counts(), "depends on the call before"),
        (no_weights, "W_h ignored"),
        (other_weights, "W_h ignored"),
        (absolute_weights, "wrong numbers"),
    ],
)
def test_only_weights_that_are_drawn_are_called_new_weights(function, diagnosis):
    assert check.rnn_step(function).diagnosis == diagnosis


EPS, AXIS, FLAG = 1e-3, 0, True


def draws_in_an_inner_function(x, h, W_h, b_h):
    def weights():
        return np.random.default_rng(0).normal(size=W_h.shape)

    return step(x, h, weights(), b_h)


n_h = 4


def test_inner_functions_and_comprehensions_are_read_too():
    assert check.rnn_step(draws_in_an_inner_function).diagnosis == "new weights"
    reads = check.rnn_step(
        lambda x, h, W_h, b_h: np.tanh(sum(h[:, [k]] * W_h[k] for k in range(n_h)) + x @ W_h[h.shape[1] :] + b_h)
    )
    assert "It reads n_h from outside the function." in reads.sentence


def test_constants_are_no_globals_that_a_function_must_not_read():
    result = check.rnn_step(lambda x, h, W_h, b_h: step(x, h, W_h, b_h) + EPS + AXIS * FLAG)
    assert result.diagnosis == "wrong numbers"


def test_a_default_that_is_changed_is_named():
    def collects(x, h0, W_h, b_h, states=[]):  # noqa: B006
        for t in range(x.shape[1]):
            h0 = step(x[:, t], h0, W_h, b_h)
            states.append(h0[0])
        return np.stack(states)

    assert (
        "The default of states is made once and keeps what earlier calls put in" in check.rnn_forward(collects).sentence
    )


def test_any_default_may_stand_there():
    assert check.rnn_step(lambda x, h, W_h, b_h, np=np: step(x, h, W_h, b_h))


def test_a_step_that_ignores_h_is_not_told_to_hand_it_on_only():
    def deaf(x, h, W_h, b_h):
        states = []
        for t in range(x.shape[1]):
            h = np.tanh(x[:, t] @ W_h[h.shape[1] :] + b_h)
            states.append(h)
        return np.stack(states, axis=1)

    assert "Hand the new h to the next step, and use it there" in check.rnn_forward(deaf).sentence


# ---- harm ----


def test_a_learner_who_interrupts_leaves_nothing_running():
    running = []

    def endless(x, h, W_h, b_h):
        while True:
            running.append(time.monotonic())
            time.sleep(0.001)

    threading.Timer(0.3, _thread.interrupt_main).start()
    with pytest.raises(KeyboardInterrupt):
        check.rnn_step(endless, seconds=20)
    time.sleep(0.2)
    count = len(running)
    time.sleep(0.2)
    assert len(running) == count


def test_a_function_that_outlives_its_check_does_not_take_the_screen_with_it(capsys):
    def redirects(x, h, W_h, b_h):
        with contextlib.redirect_stdout(io.StringIO()):
            time.sleep(1.0)
        return h

    check.rnn_step(redirects, seconds=0.1)
    time.sleep(1.0)
    print("heard")
    assert "heard" in capsys.readouterr().out


def test_what_could_not_be_stopped_is_not_called_again():
    calls = []

    def swallows(x, h, W_h, b_h):
        calls.append(len(calls))
        with contextlib.suppress(BaseException):
            time.sleep(1.0)
        return h

    assert "It could not be stopped" in check.rnn_step(swallows, seconds=0.1).sentence
    time.sleep(1.0)
    assert calls == [0]


def test_a_stream_that_is_closed_or_kept_does_no_harm(capsys):
    held = []

    def closes(x, h, W_h, b_h):
        print("once")
        held.append(sys.stdout)
        sys.stdout.close()
        return step(x, h, W_h, b_h)

    assert check.rnn_step(closes)
    print("later", file=held[0])
    assert capsys.readouterr().out == "later\n"


def test_a_variable_that_has_no_value_yet_is_passed_over():
    def outer():
        def function(x, h, W_h, b_h):
            return later + 1

        result = check.rnn_step(function)
        later = 3
        return result, later

    assert outer()[0].diagnosis == "raises NameError"


class Speechless(Exception):
    def __str__(self):
        raise RuntimeError("no words")


def test_an_error_without_words_is_still_named():
    def raises(x, h, W_h, b_h):
        raise Speechless

    result = check.rnn_step(raises)
    assert result.diagnosis == "raises Speechless"
    assert "its words cannot be read" in result.sentence


def test_a_function_that_says_it_wraps_itself_is_called():
    def wraps_itself(x, h, W_h, b_h):
        raise KeyError("x")

    wraps_itself.__wrapped__ = wraps_itself
    assert "It raises KeyError" in check.rnn_step(wraps_itself).sentence


def test_endless_recursion_with_a_high_limit_ends_quietly(capsys):
    def recursive(x, h, W_h, b_h):
        return recursive(x, h, W_h, b_h)

    assert check.rnn_step(recursive).diagnosis == "raises RecursionError"
    assert capsys.readouterr().err == ""


def test_a_raised_limit_of_recursion_is_no_way_to_stall(capsys):
    limit, start = sys.getrecursionlimit(), time.monotonic()

    def recursive(x, h, W_h, b_h):
        sys.setrecursionlimit(10**8)
        return recursive(x, h, W_h, b_h)

    assert check.rnn_step(recursive).diagnosis == "raises RecursionError"
    assert time.monotonic() - start < 2.5
    assert sys.getrecursionlimit() == limit
    assert capsys.readouterr().err == ""


def test_who_prints_very_much_is_told_that_this_is_what_takes_so_long():
    def prints(x, h, W_h, b_h):
        print("again " * 50_000)
        time.sleep(0.06)
        return step(x, h, W_h, b_h)

    assert "take the print out of the loop" in check.rnn_step(prints, seconds=0.2).sentence
    assert check.rnn_step(lambda *a: (print("again " * 50_000), step(*a))[1])


def test_what_is_put_in_the_place_of_numpys_functions_helps_nobody_and_is_put_back():
    names = ("allclose", "isclose", "array_equal", "isfinite", "abs", "tanh", "concatenate", "copy", "asarray")
    before = [getattr(np, name) for name in names]

    def says_yes(*arguments, **options):
        return True

    def patches(x, h, W_h, b_h):
        for name in names:
            setattr(np, name, says_yes)
        return 0 * h + 1e-3

    result = check.rnn_step(patches)
    assert result.diagnosis == "wrong numbers"
    assert "It also changes np." in result.sentence
    assert [getattr(np, name) for name in names] == before


def test_being_stopped_is_quiet(capsys):
    def endless(x, h, W_h, b_h):
        while True:
            try:
                time.sleep(0.01)
            finally:
                h = h + 1

    assert check.rnn_step(endless, seconds=0.1).diagnosis == "does not end"
    time.sleep(0.1)
    assert capsys.readouterr().err == ""


def test_prints_are_shown_on_every_card_that_has_some():
    def still_a_stub(x, h, W_h, b_h):
        print(x.shape)
        return ...

    assert check.rnn_step(still_a_stub).printed == "(1, 1)"
    assert repr(check.rnn_step(still_a_stub)).endswith("It printed: (1, 1)")
    assert check.rnn_step(lambda *a: (print("hello"), step(*a))[1]).printed == "hello"


def test_outcomes_are_there_for_the_call_after():
    seen = []

    def calls():
        for _ in range(3):
            seen.append(len(outcomes))
            yield [np.zeros((1, 1))], {}

    outcomes = []
    run(lambda x: x, calls(), {"h": "(B, H)"}, 1, outcomes)
    assert seen == [0, 1, 2]
