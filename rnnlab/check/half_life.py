"""Lecture 5: how many steps until a half is left, and how that goes wrong."""

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise, Wrong
from rnnlab.check.places import places
from rnnlab.networks.activations import sigmoid
from rnnlab.networks.memory import half_life

BASE = "Two logarithms of different bases are divided. Take the same one above and below: the base then cancels."
KEPT = (
    "The rate is what a step keeps, and you compute with what it takes away, 1 − rate. That comes near only for "
    "rates close to 1: solve rate^n = 1/2 for n, with a logarithm of the rate."
)
LINEAR = (
    "That is as if each step took the same amount, 1 − rate. It takes a share of what is still there, so that n "
    "steps keep rate^n: solve rate^n = 1/2 for n."
)
ROUND = "It is rounded to whole steps. A half-life may lie between two steps: 6.58 steps for a rate of 0.9."
NO_LOG = "There is no logarithm. n steps keep rate^n, and to get n out of the power takes a logarithm."


LOG_2 = float(np.log(2))


@places("rate")
def life_of(above=LOG_2, below=lambda rate: -np.log(rate), combine=np.divide, sign=1, base=1.0):
    """The steps of these parts; `base` is what two logarithms of different bases leave."""
    return lambda rate: sign * base * combine(above, below(rate))


HALF_LIFE_WRONG = (
    Wrong(
        "sign",
        "Your steps are negative: the logarithm of a rate below 1 is. Divide by minus that logarithm.",
        life_of(sign=-1),
    ),
    Wrong(
        "log 2 forgotten",
        "log 2 is missing: 1 / −log(rate) steps leave 37 %, which is 1/e. Put log 2 in place of the 1.",
        life_of(above=1),
    ),
    *(
        Wrong("log base", BASE, life_of(base=factor))
        for factor in map(float, (np.log(2), np.log10(2), np.log10(np.e), np.log(10), np.log2(10)))
    ),
    Wrong(
        "rate squared",
        "The rate counts twice, as if each step multiplied by rate². Your steps are half of the right ones.",
        life_of(rate=lambda s: s.rate**2),
    ),
    Wrong("1 / rate", NO_LOG, lambda rate: 1 / rate),
    Wrong("1 / rate", NO_LOG, lambda rate: 0.5 / rate),
    Wrong("1 − rate", KEPT, life_of(below=lambda rate: 1 - rate)),
    Wrong("1 − rate", KEPT, life_of(above=1, below=lambda rate: 1 - rate)),
    Wrong("1 − rate", KEPT, life_of(rate=lambda s: 1 - s.rate)),
    Wrong("the same amount each step", LINEAR, lambda rate: 0.5 / (1 - rate)),
    Wrong("rounded", ROUND, life_of(result=lambda steps, s: np.round(steps))),
    Wrong("rounded", ROUND, life_of(result=lambda steps, s: np.ceil(steps - 1e-9))),
    Wrong("rounded", ROUND, life_of(result=lambda steps, s: np.floor(steps + 1e-9))),
    Wrong(
        "upside down",
        "The division is upside down: that is how often a step halves, not how many steps a half takes.",
        life_of(combine=lambda above, below: below / above),
    ),
    Wrong(
        "multiplied, not divided",
        "The two logarithms are multiplied. n · log(rate) = log(1/2), so n is the one divided by the other.",
        life_of(combine=np.multiply),
    ),
    Wrong(
        "share after a step",
        "That is the rate, or a part of it, not a number of steps. Solve rate^n = 1/2 for n.",
        lambda rate: rate / 2,
    ),
)


HALF_LIFE = Exercise(
    name="half_life",
    lecture=5,
    forms=(("rate",),),
    returns={"steps": "(H,)"},
    cases=(
        Case({"rate": np.array([0.5])}, "a rate of 1/2 halves in 1 step"),
        Case({"rate": np.array([0.25, 0.5**0.5])}, "1/4 is two halves, and √(1/2) half of one: 0.5 and 2 steps"),
        Case({"rate": np.array([0.9, 0.99, 0.999])}, "the nearer to 1, the longer: 6.6, 69 and 693 steps"),
        *random_cases(lambda draw, H: {"rate": sigmoid(1.5 * draw(H) + 1)}, "H"),
    ),
    right=half_life,
    wrong=HALF_LIFE_WRONG,
)
