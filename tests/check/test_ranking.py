"""Of all pairs of mistakes the likely ones come first, so that few have to be tried."""

import numpy as np

from rnnlab.check import EXERCISES
from rnnlab.check.exercises import Wrong
from rnnlab.check.pairs import result_of
from rnnlab.check.places import places
from rnnlab.check.ranking import likely_pairs


@places("x")
def both_of(one=lambda x: x, other=lambda x: -x, third=lambda x: x.T):
    return lambda x: (one(x), other(x), third(x))


def wrong(name, **parts):
    return Wrong(name, "…", both_of(**parts))


DOUBLED, TRIPLED = wrong("doubled", one=lambda x: 2 * x), wrong("tripled", other=lambda x: -3 * x)
HALVED = wrong("halved", third=lambda x: x.T / 2)
TURNED = wrong("turned", third=lambda x: x)
ROUND = wrong("round", one=np.round, third=lambda x: np.round(x.T))
X = [np.array([[0.3, 1.7, 2.2]]), np.array([[1.2, 0.1, 0.6], [0.4, 3.3, 0.9]])]


def ranked(mistakes, yours):
    pairs = likely_pairs(mistakes, lambda one: [one.function(x) for x in X], yours, [both_of()(x) for x in X])
    return [f"{one.name}; {other.name}" for one, other in pairs]


def test_what_one_leaves_as_it_is_the_other_must_have_made():
    yours = [(2 * x, -3 * x, x.T) for x in X]
    assert ranked([HALVED, TURNED, ROUND, TRIPLED, DOUBLED], yours)[0] == "tripled; doubled"


def test_a_wrong_shape_must_come_from_one_of_the_two():
    yours = [(2 * x + 1, -3 * x + 1, x) for x in X]  # nothing fits but the shape
    assert set(ranked([DOUBLED, TRIPLED, TURNED], yours)[:2]) == {"doubled; turned", "tripled; turned"}


def test_of_likely_pairs_those_with_fewer_places_come_first():
    yours = [(2 * x, -3 * x, x.T) for x in X]
    more = wrong("more", other=lambda x: -3 * x, third=lambda x: x.T)
    assert ranked([more, TRIPLED, DOUBLED], yours) == ["tripled; doubled", "more; doubled"]


def test_a_mistake_that_says_nothing_is_ruled_out_by_nothing():
    def results(one):
        return [None if one is DOUBLED and len(x) == 1 else one.function(x) for x in X]

    yours = [(7 * x, -3 * x, x.T) if len(x) == 1 else (2 * x, -3 * x, x.T) for x in X]
    nearly = wrong("nearly", one=lambda x: 7 * x if len(x) == 1 else 3 * x)  # right on one of the two
    pairs = likely_pairs([TURNED, nearly, TRIPLED, DOUBLED], results, yours, [both_of()(x) for x in X])
    assert [one.name for one in next(iter(pairs))] == ["tripled", "doubled"]


def test_where_nothing_came_back_a_mistake_that_fails_is_likely():
    def results(one):
        return [() if one is TURNED else one.function(x) for x in X]

    pairs = likely_pairs([DOUBLED, TRIPLED, TURNED], results, [() for _ in X], [both_of()(x) for x in X])
    assert [one.name for one in list(pairs)[-1]] == ["doubled", "tripled"]


def test_the_pair_that_is_there_is_among_the_first_of_thousands():
    exercise = EXERCISES["rnn_backward"]
    slope, exchanged = (
        next(one for one in exercise.wrong if one.name == name) for name in ("dh0 with a slope", "h and x exchanged")
    )
    some = range(3, 9)
    yours = [result_of(exercise, slope.function | exchanged.function, n) for n in some]
    wanted = [exercise.wanted(exercise.cases[n]) for n in some]
    with np.errstate(all="ignore"):
        pairs = list(
            likely_pairs(
                exercise.wrong, lambda one: [result_of(exercise, one.function, n) for n in some], yours, wanted
            )
        )
    assert len(pairs) > 2000
    assert pairs.index((slope, exchanged)) < 200
