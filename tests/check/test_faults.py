"""A check never raises: what fails in it is said on the card, and what is certain is said all the same."""

import builtins
import re
import sys
from functools import partial
from itertools import cycle

import numpy as np
import pytest
from right_solutions import lstm, scaled, step
from training_solutions import RIGHT

from rnnlab import check
from rnnlab.check import EXERCISES
from rnnlab.check.diagnosis import diagnose
from rnnlab.check.exercises import Wrong
from rnnlab.check.faults import Faults
from rnnlab.check.running import run
from rnnlab.drawing.picture import words_of


def said_on(card):
    """The texts of a card, one after the other."""
    return " ".join(re.findall(r">([^<>]+)</t", card))


def boom(*given, **named):
    raise TypeError("no such luck")


BROKEN = EXERCISES["rnn_step"]._replace(wrong=(Wrong("broken", "…", boom),))


def test_where_naming_fails_the_card_says_so_and_the_numbers_all_the_same():
    result = diagnose(BROKEN, lambda *a: step(*a) + 1)
    assert result.diagnosis == "wrong numbers"
    assert result.sentence.startswith("In h, 2 of 2 numbers differ: h[0, 0] is 1.462, expected 0.4621.")
    assert "The check itself failed when it looked for a name of it, with TypeError: no such luck (" in result.sentence
    assert f"{__file__}, line {boom.__code__.co_firstlineno + 1})" in result.sentence
    assert [result.wanted[0].shape, result.yours[0].shape] == [(1, 2), (1, 2)]
    assert "no such luck" in words_of(result.picture)
    (fault,) = result.faults
    assert "in _find_one" in fault
    assert fault.endswith("TypeError: no such luck\n")


def test_a_table_that_is_broken_costs_nobody_who_is_right():
    assert diagnose(BROKEN, step)
    assert not check.rnn_step(step).faults


def test_a_table_that_fails_where_several_arrays_come_back_is_said_too():
    in_parts = EXERCISES["lstm_step"]._replace(wrong=BROKEN.wrong)
    result = diagnose(in_parts, lambda *a: (lstm(*a)[0], lstm(*a)[1] + 1))
    assert result.diagnosis == "wrong numbers"
    assert "no such luck" in result.sentence


@pytest.mark.parametrize("error", [SystemExit, GeneratorExit, RecursionError, MemoryError])
def test_nothing_but_an_interrupt_goes_through(error):
    def table(*given):
        raise error

    exercise = BROKEN._replace(wrong=(Wrong("broken", "…", table),))
    assert f"with {error.__name__} (" in diagnose(exercise, lambda *a: step(*a) + 1).sentence


def test_an_interrupt_goes_through():
    def table(*given):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        diagnose(BROKEN._replace(wrong=(Wrong("broken", "…", table),)), lambda *a: step(*a) + 1)


def test_the_same_fault_is_said_once_and_kept_each_time():
    faults = Faults()
    assert [faults.ask("it", boom, otherwise=3) for _ in range(2)] == [3, 3]
    assert faults.words.count("no such luck") == 1
    assert len(faults) == 2
    assert faults.ask("it", len, "four", otherwise=3) == 4


def test_what_fails_beside_the_function_is_no_fault_of_the_functions():
    def calls():
        yield [1], {}
        raise TypeError("no arguments")

    with pytest.raises(TypeError, match="no arguments"):
        run(lambda x: x, calls(), {"h": "(H,)"}, 1)
    broken = EXERCISES["rnn_step"]._replace(forms=(("x", "h", "W_h", "c"),))
    result = diagnose(broken, lambda x, h, W_h, c: h)
    assert result.diagnosis == "not judged"
    assert "Nothing can be said of your function. The check itself failed" in result.sentence
    assert "does not end" not in result.sentence


# ---- objects that do not let themselves be looked at ----


def says(error):
    def method(self, *given, **named):
        raise error("not for you")

    return method


class Step:
    def __call__(self, x, h, W_h, b_h):
        return step(x, h, W_h, b_h)


def callable_with(**attributes):
    return type("Callable", (Step,), attributes)()


def with_a_default(**attributes):
    value = type("Value", (list,), attributes)()
    return lambda x, h, W_h, b_h, value=value: step(x, h, W_h, b_h)


class Answers(Step):
    def __getattr__(self, name):
        return self


