"""ONNX files: what their nodes say is read, wherever in the graph it stands, and the rest refused by name."""

import numpy as np
import onnx
import pytest
from frameworks_stacks import BACKWARD, BOTH, FORWARD, assert_same_stack, draw_stack, joined, refused
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator
from onnx_models import load_all, node_of, write

from rnnlab import LSTMVariant, stack_forward
from rnnlab.frameworks import save_weights


@pytest.mark.parametrize("directions", [FORWARD, BACKWARD, BOTH])
@pytest.mark.parametrize(
    ("cell", "options"),
    [
        ("rnn", {}),
        ("rnn", {"activation": "relu"}),
        ("gru", {}),
        ("gru", {"reset": "before"}),
        ("lstm", {}),
        ("lstm", {"variant": LSTMVariant(coupled=True, input_activation="sigmoid")}),
    ],
)
def test_a_saved_model_is_a_valid_one_and_gives_back_the_stack(tmp_path, cell, options, directions):
    stack = draw_stack(0, cell, 3, 4, 3, directions, options, p=cell == "lstm")
    save_weights(tmp_path / "w.onnx", stack)
    model = onnx.load(tmp_path / "w.onnx")
    onnx.checker.check_model(model, full_check=True)
    features = 4 * sum(directions)
    ends = [
        [dim.dim_param or dim.dim_value for dim in end.type.tensor_type.shape.dim]
        for end in (model.graph.input[0], model.graph.output[0])
    ]
    assert ends == [["T", "B", 3], ["T", "B", features]]
    stacks = load_all(tmp_path / "w.onnx")
    assert list(stacks) == ["Y0", "Y1", "Y2"]
    assert_same_stack(joined(stacks), stack)


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_a_saved_model_computes_what_the_stack_computes(tmp_path, cell):
    """By the reference implementation of ONNX, which is plain NumPy and knows one direction."""
    stack = draw_stack(0, cell, 3, 4, 2)
    x = np.random.default_rng(1).standard_normal((2, 5, 3))
    save_weights(tmp_path / "w.onnx", stack)
    (h,) = ReferenceEvaluator(onnx.load(tmp_path / "w.onnx")).run(None, {"x": x.transpose(1, 0, 2)})
    np.testing.assert_allclose(h.transpose(1, 0, 2), stack_forward(stack, x).h, rtol=1e-12, atol=1e-14)


def test_every_node_is_found_by_its_type_and_named_by_its_first_output(tmp_path):
    lstm, gru = draw_stack(0, "lstm", 3, 4, 1, BOTH, p=True), draw_stack(1, "gru", 3, 4, 1, BACKWARD)
    rnn = draw_stack(2, "rnn", 3, 4, 1, options={"activation": "sigmoid"})
    nodes, stored = [helper.make_node("Relu", ["a"], ["b"])], {}
    for name, stack, outputs in (("1", lstm, ["all", "last"]), ("2", gru, ["", "state"]), ("3", rnn, ["encoder/h"])):
        node, weights = node_of(stack, outputs, name)
        nodes.append(node)
        stored |= weights
    stacks = load_all(write(tmp_path / "w.onnx", nodes, stored))
    assert list(stacks) == ["all", "state", "encoder/h"]
    for stack, expected in zip(stacks.values(), (lstm, gru, rnn), strict=True):
        assert_same_stack(stack, expected)


@pytest.mark.parametrize(
    ("noted", "name"),
    [
        (
            ": Model/encoder: mine.Encoder/encoder.rnn: torch.nn.modules.rnn.GRU/gru: aten.gru.input",
            "encoder.rnn/val_1",
        ),
        (": torch.nn.modules.rnn.GRU/gru: aten.gru.input", "val_1"),
        ("gru", "val_1"),
        ("", "val_1"),
    ],
)
def test_the_module_of_a_node_is_part_of_its_name_where_pytorch_notes_it(tmp_path, noted, name):
    stack = draw_stack(0, "gru", 3, 4)
    node, weights = node_of(stack, ["val_1"])
    node.metadata_props.add(key="other", value="a: b/c: d/e: f")
    node.metadata_props.add(key="namespace", value=noted)
    found = load_all(write(tmp_path / "w.onnx", [node], weights))
    assert list(found) == [name]
    assert_same_stack(found[name], stack)


def test_weights_in_constant_nodes_are_read_and_biases_may_be_missing(tmp_path):
    stack = draw_stack(0, "lstm", 3, 4)
    node, weights = node_of(stack)
    constants = [
        helper.make_node("Constant", [], [name], value=numpy_helper.from_array(array))
        for name, array in weights.items()
    ]
    assert_same_stack(load_all(write(tmp_path / "w.onnx", [*constants, node], {}))["Y"], stack)
    del node.input[3]
    (params,) = load_all(write(tmp_path / "w.onnx", [node], weights))["Y"].directions
    assert not params.b.any()


