"""What holds for every picture, whoever draws it and whatever the arrays are."""

import base64
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from reading import SVG, corners, elements_of, kind, parse, text_of, texts, words

from rnnlab import drawing
from rnnlab.drawing import (
    Picture,
    draw_buffer,
    draw_bug_table,
    draw_curves,
    draw_formulas,
    draw_gate_stack,
    draw_join,
    draw_lstm_cell,
    draw_matrices,
    draw_mismatch,
    draw_network,
    draw_product,
    draw_rnn_cell,
    draw_strips,
    draw_transposition,
)
from rnnlab.drawing.forward_view import draw_forward
from rnnlab.drawing.gates_view import draw_gates
from rnnlab.drawing.growth import draw_growth
from rnnlab.drawing.join_mistakes import draw_join_mistake
from rnnlab.drawing.layout import MONO, Part, note
from rnnlab.drawing.letters import draw_letters
from rnnlab.drawing.matrix import Block
from rnnlab.drawing.partners import draw_partners
from rnnlab.drawing.picture import as_image, picture, words_of
from rnnlab.drawing.products import Formulas
from rnnlab.drawing.svg import tag
from rnnlab.networks.sequences import LSTMTrace

ERROR = "all the input array dimensions except for the concatenation axis must match exactly"

# Each draws one picture from `m(*shape)`, which makes an array.
PICTURES = {
    "join beside": lambda m, B, T, D, H: draw_join(1, W_hh=m(H, H), W_hx=m(H, D)),
    "join on top": lambda m, B, T, D, H: draw_join(0, h=m(H, B), x=m(D, B)),
    "mismatch beside": lambda m, B, T, D, H: draw_mismatch(1, ERROR, P=m(H, D), Q=m(H + 1, B)),
    "mismatch on top": lambda m, B, T, D, H: draw_mismatch(0, ERROR, P=m(D, B + 1), Q=m(H, B)),
    "join mistake": lambda m, B, T, D, H: draw_join_mistake(pair(m, H, D), pair(m, H, D), 0, "a line", "wrong", ERROR),
    "letters": lambda m, B, T, D, H: draw_letters(
        "ab" * T, T, m(H, H), m(H, D), m(H, 1), m(D, 1), m(H, 1), "x" * D, ["unit"] * H, "out"
    ),
    "partners": lambda m, B, T, D, H: draw_partners(
        pair(m, H, D), [Block(m(H, 1), "h", "h"), Block(m(D, 1), "x", "x")], m(H, 1), m(H, 1), "a verdict"
    ),
    "growth": lambda m, B, T, D, H: draw_growth([[("h", H), ("x", D)]] * T, [(H, D)] * T, [H] * T, H + D, "a verdict"),
    "matrices": lambda m, B, T, D, H: draw_matrices("Two arrays", x=m(B, D), first=m(H, H)),
    "product": lambda m, B, T, D, H: draw_product(m(H, H), m(H, D), m(H, B), m(D, B), m(H, B), m(H, B), m(H, B)),
    "transposition": lambda m, B, T, D, H: draw_transposition(m(H, H), m(H, D), m(H, 1), m(D, 1), m(H, 1)),
    "formulas": lambda m, B, T, D, H: draw_formulas(some_formulas(m, B, D, H, m(H)), H + 1, "equal"),
    "formulas without b": lambda m, B, T, D, H: draw_formulas(some_formulas(m, B, D, H, None), 1, "equal"),
    "buffer": lambda m, B, T, D, H: draw_buffer(m(T, D), m(T, H), m(H)),
    "network": lambda m, B, T, D, H: draw_network(m(T, D), m(T, H), m(H)),
    "RNN cell": lambda m, B, T, D, H: draw_rnn_cell(m(B, D), m(B, H), m(H, H), m(D, H), m(H), m(B, H)),
    "LSTM cell": lambda m, B, T, D, H: draw_lstm_cell(*(m(H) for _ in range(8))),
    "gate stack": lambda m, B, T, D, H: draw_gate_stack(*(m(H + D, H) for _ in range(4))),
    "strips": lambda m, B, T, D, H: draw_strips("Strips", mark=0, f=m(T, H), c=m(T, H), difference=m(T, D)),
    "curves": lambda m, B, T, D, H: draw_curves("Curves", range(T), "t", "size", one=m(T), other_one=m(T)),
    "bug table": lambda m, B, T, D, H: draw_bug_table(["bias twice"] * H, ["random"] * D, [["missed"] * D] * H),
    "forward": lambda m, B, T, D, H: draw_forward(m(T, D), m(T + 1, H), some_rnn(m, D, H), T, "tanh", "Memory: 2."),
    "gates": lambda m, B, T, D, H: draw_gates(m(T, D), some_trace(m, T, H), (m(H), m(H)), m(T, H), T, ("f",)),
}
SIZES = [(2, 5, 3, 4), (1, 1, 1, 1), (3, 2, 1, 5), (1, 8, 4, 1)]  # B, T, D, H
ELEMENTS = {"svg", "title", "desc", "defs", "g", "rect", "use", "text", "tspan", "path", "circle", "polyline"}
MEASURES = {"x", "y", "dx", "dy", "width", "height", "r", "cx", "cy", "rx", "d", "points", "transform", "viewBox"}
MEASURES |= {"font-size", "stroke-width"}
NO_MEASURE = re.compile(r"\.\d{3}|nan|inf|\de[+-]?\d|(?<![\d.])-0(?:\.0*)?(?![\d.])", re.I)
each_picture = pytest.mark.parametrize("name", PICTURES)


