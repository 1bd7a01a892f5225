"""The embedded Reber grammar: letters of which it is known what may follow, and one to keep over a long gap."""

from rnnlab.datasets.requests import read_request, read_sizes

REBER_LETTERS = "BTPSXVE"
EDGES = (  # in each node of a Reber word, the letters that lead on, and where to; 7 is its end
    {"B": 1},
    {"T": 2, "P": 3},
    {"S": 2, "X": 4},
    {"T": 3, "V": 5},
    {"X": 3, "S": 6},
    {"P": 4, "V": 6},
    {"E": 7},
)


def reber_words(count, rng, walks=1):
    """Words of the embedded Reber grammar, whose inner part is repeated.

    A word is B, then T or P, then `walks` Reber words one after the other, then the same T or P, then E.
    At each fork both letters are equally likely.

    Parameters
    ----------
    count : int
    rng : numpy.random.Generator
    walks : int
        How many Reber words stand in the gap; 1 is the grammar as published. One has 5 letters or
        more, about 8 in the mean.

    Returns
    -------
    list of str

    Raises
    ------
    TypeError, ValueError
        An rng or a size that cannot be right.

    Notes
    -----
    Reber, "Implicit learning of artificial grammars" (1967); the embedded form is that of Hochreiter
    and Schmidhuber, "Long short-term memory", Neural Computation 9 (1997), experiment 1.
    """
    count, walks = read_request(rng, count=(count, 0), walks=(walks, 1))
    graphs = {outer: _graph(outer, walks) for outer in "TP"}
    words = []
    for _ in range(count):
        outer, node, word = "TP"[rng.integers(2)], 0, ""
        graph = graphs[outer]
        while node < len(graph):
            forks = list(graph[node].items())
            letter, node = forks[rng.integers(len(forks)) if len(forks) > 1 else 0]
            word += letter
        words.append("B" + outer + word)
    return words


def may_follow(word, walks=1):
    """The letters that the grammar allows after each letter of a word but the last.

    Parameters
    ----------
    word : str
        As from `reber_words`.
    walks : int
        As given to it.

    Returns
    -------
    list of str
        One letter, or two in the order of REBER_LETTERS.

    Raises
    ------
    ValueError
        A word that is not of this grammar.
    """
    if word[:1] != "B" or word[1:2] not in ("T", "P"):
        raise ValueError(f"{word!r} is no word of the embedded Reber grammar: it begins with BT or BP.")
    (walks,) = read_sizes(walks=(walks, 1))
    graph, node, allowed = _graph(word[1], walks), 0, ["TP"]
    for n, letter in enumerate(word[2:], start=2):
        forks = graph[node] if node < len(graph) else {}
        if letter not in forks:
            expected = " or ".join(forks) or "nothing"
            raise ValueError(
                f"{word!r} is no word of this grammar with walks={walks}: after {word[:n]!r} comes {expected}, "
                f"not {letter!r}."
            )
        allowed.append("".join(sorted(forks, key=REBER_LETTERS.index)))
        node = forks[letter]
    if node < len(graph):
        raise ValueError(f"{word!r} ends too early: with walks={walks}, {' or '.join(graph[node])} comes next.")
    return allowed


def _graph(outer, walks):
    """What `EDGES` says of one Reber word, for everything that follows the first two letters."""
    gap = [
        {letter: node + len(EDGES) * walk for letter, node in forks.items()} for walk in range(walks) for forks in EDGES
    ]
    return [*gap, {outer: len(gap) + 1}, {"E": len(gap) + 2}]