def test_attributes_that_do_not_concern_weights_are_passed_over(tmp_path):
    stack = draw_stack(0, "gru", 3, 4)
    node, weights = node_of(stack, layout=1, activation_alpha=[1.0], activation_beta=[0.0])
    assert_same_stack(load_all(write(tmp_path / "w.onnx", [node], weights))["Y"], stack)


def test_what_a_node_does_not_say_is_as_onnx_has_it(tmp_path):
    none = dict(direction=None, hidden_size=None, activations=None, linear_before_reset=None)
    stack = draw_stack(0, "gru", 3, 4, options={"reset": "before"})
    node, weights = node_of(stack, **none)
    assert len(node.attribute) == 0
    assert_same_stack(load_all(write(tmp_path / "w.onnx", [node], weights))["Y"], stack)


START = "but a stack keeps no state: it is given h0."
ALONE = "Take W, R and B alone: from_onnx(W=…, R=…, B=…), with arrays of onnx.numpy_helper.to_array."


def test_a_start_that_is_given_or_zero_is_no_part_of_a_stack(tmp_path):
    stack = draw_stack(0, "lstm", 3, 4)
    node, weights = node_of(stack, takes=("X", "lengths", "h0", "c0"))
    assert_same_stack(load_all(write(tmp_path / "w.onnx", [node], weights))["Y"], stack)
    path = write(tmp_path / "w.onnx", [node], weights | {"h0": np.zeros((1, 2, 4)), "c0": np.zeros((1, 2, 4))})
    assert_same_stack(load_all(path)["Y"], stack)
    path = write(tmp_path / "w.onnx", [node], weights | {"c0": np.ones((1, 2, 4))})
    message = f"{path}: initial_c of the LSTM node 'Y' is made of stored values that are not zero, {START} {ALONE}"
    with refused(ValueError, message):
        load_all(path)


def computed_start(nodes, stored, start="h0"):
    """A GRU whose initial_h these nodes compute."""
    stack = draw_stack(0, "gru", 3, 4)
    node, weights = node_of(stack, takes=("X", "", start))
    return stack, [*nodes, node], weights | stored


def make_batch(name):
    """Nodes that make the shape (1, B, 4) from x (T, B, 3)."""
    return [
        helper.make_node("Shape", ["X"], ["sizes"]),
        helper.make_node("Gather", ["sizes", "one"], ["batch"]),
        helper.make_node("Concat", ["one", "batch", "four"], [name], axis=0),
    ]


SIZES = {"one": np.array([1]), "four": np.array([4])}
LEARNT = np.array([[[0.1, 0.2, 0.3, 0.4]]])


@pytest.mark.parametrize("operator", ["Expand", "Tile"])
def test_a_learnt_start_is_refused_also_where_it_is_repeated_for_each_example(tmp_path, operator):
    nodes = [*make_batch("shape"), helper.make_node(operator, ["learnt", "shape"], ["h0"])]
    stack, nodes, stored = computed_start(nodes, SIZES | {"learnt": LEARNT})
    path = write(tmp_path / "w.onnx", nodes, stored, inputs=["X"])
    with refused(
        ValueError, f"{path}: initial_h of the GRU node 'Y' is made of stored values that are not zero, {START} {ALONE}"
    ):
        load_all(path)
    path = write(tmp_path / "w.onnx", nodes, stored | {"learnt": 0 * LEARNT}, inputs=["X"])
    assert_same_stack(load_all(path)["Y"], stack)


@pytest.mark.parametrize("value", [0.0, 0.5])
def test_a_start_that_is_filled_is_refused_unless_with_zero(tmp_path, value):
    fill = helper.make_node("ConstantOfShape", ["shape"], ["h0"], value=helper.make_tensor("", 1, [1], [value]))
    stack, nodes, stored = computed_start([*make_batch("shape"), fill], SIZES)
    path = write(tmp_path / "w.onnx", nodes, stored, inputs=["X"])
    if value:
        with pytest.raises(
            ValueError, match="initial_h of the GRU node 'Y' is made of stored values that are not zero"
        ):
            load_all(path)
    else:
        assert_same_stack(load_all(path)["Y"], stack)


