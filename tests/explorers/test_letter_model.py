"""The example of lecture 9: its file, and that the command in its module makes it again."""

import numpy as np

from rnnlab import Model, cross_entropy, run_model, stack_forward
from rnnlab.datasets import ELEMENTS, LETTER_MODEL, LINE_LETTERS, name_lists, next_letters
from rnnlab.explorers.letter_model import as_torch_file, train_letter_model
from rnnlab.frameworks import list_layers, load_weights


def arrays_of(file):
    with np.load(file, allow_pickle=False) as arrays:
        return dict(arrays)


def test_the_command_makes_the_file_again(tmp_path):
    again = as_torch_file(train_letter_model())
    assert len(again) == LETTER_MODEL.stat().st_size <= 300_000
    (tmp_path / "again.npz").write_bytes(again)
    old, new = arrays_of(LETTER_MODEL), arrays_of(tmp_path / "again.npz")
    assert list(old) == list(new)
    for name, array in old.items():
        assert array.dtype == np.float32
        np.testing.assert_allclose(new[name], array, rtol=0, atol=1e-6)


def test_the_same_model_gives_the_same_bytes():
    model = train_letter_model(steps=3)
    assert (
        as_torch_file(model) == as_torch_file(train_letter_model(steps=3)) != as_torch_file(train_letter_model(steps=4))
    )


def test_the_file_is_a_whole_model_with_one_recurrent_layer_which_knows_its_lines():
    assert [tuple(layer) for layer in list_layers(LETTER_MODEL)] == [("lstm", "LSTM", 28, 32, 1, 1, "")]
    stack, arrays = load_weights(LETTER_MODEL), arrays_of(LETTER_MODEL)
    model = Model(stack.layers[0].forward, arrays["readout.weight"].T, arrays["readout.bias"])
    assert model.D == model.K == len(LINE_LETTERS)
    x, targets, lengths = next_letters(name_lists(200, np.random.default_rng(99)), LINE_LETTERS)
    y, trace = run_model(x, model, lengths)
    there = np.arange(x.shape[1]) < lengths[:, None]
    assert cross_entropy(y, targets, there)[0] < 0.7
    np.testing.assert_array_equal(stack_forward(stack, x, lengths=lengths).h, trace.h)


def test_its_letters_are_those_of_the_names_and_the_marks():
    assert sorted(LINE_LETTERS) == sorted({*"".join(ELEMENTS), *". ()"})
