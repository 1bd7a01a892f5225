"""The wire format of ONNX, protobuf: how many parts a file has, before memory is taken for each of them."""

MOST = 2**17  # parts that any file may have, and one more for every SPARSE bytes of it
SPARSE = 64
SMALL = 4  # texts, or whole numbers in their short form, that take the memory of one part
# By the number of a field what it holds: what has parts of its own, a "leaf", a "text", or such "numbers".
PARTS = {
    "model": {7: "graph", 8: "leaf", 14: "leaf", 20: "training", 25: "function", 26: "devices"},
    "training": {1: "graph", 2: "graph", 3: "leaf", 4: "leaf"},
    "function": {4: "text", 5: "text", 6: "text", 7: "node", 9: "leaf", 11: "attribute", 12: "value", 14: "leaf"},
    "graph": {
        1: "node",
        5: "tensor",
        11: "value",
        12: "value",
        13: "value",
        14: "annotation",
        15: "sparse",
        16: "leaf",
    },
    "node": {1: "text", 2: "text", 5: "attribute", 9: "leaf", 10: "devices"},
    "devices": {2: "devices", 3: "devices", 4: "devices"},
    "attribute": {
        5: "tensor",
        6: "graph",
        8: "numbers",
        9: "text",
        10: "tensor",
        11: "graph",
        14: "type",
        15: "type",
        22: "sparse",
        23: "sparse",
    },
    "annotation": {2: "leaf"},
    "tensor": {1: "numbers", 6: "text", 7: "numbers", 11: "numbers", 13: "leaf", 16: "leaf"},
    "sparse": {1: "tensor", 2: "tensor", 3: "numbers"},
    "value": {2: "type", 4: "leaf"},
    "type": {1: "array", 4: "inside", 5: "inside", 8: "array", 9: "inside"},
    "inside": {1: "type", 2: "type"},
    "array": {2: "shape"},
    "shape": {1: "leaf"},
}


def check_parts(data):
    """Refuse the bytes of a model that would fill the memory with more parts than a file of their size can mean.

    Raises
    ------
    ValueError
    """
    limit, found, around = MOST + len(data) // SPARSE, 0, [("model", 0, len(data))]
    while around:
        kind, at, end = around.pop()
        while at < end:
            key, at = _read_number(data, at)
            size, start = (8, at) if key & 7 == 1 else (4, at) if key & 7 == 5 else _read_number(data, at)
            at = min(start + (0 if key & 7 == 0 else size), end)
            inside = PARTS[kind].get(key >> 3)
            if inside == "numbers":
                found += max(1, at - start) / SMALL
            elif inside and key & 7 == 2:
                found += 1 / SMALL if inside == "text" else 1
                if inside in PARTS:
                    around.append((kind, at, end))
                    kind, at, end = inside, start, at
            if found > limit:
                raise ValueError(f"it is made of more than {limit} parts, but has only {len(data)} bytes")


def _read_number(data, at):
    """A number in base 128, its lowest digit first, and where the next one begins."""
    number, shift = 0, 0
    while at < len(data):
        digit = data[at]
        number |= (digit & 127) << shift
        at, shift = at + 1, shift + 7
        if digit < 128 or shift > 63:
            break
    return number, at