def test_a_start_that_is_computed_from_what_goes_into_the_model_is_given(tmp_path):
    """A decoder that begins where an encoder ended; a state for all layers of which one is cut out."""
    encoder, weights = node_of(draw_stack(1, "gru", 3, 4), outputs=["", "h0"], name="2", takes=("words",))
    stack, nodes, stored = computed_start([encoder], weights)
    assert_same_stack(load_all(write(tmp_path / "w.onnx", nodes, stored))["Y"], stack)
    cut = helper.make_node("Slice", ["states", "from", "to"], ["h0"])
    stack, nodes, stored = computed_start([cut], {"from": np.array([1]), "to": np.array([2])})
    assert_same_stack(load_all(write(tmp_path / "w.onnx", nodes, stored, inputs=["states"]))["Y"], stack)


def test_a_start_that_a_branch_computes_is_given(tmp_path):
    end = helper.make_tensor_value_info("learnt", TensorProto.DOUBLE, None)
    then = helper.make_graph([], "then", [], [end], [numpy_helper.from_array(LEARNT, "learnt")])
    node = helper.make_node("If", ["which"], ["h0"], then_branch=then, else_branch=then)
    stack, nodes, stored = computed_start([node], {"which": LEARNT > 1})
    assert_same_stack(load_all(write(tmp_path / "w.onnx", nodes, stored))["Y"], stack)


@pytest.mark.parametrize("shape", [(2, 4), (2, 3, 4), (4,)])
def test_a_start_of_other_axes_is_refused(tmp_path, shape):
    stack, nodes, stored = computed_start([], {"h0": np.zeros(shape)})
    with pytest.raises(
        ValueError, match=r"initial_h .* has shape .* but with H = 4 it must be \(nd, B, H\) = \(1, B, 4\)"
    ):
        load_all(write(tmp_path / "w.onnx", nodes, stored))
    stack, nodes, stored = computed_start([], {"h0": np.zeros((2, 1, 4))})  # as layout=1 has it
    assert_same_stack(load_all(write(tmp_path / "w.onnx", nodes, stored))["Y"], stack)


def test_a_start_of_open_axes_is_given(tmp_path):
    stack, nodes, stored = computed_start([], {})
    read = onnx.load(write(tmp_path / "w.onnx", nodes, stored))
    read.graph.input.append(helper.make_tensor_value_info("h0", 1, ["layers", "B", None]))
    onnx.save(read, tmp_path / "w.onnx")
    assert_same_stack(load_all(tmp_path / "w.onnx")["Y"], stack)


def test_a_start_of_another_size_is_that_of_a_projection(tmp_path):
    """What an exporter makes of nn.LSTM(3, 4, proj_size=2): hidden_size 2, with a cell state of 4."""
    node, weights = node_of(draw_stack(0, "lstm", 3, 2), takes=("X", "", "h0", "c0"))
    path = write(tmp_path / "w.onnx", [node], weights | {"h0": np.zeros((1, 2, 2)), "c0": np.zeros((1, 2, 4))})
    message = (
        f"{path}: initial_c of the LSTM node 'Y' has shape (1, 2, 4), but with H = 2 it must be (nd, B, H) = "
        "(1, B, 2). Was the layer made with proj_size? An LSTM that projects its h is no cell here, and some exporters "
        "write it so."
    )
    with refused(ValueError, message):
        load_all(path)


@pytest.mark.parametrize("open_batch", [False, True])
def test_the_size_of_a_start_may_be_said_beside_the_nodes(tmp_path, open_batch):
    """A start that is computed from the batch: only the size that the model notes for it tells a projection."""
    nodes = [*make_batch("shape"), helper.make_node("Expand", ["zero", "shape"], ["h0"])]
    stack, nodes, stored = computed_start(nodes, SIZES | {"zero": np.zeros((1, 1, 1))})
    path = write(tmp_path / "w.onnx", nodes, stored, inputs=["X"])
    for H, refusal in (
        (4, None),
        (8, rf"initial_h of the GRU node 'Y' has shape \(1, {'.B.' if open_batch else 2}, 8\)"),
    ):
        read = onnx.load(path)
        read.graph.value_info.append(helper.make_tensor_value_info("h0", 1, [1, "B" if open_batch else 2, H]))
        onnx.save(read, path)
        if refusal:
            with pytest.raises(ValueError, match=refusal):
                load_all(path)
        else:
            assert_same_stack(load_all(path)["Y"], stack)


