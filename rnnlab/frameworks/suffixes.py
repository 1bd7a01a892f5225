"""What a file is, by its name and its first bytes; and the way out where it is one that is not read."""

import re
from pathlib import Path

PICKLE = (
    "is or may be a pickle, and reading one runs whatever program is in it. With PyTorch it is "
    "from_torch(torch.load(path, map_location='cpu', weights_only=True)), which runs nothing; save_weights then keeps "
    "the stack. A file that it refuses, where it was made: np.savez('weights.npz', **{name: tensor.float().numpy() "
    "for name, tensor in model.state_dict().items()})."
)
PROGRAM = (
    "holds a program of PyTorch, and reading it would run that. Where you trust it: "
    "from_torch(torch.jit.load(path).state_dict()), or, of a .pt2, from_torch(torch.export.load(path).state_dict)."
)
TENSORFLOW = (
    "is a program of TensorFlow. With TensorFlow its arrays are tf.saved_model.load(folder).variables; of a layer of "
    "Keras: from_keras([variable.numpy() for variable in (kernel, recurrent_kernel, bias)])."
)
CHECKPOINT = (
    "is part of a checkpoint of TensorFlow. With TensorFlow: reader = tf.train.load_checkpoint(its path without this "
    "ending); from_tf1({name: reader.get_tensor(name) for name in reader.get_variable_to_shape_map()}, …), or "
    "from_keras with the arrays of one layer."
)
TFLITE = (
    "is a program for small machines, mostly with quantised weights. Take the model that it was made from: "
    "from_keras(layer.get_weights())."
)
ONE_ARRAY = "holds one array, but it must hold named ones: np.savez(path, weight_ih_l0=…)."
ELSEWHERE = {
    **dict.fromkeys([".pt", ".pth", ".pkl", ".pickle", ".bin", ".ckpt", ".joblib", ".tar", ".th"], PICKLE),
    **dict.fromkeys([".pt2", ".torchscript", ".jit", ".ptl"], PROGRAM),
    **dict.fromkeys([".pb", ".pbtxt"], TENSORFLOW),
    **dict.fromkeys([".index", ".meta", ".data"], CHECKPOINT),
    ".tflite": TFLITE,
    ".npy": ONE_ARRAY,
}
BEGINNINGS = (
    (rb"version https://git-lfs", "it is a pointer of git-lfs, three lines of text for a file: git lfs pull brings it"),
    (rb"\s*<(?i:!doctype|html|\?xml)", "it is a web page, not the file that the page shows: download the raw file"),
    (rb"\Z", "it is empty"),
)
IN_ITS_PLACE = {".npz": ((rb"\x80[\x02-\x05]", PICKLE), (rb"\x93NUMPY", ONE_ARRAY))}


def read_suffix(path, known):
    """The suffix of a path, in small letters, when it is one of `known`.

    Raises
    ------
    ValueError
        When it is another, with the way that its file can be read.
    """
    suffix = re.sub(r"^\.data-[0-9].*", ".data", Path(path).suffix.lower())
    if suffix in ELSEWHERE:
        raise ValueError(f"path is {str(path)!r}, which {ELSEWHERE[suffix]}")
    if suffix not in known:
        raise ValueError(f"path is {str(path)!r}, but it must end in one of {', '.join(known)}.")
    return suffix


def check_beginning(path, suffix):
    """Refuse a file that begins as no file with its suffix does.

    Raises
    ------
    OSError
        A file that cannot be opened.
    ValueError
    """
    with Path(path).open("rb") as file:
        first = file.read(64)
    for pattern, words in BEGINNINGS:
        if re.match(pattern, first):
            raise ValueError(f"{path} is no {suffix} file: {words}.")
    for pattern, words in IN_ITS_PLACE.get(suffix, ()):
        if re.match(pattern, first):
            raise ValueError(f"{path} {words}")