@pytest.mark.parametrize(
    "function",
    [
        Answers,
        lambda: callable_with(__getattr__=says(RuntimeError)),
        lambda: callable_with(__signature__=property(says(RuntimeError))),
        lambda: callable_with(__dict__=property(says(RuntimeError))),
        lambda: callable_with(value=type("Value", (), {"__repr__": says(SystemExit)})()),
        lambda: with_a_default(__repr__=says(SystemExit)),
        lambda: with_a_default(__repr__=says(RuntimeError)),
    ],
)
def test_a_right_function_passes_however_it_answers_to_questions(function):
    result = check.rnn_step(function())
    assert result
    assert ("The check itself failed" in result.sentence) == bool(result.faults)


def test_unequal_calls_do_not_pass_though_nobody_can_say_what_is_kept():
    class Draws(Step):
        @property
        def __dict__(self):
            raise RuntimeError("not for you")

        def __call__(self, *given):
            draws.append(1)
            return super().__call__(*given) + (len(draws) > 16)

    draws = []
    result = check.rnn_step(Draws())
    assert result.diagnosis == "depends on the call before"
    assert result.sentence.startswith("Two equal calls gave different results. The check itself failed when it looked")


def test_names_of_attributes_may_be_anything():
    function = Step()
    vars(function)[1] = 2
    assert check.rnn_step(function)


@pytest.mark.parametrize("name", ["__class__", "__getattribute__"])
def test_a_function_that_hides_what_it_is_gets_a_card_still(name):
    hidden = property(says(RuntimeError)) if name == "__class__" else says(RuntimeError)
    result = check.rnn_step(callable_with(**{name: hidden}))
    assert result.diagnosis == "not judged"
    assert "RuntimeError: not for you" in result.sentence


@pytest.mark.parametrize("name", ["__array__", "__iter__", "__len__"])
def test_a_result_that_cannot_be_looked_at_is_the_learners_error(name):
    kind = object if name == "__array__" else tuple
    value = type("Value", (kind,), {name: says(RuntimeError)})
    wrong = {object: lambda *a: (value(), value()), tuple: lambda *a: value(lstm(*a))}[kind]
    assert check.lstm_step(wrong).diagnosis == "raises RuntimeError"


def test_a_subclass_of_an_array_may_compare_as_it_likes():
    names = ("__eq__", "__ne__", "__abs__", "__sub__", "__array_ufunc__", "__bool__")
    hostile = dict.fromkeys(names, says(RuntimeError))
    array = type("Array", (np.ndarray,), hostile)
    assert check.rnn_step(lambda *a: step(*a).view(array))
    assert check.rnn_step(lambda *a: (step(*a) + 1).view(array)).diagnosis == "wrong numbers"


class Nameless(type):
    __name__ = property(says(RuntimeError))


class Text(str):
    split = __len__ = __eq__ = says(RuntimeError)
    __hash__ = str.__hash__

    def __radd__(self, other):
        return 7


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (lambda: Nameless("Lost", (Exception,), {})(), "It raises Lost in line"),
        (lambda: type("Odd", (Exception,), {"__str__": says(SystemExit)})(), "its words cannot be read"),
        (lambda: type("Odd", (Exception,), {"__str__": lambda self: Text("words")})(), "It raises Odd in line"),
        (lambda: type("Odd", (Exception,), {"__class__": property(says(RuntimeError))})(), "It raises Odd in line"),
        (lambda: ValueError("\ud800 half"), "It raises ValueError in line"),
    ],
)
def test_an_error_of_any_kind_is_named(error, words, capfd):
    def wrong(x, h, W_h, b_h):
        raise error()

    result = check.rnn_step(wrong)
    assert words in result.sentence
    assert repr(result).encode()
    assert capfd.readouterr().err == ""


def test_what_is_printed_may_be_any_text():
    def prints(x, h, W_h, b_h):
        sys.stdout.write(Text("hello \ud800"))
        return step(x, h, W_h, b_h)

    assert check.rnn_step(prints).printed == "hello ?"
    assert check.rnn_step(lambda *a: sys.stdout.write(5)).diagnosis == "raises TypeError"


