"""The shapes of tasks, on the letters of a word: which states are read out, and what y should say."""

from rnnlab.drawing.readout import draw_readout

WORD = "level"
TASKS = ("many to one", "many to many", "next letter", "one to many")


def draw_task(task, t):
    """One of TASKS on a word of five letters, at step t."""
    letters, following = list(WORD), [*WORD[1:], ""]
    if task == "many to one":
        outputs = [*[""] * 4, "palindrome"]
        said = "The last state alone is read: y = h[:, -1] @ W_hy + b_y is (B, K). Here K = 2: palindrome, or not."
    elif task == "many to many":
        outputs = ["vowel" if letter in "aeiou" else "consonant" for letter in letters]
        said = "Every state is read: y = h @ W_hy + b_y is (B, T, K). Here K = 2: vowel, or consonant."
    else:
        outputs = following
        said = "Every state is read, K = D = 4: y at step t should be the letter that comes next, x at step t + 1."
    if task == "one to many":
        letters = [WORD[0], *WORD[1:]]
        said = "Only the first letter is given. What y says is the next input: the network writes the word."
    shown = letters if task != "one to many" else [a if k < t else "?" for k, a in enumerate(letters)]
    return draw_readout(shown, outputs, t, task, said, fed=task == "one to many")
