"""What a wrong function is said to read or to change."""

import numpy as np
from right_solutions import step

from rnnlab import check
from rnnlab.check.outside import globals_read
from rnnlab.check.symptoms import kept_by

hx, n = np.ones((1, 3)), "a text"


def test_a_local_variable_that_has_the_name_of_a_global_one_is_not_read_from_outside():
    def function(x, h, W_h, b_h):
        hx = np.concatenate([h, x], axis=-1)
        return hx @ W_h + 2 * b_h

    assert globals_read(function) == {}
    assert globals_read(lambda x, h, W_h, b_h: h + hx.sum()) == {"hx": hx}


def test_a_name_of_a_size_counts_only_where_it_holds_a_number():
    assert globals_read(lambda x, h, W_h, b_h: h if n else x) == {}


def test_one_argument_is_changed_and_two_are():
    def changes(*names):
        def function(x, h, W_h, b_h):
            result = step(x, h, W_h, b_h)
            for name, array in (("x", x), ("h", h)):
                array += name in names
            return result

        return check.rnn_step(function).sentence

    assert "but h is changed in place" in changes("h")
    assert "but x and h are changed in place" in changes("x", "h")


def test_a_default_that_stays_as_it_is_is_not_blamed():
    result = check.rnn_step(lambda x, h, W_h, b_h, factors=[2]: factors[0] * step(x, h, W_h, b_h))
    assert result.diagnosis == "wrong numbers"


def test_what_is_kept_may_be_large_and_still_is_seen_to_grow():
    class Grows:
        def __init__(self):
            self.seen = [0] * 10**6

        def __call__(self, x, h, W_h, b_h):
            self.seen.append(x)
            return step(x, h, W_h, b_h) + len(self.seen) % 100

    assert "the first left something in seen." in check.rnn_step(Grows()).sentence
    assert kept_by(Grows())[1] == {"seen": "1000000 of them"}
