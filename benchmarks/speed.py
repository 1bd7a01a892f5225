"""How fast the cells are: against a textbook loop, PyTorch and onnxruntime, and against the machine's best product.

All contenders take turns in one run, and each figure is the median of its rounds.
"""

import gc
import time
import tracemalloc
from statistics import median

import numpy as np

from benchmarks.contenders import CELLS, draw, forward, onnxruntime, torch, training
from rnnlab import lstm_forward, rnn_forward

SIZES = {"lecture": (1, 100, 10, 32), "middle": (32, 100, 64, 128), "large": (64, 200, 256, 512)}
DTYPES = {"float32": np.float32, "float64": np.float64}
CALLS, ROUNDS = {"lecture": 10, "middle": 2, "large": 1}, {"lecture": 25, "middle": 11, "large": 5}


def blas():
    """The product library under NumPy, and how many threads it and PyTorch use."""
    from threadpoolctl import threadpool_info

    found = [info for info in threadpool_info() if info["user_api"] == "blas"]
    names = [f"{i['internal_api']} {i['version']} ({i['architecture']}), {i['num_threads']} threads" for i in found]
    return {
        "BLAS": "; ".join(names),
        "PyTorch": f"{torch.__version__}, {torch.get_num_threads()} threads" if torch else "not installed",
        "onnxruntime": onnxruntime.__version__ if onnxruntime else "not installed",
    }


def take_turns(functions, rounds, calls):
    """The median of each function's seconds; every round calls each of them `calls` times.

    Before it is timed each rests, so that the threads of the one before, which wait for more work
    by spinning, have gone to sleep, and is called once, so that its own are awake.
    """
    times = {name: [] for name in functions}
    gc.collect()
    for _ in range(rounds):
        for name, function in functions.items():
            time.sleep(0.05)
            function()
            start = time.perf_counter()
            for _ in range(calls):
                function()
            times[name].append((time.perf_counter() - start) / calls)
    return {name: median(seconds) for name, seconds in times.items()}


def peaks():
    """GFLOP/s of one large square product, for each dtype: the most that this machine gives."""
    n = 1536
    squares = {name: np.random.default_rng(0).standard_normal((n, n)).astype(dtype) for name, dtype in DTYPES.items()}
    seconds = take_turns({name: lambda A=A: A @ A for name, A in squares.items()}, 9, 1)
    return {name: 2 * n**3 / s / 1e9 for name, s in seconds.items()}


def cells(kind, sizes):
    """One row for each size, cell and dtype: our ms, and how many times that the others take."""
    rows, peak = [], peaks()
    for size in sizes:
        B, T, D, H = SIZES[size]
        for cell, (*_, gates) in CELLS.items():
            for dtype_name, dtype in DTYPES.items():
                x, params, dh = draw(cell, B, T, D, H, dtype)
                functions = forward(cell, x, params) if kind == "forward" else training(cell, x, params, dh)
                seconds = take_turns(functions, ROUNDS[size], CALLS[size])
                ours = seconds["rnnlab"]
                row = {"size": size, "cell": cell, "dtype": dtype_name, "ms": round(ours * 1e3, 2)}
                for name in ("textbook", "PyTorch", "onnxruntime"):
                    row[f"{name} / ours"] = round(seconds[name] / ours, 2) if name in seconds else "–"
                products = 2 * B * T * (H + D) * gates * H * (1 if kind == "forward" else 3)
                row["% of peak"] = round(100 * products / ours / 1e9 / peak[dtype_name])
                rows.append(row)
    return rows


def steps():
    """Microseconds for each step, and memory, from short to long sequences (B 1, D 16, H 64, float32)."""
    return [*_steps("RNN", rnn_forward), *_steps("LSTM", lstm_forward)]


def _steps(cell, run):
    cases = {T: draw(cell, 1, T, 16, 64, np.float32)[:2] for T in (100, 1000, 10_000)}
    functions = {T: lambda case=case: run(*case) for T, case in cases.items()}
    times = {T: [] for T in cases}
    for _ in range(15):  # each round runs 10 000 steps of each, so that all are measured alike
        for T, seconds in times.items():
            seconds.append(take_turns({T: functions[T]}, 1, 10_000 // T)[T])
    for T, seconds in times.items():
        tracemalloc.start()
        result = functions[T]()
        kept, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        trace = sum(array.nbytes for array in (result if isinstance(result, tuple) else (result,)))
        kilobytes = {"trace kB": trace, "kept kB": kept, "most kB": most}
        yield {
            "cell": cell,
            "T": T,
            "us per step": round(median(seconds) / T * 1e6, 2),
            **{name: round(size / 1e3) for name, size in kilobytes.items()},
        }


def profile():
    """Where a step of the float32 LSTM goes: each of its calls alone, and the whole step of each, in microseconds."""
    columns = {size: _profile(*sizes, ROUNDS[size], CALLS[size]) for size, sizes in SIZES.items()}
    names = columns["lecture"]
    return [{"us per step": name, **{size: column[name] for size, column in columns.items()}} for name in names]


def _profile(B, T, D, H, rounds, calls):
    x, params, _ = draw("LSTM", B, T, D, H, np.float32)
    U, hx = np.ascontiguousarray(params.W.T), np.ones((H + D, B), np.float32)
    z, gates = np.empty((2, 4 * H, B), np.float32)
    now, kept = np.ones((2, 5 * H, B), np.float32)
    f, c, spare = np.full((3, H, B), 0.5, np.float32)
    half, fio = np.array(0.5, np.float32), gates[: 3 * H]
    parts = {
        "product": lambda: U.dot(hx, z),
        "tanh of all gates": lambda: np.tanh(z, gates),
        "sigmoids (* ½, + ½)": lambda: (np.multiply(fio, half, fio), np.add(fio, half, fio)),
        "c = f c + i g": lambda: (np.multiply(f, c, c), np.multiply(f, f, spare), np.add(c, spare, c)),
        "h = o tanh(c)": lambda: (np.tanh(c, spare), np.multiply(f, spare, spare)),
        "keep the trace": lambda: np.copyto(kept, now),
    }
    seconds = take_turns(parts, 9, max(20, 2_000_000 // (B * H * (H + D))))
    whole = {f"whole, {name}": run for name, run in forward("LSTM", x, params).items() if name != "textbook"}
    seconds |= {name: s / T for name, s in take_turns(whole, rounds, calls).items()}
    return {name: round(s * 1e6, 2) for name, s in seconds.items()}