def some_formulas(m, B, D, H, b):
    return Formulas(m(H, H), m(H, D), m(H, B), m(D, B), b, m(H, B), m(H, B))


def pair(m, H, D):
    return [Block(m(H, H), "W_hh", "h"), Block(m(H, D), "W_hx", "x")]


def some_rnn(m, D, H):
    return SimpleNamespace(W_hh=m(H, H), W_hx=m(D, H), b_h=m(H))


def some_trace(m, T, H):
    return LSTMTrace(*(m(T, H) for _ in LSTMTrace._fields))


def normal(rng, shape):
    return rng.standard_normal(shape)


def spoilt(rng, shape):
    array = rng.standard_normal(shape)
    for k, value in enumerate((np.nan, np.inf, -np.inf)):
        array.flat[k::4] = value
    return array


# What the arrays may be filled with.
KINDS = {
    "float64": normal,
    "float32": lambda rng, shape: normal(rng, shape).astype(np.float32),
    "int64": lambda rng, shape: rng.integers(-99, 99, shape),
    "int8": lambda rng, shape: rng.choice(np.array([-128, 127], np.int8), shape),
    "uint8": lambda rng, shape: rng.integers(0, 255, shape, dtype=np.uint8),
    "with NaN and inf": spoilt,
    "NaN": lambda rng, shape: np.full(shape, np.nan),
    "inf": lambda rng, shape: rng.choice([-np.inf, np.inf], shape),
    "every size": lambda rng, shape: normal(rng, shape) * 10.0 ** rng.integers(-300, 300, shape),
    "the largest": lambda rng, shape: rng.choice([-1, 1], shape) * np.finfo(float).max,
    "the largest float32": lambda rng, shape: rng.choice(np.array([-1, 1], "f4"), shape) * np.finfo("f4").max,
    "zeros": lambda rng, shape: rng.choice([-0.0, 0.0], shape),
    "read-only, Fortran order": lambda rng, shape: np.broadcast_to(np.asfortranarray(normal(rng, shape)), shape),
}


def drawn(name, filled="float64", size=SIZES[0]):
    rng = np.random.default_rng(7)
    return PICTURES[name](lambda *shape: KINDS[filled](rng, shape), *size)


def check(svg):
    """Everything that no picture may break; gives the parsed picture back."""
    root = parse(svg)
    width, height = float(root.get("width")), float(root.get("height"))
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    assert [kind(node) for node in root][:2] == ["title", "desc"]
    for node in root.iter():
        assert kind(node) in ELEMENTS
        assert not [key for key in node.attrib if key in ("style", "class") or key.startswith("on")]
        for key in node.attrib.keys() & MEASURES:
            value = re.sub(r"scale\([^)]*\)", "", node.get(key))  # a factor, not a place
            assert not NO_MEASURE.search(value), f'{kind(node)} {key}="{value}"'
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert {node.get("href")[1:] for node in root.iter(f"{SVG}use")} <= set(ids)
    for what, x, y in corners(root):
        assert 0 <= x <= width, f"{what} at {x, y} is outside of {width} × {height}"
        assert 0 <= y <= height, f"{what} at {x, y} is outside of {width} × {height}"
    return root


def test_every_public_drawing_function_is_among_the_pictures():
    used = {name for draw in PICTURES.values() for name in draw.__code__.co_names if name.startswith("draw_")}
    public = {name for name in drawing.__all__ if name.startswith("draw_")}
    of_scenes = {"draw_growth", "draw_join_mistake", "draw_letters", "draw_partners"}
    assert used == public | of_scenes | {"draw_forward", "draw_gates"}


@pytest.mark.parametrize("size", SIZES, ids=str)
@each_picture
def test_a_picture_is_clean_svg_at_every_size(name, size):
    check(drawn(name, size=size))


@pytest.mark.parametrize("filled", KINDS)
@each_picture
def test_no_values_break_a_picture(name, filled):
    svg = drawn(name, filled)
    assert not [text for text in texts(check(svg)) if re.fullmatch(r"-0(\.0*)?", text)]
    assert not re.search(r"-0(\.0*)?(?![.\d])|\d{5}|\.\d{3}", svg.words), svg.words


@each_picture
def test_ordinary_texts_are_not_cut_at_the_sides(name):
    for size in SIZES:
        root = parse(drawn(name, size=size))
        for word in words(root):
            width = len(word.text) * word.size * (0.6 if word.family == MONO else 0.5)
            left = word.x - width * {"start": 0, "middle": 0.5, "end": 1}[word.anchor]
            assert 0 <= left <= left + width <= float(root.get("width")), word