def test_stored_lengths_are_refused_unless_all_are_one(tmp_path):
    stack = draw_stack(0, "rnn", 3, 4)
    node, weights = node_of(stack, takes=("X", "lengths"))
    path = write(tmp_path / "w.onnx", [node], weights | {"lengths": np.array([5, 5], np.int32)})
    assert_same_stack(load_all(path)["Y"], stack)
    path = write(tmp_path / "w.onnx", [node], weights | {"lengths": np.array([5, 2], np.int32)})
    message = (
        f"{path}: sequence_lens of the RNN node 'Y' is stored, [5, 2], but a stack keeps no lengths: it is given "
        f"lengths=. {ALONE}"
    )
    with refused(ValueError, message):
        load_all(path)


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        ({"clip": 2.0}, "is no stack of ours: clip is 2.0, but no cell here clips what goes into its activations."),
        ({"hidden_size": 7}, "is no stack of ours: hidden_size is 7, but with R (1, 16, 4) it must be 4."),
        (
            {"surprise": 1},
            "has an attribute 'surprise', which ONNX does not know: the file is damaged, or made by a program that is "
            "not ONNX's.",
        ),
    ],
)
def test_a_node_that_is_no_stack_is_refused_by_name(tmp_path, attributes, reason):
    node, weights = node_of(draw_stack(0, "lstm", 3, 4), **attributes)
    path = write(tmp_path / "w.onnx", [node], weights)
    with refused(ValueError, f"{path}: the LSTM node 'Y' {reason}"):
        load_all(path)


# ---- where nodes are found ---------------------------------------------------------------------------------------


def branch(nodes, stored=()):
    end = helper.make_tensor_value_info("Y", TensorProto.DOUBLE, None)
    return helper.make_graph(nodes, "branch", [], [end], [numpy_helper.from_array(a, name) for name, a in stored])


def choose(name, then, otherwise):
    return helper.make_node("If", ["which"], [name], then_branch=then, else_branch=otherwise)


def test_nodes_in_the_branches_of_an_if_are_read(tmp_path):
    """With weights of the branch itself, and with weights of the graph around it, two levels up."""
    stacks = [draw_stack(seed, "lstm", 3, 4) for seed in range(3)]
    (a, inner), (b, outer), (c, far) = (node_of(stack, [name], name) for name, stack in zip("abc", stacks, strict=True))
    nested = choose("y", branch([c]), branch([]))
    node = choose("x", branch([a], inner.items()), branch([b, nested]))
    found = load_all(write(tmp_path / "w.onnx", [node], outer | far))
    assert found.keys() == {*"abc"}
    for name, expected in zip("abc", stacks, strict=True):
        assert_same_stack(found[name], expected)


def test_nodes_of_one_name_are_told_apart_by_their_branches(tmp_path):
    stacks = [draw_stack(seed, "gru", 3, 4) for seed in range(2)]
    (a, first), (b, second) = (node_of(stack, name="") for stack in stacks)
    node = choose("y", branch([a], first.items()), branch([b], second.items()))
    found = load_all(write(tmp_path / "w.onnx", [node]))
    names = [attribute.name for attribute in node.attribute]
    assert list(found) == [f"y/{name}/Y" for name in names]
    for name, stack in found.items():
        assert_same_stack(stack, stacks["else_branch" in name])


NOT_READ = (
    "what Loop, Scan, functions or plain MatMul compute is not read. from_torch and from_keras take the weights of the "
    "layer that it was exported from."
)


def test_a_file_without_such_a_node_is_refused_by_what_it_has(tmp_path):
    node, weights = node_of(draw_stack(0, "lstm", 3, 4))
    loop = helper.make_node("Loop", ["n", ""], ["y"], body=branch([node]))
    other = node_of(draw_stack(0, "lstm", 3, 4))[0]
    other.domain = "com.example"
    product = helper.make_node("MatMul", ["a", "b"], ["c"])
    for nodes, what in (
        ([loop, other, product], "Loop"),
        ([other, product, product], "MatMul, LSTM"),
        ([], "none at all"),
    ):
        path = write(tmp_path / "w.onnx", nodes, weights)
        with refused(ValueError, f"{path} has no RNN, GRU or LSTM node, but {what}: {NOT_READ}"):
            load_all(path)


def test_quantised_nodes_are_refused_by_name(tmp_path):
    node = helper.make_node("DynamicQuantizeLSTM", ["X"], ["Y"], domain="com.microsoft")
    path = write(tmp_path / "w.onnx", [node])
    message = (
        f"{path}: the DynamicQuantizeLSTM node 'Y' has quantised weights. Take the model that it was made from, before "
        "quantize_dynamic."
    )
    with refused(ValueError, message):
        load_all(path)


# ---- damaged -----------------------------------------------------------------------------------------------------


