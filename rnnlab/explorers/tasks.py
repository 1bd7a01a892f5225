"""The shapes of tasks, on the letters of a word: which states are read out, and what y should say."""

from rnnlab.drawing.readout import draw_readout

WORD = "level"
TASKS = ("many to one", "many to many", "next letter", "one to many")


def draw_task(task, t):
    """One of TASKS on a word of five letters, at step t."""
    letters, given, fed = list(WORD), list(WORD), task == "one to many"
    if task == "many to one":
        outputs = [*[""] * (len(letters) - 1), "palindrome"]
        said = "The last state is read: y = h[:, -1] @ W_hy + b_y is (B, K). K = 2: palindrome, or not."
    elif task == "many to many":
        outputs = ["vowel" if letter in "aeiou" else "consonant" for letter in letters]
        said = "Every state is read: y = h @ W_hy + b_y is (B, T, K). K = 2: vowel, or consonant."
    else:
        outputs = [*letters[1:], ""]
        said = "Every state but the last is read, K = D = 4: y at step t should say the letter of step t + 1."
    if fed:
        given = [letter if k < t else "?" for k, letter in enumerate(letters)]
        said = "Only the first letter is given. What y says is the next input: the network writes the word."
    return draw_readout(given, outputs, t, task, said, fed)