@each_picture
def test_a_picture_says_itself_in_words(name):
    svg = drawn(name)
    title, words_ = (parse(svg).find(f"{SVG}{key}").text for key in ("title", "desc"))
    assert isinstance(svg, Picture)
    assert len(title) > 4
    assert len(words_) > 30
    assert svg.words == repr(svg) == words_ == words_of(str(svg))
    assert "\n" not in words_


@each_picture
def test_a_notebook_gets_the_words_and_one_image_with_them(name):
    svg = drawn(name)
    bundle = svg._repr_mimebundle_()
    assert bundle.keys() == {"text/plain", "text/html"}
    assert bundle["text/plain"] == svg.words
    ((element, attributes),) = elements_of(bundle["text/html"])
    assert element == "img"
    assert attributes.keys() == {"alt", "src"}
    assert attributes["alt"] == svg.words
    head, _, data = attributes["src"].partition(",")
    assert head == "data:image/svg+xml;base64"
    assert base64.b64decode(data, validate=True).decode() == svg


@each_picture
def test_a_picture_drawn_twice_is_the_same_byte_by_byte(name):
    assert drawn(name).encode() == drawn(name).encode()


HOSTILE = {
    "an element": '<img src=x onerror="alert(1)">',
    "the end of the picture": "</title></desc></text></svg><script>alert(1)</script>",
    "quotes": "\"'><b onclick='x'>",
    "entities": "&lt; &amp; &#60;script&#62; &nope;",
    "comments": "<!-- ]]> --> <![CDATA[ <?xml ?>",
    "control characters": "a\x00b\x08c\x1bd\ud800e\uffff",
    "emoji": "👩‍🔬 ⟶ 日本語 \u202eright to left",
    "very long": "word " * 400 + "W" * 400,
}
LABELLED = {
    "join": lambda s, a: draw_join(1, **{s: a, f"{s} 2": a}),
    "mismatch": lambda s, a: draw_mismatch(1, s, **{s: a, f"{s} 2": a[:1]}),
    "matrices": lambda s, a: draw_matrices(s, **{s: a}),
    "strips": lambda s, a: draw_strips(s, **{s: a}),
    "curves": lambda s, a: draw_curves(s, [1, 2], s, s, **{s: a[0]}),
    "bug table": lambda s, a: draw_bug_table([s], [s], [["caught"]]),
    "formulas": lambda s, a: draw_formulas(Formulas(a, a, a, a, None, a, a), 1, s),
    "RNN cell": lambda s, a: draw_rnn_cell(a, a, a, a, a[0], a, s),
    "forward": lambda s, a: draw_forward(a, np.ones((3, 2)), some_rnn(lambda *shape: np.ones(shape), 2, 2), 1, s, s),
}


@pytest.mark.parametrize("label", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("draw", LABELLED.values(), ids=LABELLED)
def test_a_hostile_label_is_text_and_never_an_element(draw, label):
    svg = draw(label, np.array([[1.0, 2.0], [3.0, 4.0]]))
    shown = text_of(check(svg)).replace("−", "-")
    bare = re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", label)
    assert re.sub(r"[\s_]", "", bare) in re.sub(r"[\s_\ufffd]", "", shown)
    ((element, attributes),) = elements_of(as_image(svg))
    assert element == "img"
    assert attributes.keys() == {"alt", "src"}
    assert attributes["alt"] == svg.words


def test_the_words_of_a_picture_that_has_no_description():
    assert words_of("<svg><title>a &lt; b</title></svg>") == "a < b"
    assert words_of("<svg><title/><desc>said\nso</desc></svg>") == "said\nso"
    assert words_of("<svg/>") == "picture"


def test_a_card_has_a_margin_and_the_size_that_was_asked_for():
    part = Part(tag("rect", x=0, y=0, width=100, height=50, fill="#000"), 100, 50, 25)
    root = check(picture(part, "t", "w"))
    assert (root.get("width"), root.get("height")) == ("140", "90")
    assert list(corners(root))[2:] == [("rect", 20, 20), ("rect", 120, 70)]
    root = check(picture(part, "t", "w", 200.004, 300))
    assert root.get("viewBox") == "0 0 200 300"
    assert list(corners(root))[:2] == [("rect", 0.5, 0.5), ("rect", 199.5, 299.5)]
    assert check(picture(part, "t", "w", pad=0)).get("viewBox") == "0 0 100 50"


@pytest.mark.parametrize("size", [(139, 90), (140, 89), (1, 1)])
def test_a_card_that_is_too_small_is_refused(size):
    part = Part(note("x").body, 100, 50, 25)
    assert check(picture(part, "t", "w", 140, 90))
    with pytest.raises(ValueError, match="The drawing needs 140 × 90, more than its card"):
        picture(part, "t", "w", *size)


ALONE = """
import sys
from test_picture import PICTURES, drawn
for name in PICTURES:
    drawn(name)
assert not [name for name in sys.modules if name.startswith("matplotlib")]
"""


def test_no_picture_loads_matplotlib():
    here = Path(__file__).parent
    same = {**os.environ, "PYTHONPATH": os.pathsep.join([str(here), *sys.path])}
    done = subprocess.run([sys.executable, "-c", ALONE], env=same, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