def test_a_file_that_is_no_model_is_refused_with_its_path(tmp_path):
    path = tmp_path / "w.onnx"
    for data, reason in (
        (b"", "it is empty"),
        (onnx.ModelProto(ir_version=8).SerializeToString(), "it has no graph"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1289603\n", ".*"),
        (write(path, [node_of(draw_stack(0, "rnn", 3, 4))[0]]).read_bytes()[:-3], ".*"),
    ):
        path.write_bytes(data)
        with pytest.raises(ValueError, match=rf"^{path} is no readable \.onnx file \({reason}"):
            load_all(path)


def test_damaged_nodes_and_values_are_refused_with_their_names(tmp_path):
    node, weights = node_of(draw_stack(0, "rnn", 3, 4))
    unused = node_of(draw_stack(0, "rnn", 3, 4), outputs=["", ""])[0]
    path = write(tmp_path / "w.onnx", [unused], weights)
    with refused(ValueError, f"{path}: a node RNN has no output, so nothing of it is used."):
        load_all(path)
    lies, unknown = (numpy_helper.from_array(weights["W"], "W") for _ in range(2))
    lies.dims[:] = [10**6, 10**6, 3]
    unknown.data_type = 99
    for tensor, reason in ((lies, "cannot be read"), (unknown, "is of a kind, 99, that ONNX does not know")):
        path = write(tmp_path / "w.onnx", [node], weights | {"W": tensor})
        with pytest.raises(
            ValueError, match=rf"^{path}: W of the RNN node 'Y' cannot be read: the stored value 'W' {reason}"
        ):
            load_all(path)
    del node.input[2:]
    path = write(tmp_path / "w.onnx", [node], weights)
    with pytest.raises(ValueError, match="the RNN node 'Y' has no W and R: the file is damaged"):
        load_all(path)


@pytest.mark.parametrize(
    ("old", "words"),
    [(b"RNN", "has no RNN, GRU or LSTM node, but "), (b"odd", "has an attribute "), (b"near", "cannot be")],
)
def test_names_that_are_no_text_are_refused_with_the_path(tmp_path, old, words):
    node, weights = node_of(draw_stack(0, "rnn", 3, 4), odd=1, other=1)
    others = [helper.make_node("Relu", ["X"], ["Z"]), helper.make_node("odd", ["X"], ["Z"])]
    beside = numpy_helper.from_array(weights["W"], "W")
    if old == b"near":
        onnx.external_data_helper.set_external_data(beside, "near", 0, 96)
        beside.ClearField("raw_data")
    path = write(tmp_path / "w.onnx", [*others, node], weights | {"W": beside})
    path.write_bytes(path.read_bytes().replace(old, b"\xff" + old[1:]))
    with pytest.raises(ValueError, match=rf"^{path}.*{words}"):
        load_all(path)


def write_field(number, data):
    """A field of protobuf: its number, its length, its bytes."""
    size, length = len(data), b""
    while size > 127:
        length, size = length + bytes([size & 127 | 128]), size >> 7
    return bytes([number << 3 | 2]) + length + bytes([size]) + data


MANY = 2**18 * b"\x0a\x00"  # of fields with the number 1, of nothing
EMPTY = {
    "nodes": MANY,
    "attributes": write_field(1, MANY.replace(b"\x0a", b"\x2a")),
    "values": write_field(5, MANY.replace(b"\x0a", b"\x6a")),
    "sizes": write_field(11, write_field(2, write_field(1, write_field(2, MANY)))),
    "names": write_field(1, 3 * MANY),
    "texts": write_field(5, 3 * MANY.replace(b"\x0a", b"\x32")),
    "numbers of an attribute": write_field(1, write_field(5, 3 * MANY.replace(b"\x0a", b"\x40"))),
    "numbers of a value": write_field(5, write_field(7, bytes(2**20))),
}


@pytest.mark.parametrize("what", EMPTY)
def test_a_file_of_countless_empty_parts_is_refused_before_they_take_memory(tmp_path, what):
    path = tmp_path / "w.onnx"
    path.write_bytes(write_field(7, EMPTY[what]))
    with pytest.raises(
        ValueError, match=rf"^{path} is no readable \.onnx file \(it is made of more than 1[345].... parts"
    ):
        load_all(path)


def test_a_file_of_many_nodes_is_read(tmp_path):
    """A network that is unrolled: its parts are not empty."""
    stack = draw_stack(0, "rnn", 3, 4)
    node, weights = node_of(stack)
    others = [
        helper.make_node("Add", [f"input_of_{k}", "bias"], [f"output_of_{k}"], name=f"add_{k}") for k in range(9000)
    ]
    assert_same_stack(load_all(write(tmp_path / "w.onnx", [*others, node], weights))["Y"], stack)
