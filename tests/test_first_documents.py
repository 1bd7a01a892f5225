"""The two documents that the series grew from, row by row: each has a cell that holds it.

The first is a course lab on the activation of the hidden state, the second a page on the vanilla RNN
and the LSTM in NumPy. They are material that is taught here otherwise; nothing of them is lost.
"""

import re

import nbformat
import pytest
from store_outputs import NOTEBOOKS

L1, L2, L3, L4 = "01_concatenation", "02_formula_equivalence", "03_forward_pass", "04_lstm_gates"
ROWS = {
    # the lab
    "the hidden state in two forms": (
        L2,
        "formulas-why",
        r"W_h\\,\[h\\,;\\,x\] \+ b_h.*W_\{hh\}\\,h \+ W_",
    ),
    "one is what the other joins": (L1, "axis-rule", r"W_h = \[W_\{hh\}\\,\|\\,W_\{hx\}\].*\[h\\,;\\,x\]"),
    "weights join at a vertical boundary": (L1, "axis-rule", r"vertical boundary \| horizontal concatenation or stack"),
    "states join at a horizontal one": (
        L1,
        "axis-rule",
        r"horizontal boundary \| vertical concatenation or stack",
    ),
    "two ways in NumPy to join weights": (L1, "joins-code", r"np\.concatenate\(\[W_hh, W_hx\], axis=1\).*np\.hstack"),
    "two ways in NumPy to stack states": (L1, "joins-code", r"np\.concatenate\(\[h, x\], axis=0\).*np\.vstack"),
    "what a join looks like": (L1, "open-scene", r"explore_join"),
    "values for the eye, and random ones": (L1, "numbers-why", r"Ones and nines are for the eye.*random numbers"),
    "random initialisations of the weights": (L1, "turn-random", r"my_W_h = \.\.\."),
    "random initialisations of state and input": (L1, "turn-random", r"my_hx = \.\.\."),
    "its weights: ones (3, 2) and nines (3, 3)": (L1, "grow-lab", r"np\.full\(\(3, 2\), 1\), np\.full\(\(3, 3\), 9\)"),
    "its state and input: ones and nines": (L1, "grow-lab", r"np\.full\(\(2, 1\), 1\), np\.full\(\(3, 1\), 9\)"),
    "both formulas give the same result": (L2, "proof-picture", r"assert \(both == from_h \+ from_x\)\.all\(\)"),
    "bias and activation change both alike": (L2, "bias-why", r"Equal sums give equal results"),
    "with a sigmoid and a bias": (L2, "turn-random-text", r"adding a sigmoid activation function and bias term"),
    # the page
    "the architecture, folded and unrolled": (L3, "opening", r"explore_reading"),
    "the computation inside one cell": (L3, "step-picture", r"explore\(draw_unit"),
    "one step: join, multiply and add, tanh": (L3, "step-code", r"def step_forward\(x, h, s, w, b\)"),
    "the step, in NumPy's words": (L3, "step-code", r"np\.concatenate\(\[h, x\], axis=-1\).*np\.tanh"),
    "the loop that returns the last state": (L3, "loop-code", r"def forward\(x, h, s, w, b\).*return h"),
    "s is never used": (L3, "warts", r"`s` is never used"),
    "weights from N(0, 1)": (L3, "warts", r"N\(0, 1\)"),
    "where the weights are": (L4, "weights-text", r"Where are the weights\?"),
    "W_f at the forget gate": (L4, "weights-text", r"`W_f` \| the forget gate"),
    "W_i at the input gate": (L4, "weights-text", r"`W_i` \| the input gate"),
    "W_o at the output gate": (L4, "weights-text", r"`W_o` \| the output gate"),
    "W_t at the tanh layer": (L4, "weights-text", r"W_t \(\"the tanh layer\"\)"),
}
REFERENCES = [
    "youtube.com/watch?v=WCUNPb-5EYI&list=PLVAZfAcOWsEBxKXOo49qrWfMvmOiSEL_I",
    "colah.github.io/posts/2015-08-Understanding-LSTMs/",
    "youtube.com/watch?v=9zhrxE5PQgY",
    "youtube.com/watch?v=8HyCNIVRbSU",
    "youtube.com/watch?v=iX5V1WpxxkY&t=3746s",
    "arxiv.org/pdf/1503.04069.pdf",
    "slazebni.cs.illinois.edu/spring17/lec03_rnn.pdf",
    "web.stanford.edu/class/cs224n/lectures/lecture8.pdf",
    "wildml.com/2015/09/recurrent-neural-networks-tutorial-part-1-introduction-to-rnns/",
    "deeplearningbook.org/contents/rnn.html",
]


def cells(stem):
    return nbformat.read(NOTEBOOKS / f"{stem}.ipynb", as_version=4).cells


@pytest.mark.parametrize("row", ROWS)
def test_a_cell_holds_it(row):
    stem, cell_id, pattern = ROWS[row]
    (cell,) = [cell for cell in cells(stem) if cell.id == cell_id]
    assert re.search(pattern, cell.source, re.S)


@pytest.mark.parametrize("reference", REFERENCES)
def test_a_further_reading_leads_to_it(reference):
    ends = [cell.source for stem in (L1, L2, L3, L4) for cell in cells(stem)[-2:] if cell.cell_type == "markdown"]
    assert any(re.search(rf"\]\(https?://(www\.)?{re.escape(reference)}\)", end) for end in ends)
