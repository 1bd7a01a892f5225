"""Three scenes of lecture 8 about names: a network learns to write them, a batch of them, the next letter drawn."""

import numpy as np

from rnnlab.datasets import ELEMENTS, next_letters
from rnnlab.drawing.chances import draw_chances
from rnnlab.drawing.padded_words import draw_padded_words
from rnnlab.drawing.written import draw_written
from rnnlab.explorers.controls import choice, playing, real, switch, whole
from rnnlab.explorers.explorer import explore
from rnnlab.explorers.names_learnt import ALPHABET, EVERY, NAMES, STEPS, names_learnt
from rnnlab.networks.activations import softmax
from rnnlab.networks.training import run_model, sample

LINES = 8
READ = {name: f".{name}" for name in ("c", "t", "ti", "pr", "iri")}


def explore_writing():
    """A network that learns names, at any step of its training: its losses, and what it writes there."""
    step = whole("step", 150, 0, STEPS)
    step.step = EVERY
    return explore(draw_writing, step=playing(step, 250), temperature=real("temperature", 0.5, 0.1, 2.0, 0.1))


def explore_words():
    """A batch of names, with what follows the end of the short ones."""
    return explore(
        draw_words,
        width=718,
        B=whole("names B", 3, 1, 8),
        alike=switch("names of similar length"),
        counted=switch("count the padding"),
    )


def explore_chances():
    """The chances of the next letter, and the one that a number u draws."""
    return explore(
        draw_next_letter,
        read=choice("read so far", ("nothing", *READ), "c"),
        temperature=real("temperature", 1.0, 0.1, 2.0, 0.1),
        u=real("u", 0.5, 0.0, 0.99, 0.01),
    )


def draw_writing(step, temperature):
    """Losses up to the end, a line at `step`, and eight names that the model of that step writes."""
    run, k = names_learnt(), step // EVERY
    names = [(name, _kind(name, run.kept_names)) for name in write_names(run.models[k], temperature)]
    steps = np.arange(0, STEPS + 1, EVERY)
    return draw_written(steps, run.learnt, run.kept, run.level, k, names, temperature)


def write_names(model, temperature, count=LINES):
    """Names that a model writes: from the mark on, until it writes the mark again."""
    rng, names = np.random.default_rng(0), []
    for _ in range(count):
        letters = "".join(ALPHABET[k] for k in sample(model, 0, 14, rng, temperature))
        names.append(letters.partition(".")[0])
    return names


def draw_words(B, alike, counted):
    """The losses of a trained model, letter by letter, on a batch of names."""
    names = _some_names(alike)[:B]
    x, targets, lengths = next_letters(names, ALPHABET)
    losses = surprises(run_model(x, _model(), lengths)[0], targets)
    return draw_padded_words([name[1:] for name in names], losses, counted, x.shape[1])


def draw_next_letter(read, temperature, u):
    """What a trained model expects after what it has read, and where u falls."""
    chances = next_chances(READ.get(read, "."), temperature)
    drawn = min(int((np.cumsum(chances) <= u).sum()), len(ALPHABET) - 1)
    return draw_chances("" if read == "nothing" else read, ALPHABET, chances, u, drawn, temperature)


def next_chances(text, temperature):
    """The softmax (25,) of the logits over the temperature, after a text; in thousandths, as every machine has them."""
    x = np.eye(len(ALPHABET))[[ALPHABET.index(letter) for letter in text]]
    logits = run_model(x, _model())[0][-1] / temperature
    chances = softmax(logits).round(3)
    return chances / chances.sum()


def surprises(logits, targets):
    """-log softmax at the target, for each step (B, T)."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    hit = np.take_along_axis(shifted, targets[..., None], axis=-1)[..., 0]
    return np.log(np.exp(shifted).sum(axis=-1)) - hit


def _model():
    return names_learnt().models[150 // EVERY]


def _some_names(alike):
    """Eight names: in the order of their atomic numbers, or those of about one length."""
    return sorted(NAMES, key=len)[-12:-4] if alike else [NAMES[k] for k in (25, 6, 109, 49, 78, 103, 53, 9)]


def _kind(name, kept):
    if name in kept:
        return "kept"
    return "learnt" if name in ELEMENTS else "new"