def test_what_an_attribute_says_may_be_a_text_of_the_learners_own():
    class Counts(Step):
        def __call__(self, *given):
            self.seen = type("Seen", (), {"__repr__": lambda self: Text("seen")})()
            self.calls = getattr(self, "calls", 0) + 1
            return super().__call__(*given) + self.calls

    assert "the first left something in seen and calls." in check.rnn_step(Counts()).sentence


def test_axes_without_number_are_a_wrong_shape():
    result = check.half_life(lambda rate: rate.reshape((1,) * 50 + (-1,)))
    assert result.diagnosis == "wrong shape"
    assert not result.faults


SHAPES = ((), (0,), (7,), (0, 4), (60, 90), (1, 0, 2), (2, 2, 2, 2), (1,) * 40, (10**6, 10**6))
NUMBERS = (np.nan, -np.inf, 5e-324, True, 2**62, np.float16(1), np.longdouble("1e4000"), np.uint8(1))


@pytest.mark.parametrize("name", EXERCISES)
def test_whatever_comes_back_the_check_does_not_fail_and_the_card_can_be_drawn(name):
    exercise = EXERCISES[name]
    count = len(exercise.returns)
    for number, shape in [*((number, None) for number in NUMBERS), *zip(cycle(NUMBERS), SHAPES, strict=False)]:

        def wrong(*given, number=number, shape=shape):
            wanted = exercise.right(*given)
            shapes = [array.shape if shape is None else shape for array in (wanted if count > 1 else (wanted,))]
            results = [np.broadcast_to(number, one) for one in shapes]
            return results if count > 1 else results[0]

        result = getattr(check, name)(lambda *given, wrong=wrong: wrong(*given))
        assert not result
        assert not result.faults, (number, shape)
        assert "cannot be drawn" not in said_on(result.picture)


def test_a_card_whose_example_cannot_be_drawn_has_its_words(monkeypatch):
    result = check.rnn_step(lambda *a: step(*a) + 1)
    assert "cannot be drawn" not in said_on(result.picture)
    monkeypatch.setattr("rnnlab.check.result.differing", boom)
    said = said_on(result.picture)
    assert "h[0, 0] is 1.462, expected 0.4621." in said
    assert "The example cannot be drawn: TypeError: no such luck." in said


# ---- what stands outside, and what is put back ----

W_hh, targets, lengths = np.full((3, 3), np.nan), np.full((2, 2), 9), np.array([9, 9])


def test_arrays_outside_may_hold_what_no_argument_can():
    of_nan = check.spectral_scaling(lambda W, radius: scaled(W, radius) + 0 * W_hh.sum())
    of_nine = check.cross_entropy(lambda *a: RIGHT["cross_entropy"][0](*a) + targets.sum() + lengths.sum())
    for result in (of_nan, of_nine):
        assert result.diagnosis == "wrong numbers"
        assert not result.faults


def test_an_object_outside_that_cannot_be_looked_at_is_said():
    lazy = type("Lazy", (), {"__class__": property(says(RuntimeError))})()
    result = check.rnn_step(lambda *a: step(*a) + len([lazy]))
    assert result.diagnosis == "wrong numbers"
    assert "when it looked for a sign of it, with RuntimeError: not for you" in result.sentence


def test_pythons_own_functions_are_put_back_too():
    names = ("len", "max", "min", "any", "all", "zip", "sorted", "isinstance", "repr", "str", "next", "setattr", "map")
    before = [getattr(builtins, name) for name in names]
    eigvals = np.linalg.eigvals

    def patches(x, h, W_h, b_h):
        for name in names:
            vars(builtins)[name] = boom
        np.linalg.eigvals = boom
        return step(x, h, W_h, b_h) + 1

    result = check.rnn_step(patches)
    assert [getattr(builtins, name) for name in names] == before
    assert np.linalg.eigvals is eigvals
    assert result.diagnosis == "wrong numbers"
    assert "It also changes builtins.all and builtins.any" in result.sentence


# ---- the museum ----


def test_the_museum_has_a_card_for_everything_too():
    judge = partial(check.museum, "no tanh", right=step, wrong=lambda x, h, W_h, b_h: h)
    assert judge(callable_with(__getattribute__=says(RuntimeError))).diagnosis == "not judged"
    odd = type("Odd", (), {"__bool__": says(RuntimeError)})()
    assert judge(lambda function: odd).diagnosis == "raises RuntimeError"
    with pytest.raises(ValueError, match="piece is 'none'"):
        check.museum("none", judge, step, step)
