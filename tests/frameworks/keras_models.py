"""Small files as Keras writes them, made by hand."""

import json
import zipfile

import h5py


def layer(kind, name, **config):
    return {"class_name": kind, "config": {"name": name, **config}}


def model(*layers, kind="Sequential", name="model"):
    return layer(kind, name, layers=list(layers))


def bidirectional(name, kind, merge_mode="concat", **config):
    forward, backward = ({**config, "go_backwards": back} for back in (False, True))
    return layer(
        "Bidirectional",
        name,
        merge_mode=merge_mode,
        layer=layer(kind, f"forward_{name}", **forward),
        backward_layer=layer(kind, f"backward_{name}", **backward),
    )


def place(path, arrays):
    """The arrays of a cell where Keras keeps them: those of a Bidirectional layer in two groups."""
    if len(arrays) < 4:
        return {f"{path}/cell/vars/{n}": array for n, array in enumerate(arrays)}
    half = len(arrays) // 2
    return place(f"{path}/forward_layer", arrays[:half]) | place(f"{path}/backward_layer", arrays[half:])


def place_old(path, arrays, cell="cell"):
    """The same in older files."""
    names = ("kernel:0", "recurrent_kernel:0", "bias:0")
    if len(arrays) < 4:
        return {f"{path}/{cell}/{name}": array for name, array in zip(names, arrays, strict=False)}
    half, name = len(arrays) // 2, path.rpartition("/")[2]
    forward, backward = (
        place_old(f"{path}/{direction}_{name}", part, cell)
        for direction, part in (("forward", arrays[:half]), ("backward", arrays[half:]))
    )
    return forward | backward


def write_h5(path, arrays, names=(), config=None):
    """An HDF5 file of arrays; `names` are what layers are called, by their place."""
    with h5py.File(path, "w") as file:
        for name, array in arrays.items():
            file[name] = array
        for name, called in dict(names).items():
            file.require_group(f"{name}/vars").attrs["name"] = called
        if config is not None:
            file.attrs["model_config"] = json.dumps(config)
    return path


def write_keras(path, config, arrays, names=()):
    """A .keras file."""
    beside = write_h5(path.with_name("model.weights.h5"), arrays, names)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("metadata.json", "{}")
        file.writestr("config.json", config if isinstance(config, str) else json.dumps(config))
        file.write(beside, beside.name)
    beside.unlink()
    return path
