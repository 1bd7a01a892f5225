"""What an explorer says of a learner's function: its name, and whether the sliders can help."""

from functools import partial

import pytest
from test_learner import MAKE, raises, right_step, texts, words

from rnnlab import explore_forward

GO_ON = "The sliders go on working: other sizes may show more."


class Step:
    def __call__(self, x, h, W_h, b_h):
        return right_step(x, h, W_h, b_h)


@pytest.mark.parametrize("function", [lambda x, h, W_h, b_h: right_step(x, h, W_h, b_h), Step(), partial(right_step)])
def test_a_function_without_a_name_is_called_your_function(function):
    assert words(explore_forward(step=function)).endswith(
        "Computed by your function: every cell agrees with the package's."
    )


def test_a_sentence_about_your_function_begins_with_a_capital():
    assert "Your function is not written yet" in words(explore_forward(step=lambda x, h, W_h, b_h: ...))


@pytest.mark.parametrize(("function", "goes_on"), [(raises, True), (lambda a: a, False), (7, False)])
def test_sliders_are_only_pointed_to_where_another_size_may_help(function, goes_on):
    explorer = explore_forward(step=function)
    assert words(explorer).endswith(GO_ON) == goes_on
    assert (GO_ON in " ".join(texts(explorer.svg)[2:])) == goes_on


@pytest.mark.parametrize("kind", MAKE)
def test_however_much_is_said_it_is_cut_to_the_size_of_the_picture(kind):
    make, _, right, _ = MAKE[kind]

    def function(*arguments):
        return right(*arguments)

    function.__name__ = "word " * 300
    explorer = make(function)
    for name in ("H", "D", "B", "T"):
        if name in explorer.controls:
            explorer.controls[name].value = explorer.controls[name].max
    assert any(text.endswith("…") for text in texts(explorer.svg))
    assert words(explorer).endswith("every cell agrees with the package's.")
