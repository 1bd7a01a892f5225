"""What a lecture must be, as rules: each takes a notebook and yields, in words, what is wrong with it."""

import ast
import base64
import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path

from store_outputs import METADATA, WIDGET_VIEW, text_of

from rnnlab.check import exercises_in, exercises_of

ROOT = Path(__file__).resolve().parent.parent
CAPTION = "Run this cell to wake the sliders"
DATA = "data:image/svg+xml;base64,"
SHOWN = {"text/plain", "text/html"}
LAST = (ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Assert)
LAST += (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
TAGS = ("nbval-", "raises-exception", "skip")
SECTIONS = ["What you'll learn", "What you'll need", "## Try it", "## Your turn", "## Keep"]
BEFORE_YOUR_TURN, AFTER = 40, 30
MOVE = re.compile(r"\b(move|press|choose|switch|set|play|pull|drag|raise|step)\b", re.I)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.S | re.M)
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
MACHINE = re.compile(r"(?<![\w:/.])/(?:home|root|tmp|usr|opt|var|mnt|Users)/|\b[A-Z]:\\|site-packages")


# ---- reading a notebook ----


def code_cells(notebook):
    return [(n, cell) for n, cell in enumerate(notebook.cells, start=1) if cell.cell_type == "code"]


def texts(notebook):
    return [(n, cell.source) for n, cell in enumerate(notebook.cells, start=1) if cell.cell_type == "markdown"]


def outputs(notebook):
    return [(n, output) for n, cell in code_cells(notebook) for output in cell.outputs]


def pictures(notebook):
    """Cell number, html and plain text of every output that is shown as HTML, but of the questions."""
    asked = {n for n, _ in questions(notebook)}
    shown = [(n, output.get("data", {})) for n, output in outputs(notebook) if n not in asked]
    return [(n, data["text/html"], data.get("text/plain", "")) for n, data in shown if "text/html" in data]


def section(notebook, heading):
    """The cells from the one with `heading` to the one with the next `## ` heading."""
    inside, found = False, []
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and re.search("^## ", cell.source, re.M):
            inside = re.search(f"^{re.escape(heading)}", cell.source, re.M) is not None
        if inside:
            found.append(cell)
    return found


def solutions(notebook):
    """The Python code folded into the <details> of "Your turn"."""
    folds = [
        fold
        for cell in section(notebook, "## Your turn")
        for fold in re.findall(r"<details.*?</details>", cell.source, re.S)
    ]
    return [code for fold in folds for language, code in FENCE.findall(fold) if language in ("python", "py")]


def questions(notebook):
    """The cells that ask to predict: they are read as text."""
    return [(n, cell) for n, cell in code_cells(notebook) if cell.source.startswith("predict(")]


def is_scene(cell):
    """A line begins with the call of an explorer."""
    return cell.cell_type == "code" and re.search(r"^explore\w*\(", cell.source, re.M) is not None


def cells_until(notebook, heading):
    """How many cells stand before the one with this heading."""
    found = (n for n, cell in enumerate(notebook.cells) if re.search(f"^{re.escape(heading)}", cell.source, re.M))
    return next(found, len(notebook.cells))


def bound_names(tree):
    """The names that statements outside of functions bind, but not those they import."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif not isinstance(node, ast.Import | ast.ImportFrom):
            yield from (n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))


# ---- the file ----


def file_is_what_store_outputs_writes(notebook, text):
    if text != text_of(notebook):
        yield "the file is not what nbformat writes: run make notebooks"
    if json.loads(text)["metadata"] != METADATA:
        yield "the notebook's metadata are not those that make notebooks writes"
    if (notebook.nbformat, notebook.nbformat_minor) != (4, 5):
        yield "the format is not 4.5"


def cells_are_run_in_order(notebook, text):
    counts = [cell.execution_count for _, cell in code_cells(notebook)]
    if counts != list(range(1, len(counts) + 1)) or not counts:
        yield f"the code cells were not run 1 … n, each once: {counts}"


def cells_are_not_empty(notebook, text):
    for n, cell in enumerate(notebook.cells, start=1):
        if not cell.source.strip():
            yield f"cell {n} is empty"
        if cell.cell_type not in ("code", "markdown"):
            yield f"cell {n} is a {cell.cell_type} cell"


def metadata_are_bare(notebook, text):
    for n, cell in enumerate(notebook.cells, start=1):
        for tag in cell.metadata.get("tags", []):
            if any(word in tag.lower().replace("_", "-") for word in TAGS):
                yield f"cell {n} has the tag {tag!r}"
        hidden = {"jupyter": {"source_hidden": True}} if (n, cell) in questions(notebook) else {}
        if {key: value for key, value in cell.metadata.items() if key != "tags"} != hidden:
            yield f"cell {n} has the metadata {cell.metadata}, expected {hidden}"
        if re.search(r"NBVAL_|PYTEST_VALIDATE", cell.source):
            yield f"cell {n} tells nbval not to look"


def outputs_are_plain(notebook, text):
    for n, output in outputs(notebook):
        if output.output_type == "error" or output.get("name") == "stderr":
            yield f"cell {n} stores an error or a warning"
        if WIDGET_VIEW in output.get("data", {}):
            yield f"cell {n} stores a widget's view"
        elif set(output.get("data", {})) - SHOWN:
            yield f"cell {n} shows {sorted(set(output.data) - SHOWN)}, but pictures here are SVG with words"
        if output.get("metadata"):
            yield f"cell {n} has an output with metadata"


def nothing_of_this_machine(notebook, text):
    for n, cell in enumerate(notebook.cells, start=1):
        stored = json.dumps(cell.get("outputs", []), ensure_ascii=False)
        if ADDRESS.search(stored):
            yield f"cell {n} shows a memory address"
        for words in (cell.source, re.sub(rf"{DATA}[\w+/=]+", "", stored).replace("\\n", "\n")):
            if MACHINE.search(words) or str(ROOT) in words:
                yield f"cell {n} names a path of this machine"


# ---- the code ----


def code_cells_are_short(notebook, text):
    for n, cell in code_cells(notebook):
        if not 1 <= len(cell.source.splitlines()) <= 12:
            yield f"cell {n} has {len(cell.source.splitlines())} lines"


def code_cells_end_with_something_to_see(notebook, text):
    for n, cell in code_cells(notebook):
        if any(line.rstrip().endswith(";") for line in cell.source.splitlines()):
            yield f"cell {n} has a line that ends with a semicolon"
        if not ends_well(ast.parse(cell.source).body):
            yield f"cell {n} does not end with an expression, an assignment, an assertion or a definition"


def ends_well(statements):
    """The last statement is one of LAST."""
    return bool(statements) and isinstance(statements[-1], LAST)


def there_is_as_much_text_as_code(notebook, text):
    asked = [cell for _, cell in questions(notebook)]
    coded = [cell for _, cell in code_cells(notebook) if cell not in asked]
    words = sum(len(FENCE.sub("", source).strip()) for _, source in texts(notebook))
    code = sum(len(cell.source) for cell in coded)
    if words < code:
        yield f"{words} characters of text for {code} characters of code"
    if len(texts(notebook)) < len(coded):
        yield f"{len(texts(notebook))} cells of text for {len(coded)} cells of code"
    kinds = groupby(notebook.cells, key=lambda cell: cell in coded)
    in_a_row = max((len(list(cells)) for is_code, cells in kinds if is_code), default=0)
    if in_a_row > 3:
        yield f"{in_a_row} cells of code follow each other without a word"


def scenes_stand_where_the_idea_is(notebook, text):
    scenes = [n for n, cell in enumerate(notebook.cells) if is_scene(cell)]
    if not scenes or scenes[0] > 4 or scenes[0] > cells_until(notebook, "**What you'll learn"):
        yield "no scene opens the lecture, before what you'll learn and among the first five cells"
    tried = section(notebook, "## Try it")
    if not any(notebook.cells[n] in tried for n in scenes):
        yield "there is no explorer under ## Try it"
    for n in scenes:
        source = notebook.cells[n].source
        *_, last = ast.parse(source).body
        if not isinstance(last, ast.Expr) or not ast.unparse(last).startswith("explore"):
            yield f"cell {n + 1}: a scene ends with the call of its explorer"
        if len(source.splitlines()) > 6:
            yield f"cell {n + 1}: a scene has {len(source.splitlines())} lines (6 at most)"
        above = [cell.source for cell in notebook.cells[max(n - 3, 0) : n] if cell.cell_type == "markdown"]
        if not above or not MOVE.search(above[-1]):
            yield f"cell {n + 1}: the text above the scene does not say what to move"


def a_lecture_is_short(notebook, text):
    before = cells_until(notebook, "## Your turn")
    if before > BEFORE_YOUR_TURN:
        yield f"{before} cells before ## Your turn ({BEFORE_YOUR_TURN} at most)"
    if len(notebook.cells) - before > AFTER:
        yield f"{len(notebook.cells) - before} cells from ## Your turn on ({AFTER} at most)"


def what_is_imported_stays(notebook, text):
    trees = [(n, ast.parse(cell.source)) for n, cell in code_cells(notebook)]
    nodes = (node for _, tree in trees for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom))
    imported = {alias.asname or alias.name for node in nodes for alias in node.names}
    for n, tree in trees:
        for name in sorted(imported & set(bound_names(tree))):
            yield f"cell {n} binds {name} anew, which was imported"


def questions_are_asked_before(notebook, text):
    asked = questions(notebook)
    if len(asked) < 3:
        yield f"{len(asked)} questions to predict (at least 3)"
    for n, cell in asked:
        if cell.source.splitlines()[0] != "predict(":
            yield f"cell {n}: the line that stays in sight must be predict( alone: it must not give the answer away"
        data = cell.outputs[0].get("data", {}) if cell.outputs else {}
        html, plain = data.get("text/html", ""), data.get("text/plain", "")
        if not re.fullmatch(r"<p><b>Predict\.</b> .+</p>.*<details><summary>Answer</summary>.+</details>", html, re.S):
            yield f"cell {n}: without a kernel it does not show its question and a folded answer"
        if not re.fullmatch(r"Predict: .+", plain):
            yield f"cell {n}: its plain text is not the question: {plain!r}"


def exercises_are_there_to_do(notebook, text):
    """Each exercise of the lecture: a stub with its check, a folded solution, and the report at the end."""
    coded = [cell for _, cell in code_cells(notebook)]
    found = re.fullmatch(r"check\.report\((\d)\)", coded[-1].source) if coded else None
    if not found:
        yield "the last cell of code is not the report of the lecture"
        return
    turn = [cell for cell in section(notebook, "## Your turn") if cell.cell_type == "code"]
    checked = [(name, cell) for cell in turn for name in exercises_in(cell.source)]
    wanted = exercises_of(int(found[1]))
    if sorted(name for name, _ in checked) != sorted(wanted):
        yield f"checked under ## Your turn: {[name for name, _ in checked]}, expected each once of {wanted}"
    for name, cell in checked:
        plain = "".join(output.get("data", {}).get("text/plain", "") for output in cell.outputs)
        if "..." not in cell.source or not plain.startswith(f"{name}, not attempted yet."):
            yield f"{name}: what is stored is not a stub that is not attempted yet, but {plain[:60]!r}"
    solved = [name for code in solutions(notebook) for name in exercises_in(code)]
    if set(wanted) - set(solved):
        yield f"no folded solution for {sorted(set(wanted) - set(solved))}"


# ---- the text ----


def sections_stand_in_order(notebook, text):
    first = notebook.cells[0]
    if first.cell_type != "markdown" or not re.match(r"# \S", first.source):
        yield "the first cell is not a title"
    whole = "\n".join(source for _, source in texts(notebook))
    if len(re.findall(r"^# \S", FENCE.sub("", whole), re.M)) != 1:
        yield "there is not exactly one title"
    places = [whole.find(heading) for heading in SECTIONS]
    if -1 in places or places != sorted(places):
        yield f"sections are missing or out of order: {dict(zip(SECTIONS, places, strict=True))}"
    ideas = re.findall(r"^## .*", whole[max(places[1], 0) : places[2]], re.M)
    ideas = [idea for idea in ideas if "What you'll" not in idea]
    if not 3 <= len(ideas) <= 5:
        yield f"between what you'll need and trying it stand {len(ideas)} ideas (3 to 5): {ideas}"
    if not re.search(r"further reading", whole[places[-1] :], re.I):
        yield "there is no further reading after ## Keep"


def solutions_are_folded(notebook, text):
    if len(solutions(notebook)) < 2:
        yield f"{len(solutions(notebook))} folded solutions under ## Your turn"


def links_lead_somewhere(notebook, text):
    for n, source in texts(notebook):
        source = FENCE.sub("", source)
        found = re.findall(r"\]\(\s*<?([^)>\s]*)", source) + re.findall(
            r"\b(?:href|src)\s*=\s*[\"']?([^\"'\s>]*)", source
        )
        for link in found + re.findall(r"<(\w+:[^>\s]+)>", source):
            local = link.partition("#")[0]
            if not re.match(r"https?://[\w-]+\.", link) and not (local and (ROOT / "notebooks" / local).is_file()):
                yield f"cell {n}: the link {link!r} is neither http(s) nor a file beside the lectures"
        if re.search(r"!\[|<(img|script|iframe|style)\b", source):
            yield f"cell {n} loads something into the text"
        for words in re.findall(r"\[([^\]]*)\]\(http", source):
            if re.match(r"(https?://|www\.|youtube)", words.strip("`*")):
                yield f"cell {n}: the link {words!r} says an address, not a title"


def lectures_are_linked(notebook, text):
    """Each other lecture that is named is a link to it; the end leads to the next one, and to the list of all."""
    there = {int(path.name[:2]): path.name for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))}
    whole = "\n".join(FENCE.sub("", source) for _, source in texts(notebook))
    own = re.search(r"^check\.report\((\d+)\)", "\n".join(cell.source for _, cell in code_cells(notebook)), re.M)
    own = int(own[1]) if own else 0
    for n, source in texts(notebook):
        unlinked = re.sub(r"\[[^\]]*\]\([^)]*\)", "", FENCE.sub("", source))
        for named in re.findall(r"\blectures? (\d+)", unlinked, re.I):
            if int(named) in there and int(named) != own:
                yield f"cell {n}: lecture {named} is named without a link"
        for named, target in re.findall(r"\[lecture (\d+)\]\(([^)]*)\)", source, re.I):
            if target != there.get(int(named)):
                yield f"cell {n}: lecture {named} leads to {target}"
    end = whole[whole.rfind("## Keep") :]
    if own + 1 in there and f"]({there[own + 1]})" not in end:
        yield f"the end does not lead to {there[own + 1]}"
    if "](README.md)" not in whole:
        yield "nothing leads to the list of the lectures, README.md"


def a_symbol_has_one_meaning(notebook, text):
    """⊤ transposes and nothing else does; g is the candidate, and no activation."""
    for n, source in texts(notebook):
        plain = re.sub(r"`[^`]*`", "", FENCE.sub("", source))
        if re.search(r"\^\{?\s*(\\,)?T\b", plain):
            yield f"cell {n}: a T stands where a ⊤ or a power is meant"
        if re.search(r"(?<![\w\\])g\s*\(", plain):
            yield f"cell {n}: g is used as an activation, which is φ"


# ---- the pictures ----


class Images(HTMLParser):
    """The images of an HTML text, and the words and tags around them."""

    def __init__(self, html):
        super().__init__()
        self.images, self.tags, self.words = [], [], ""
        self.feed(html)

    def handle_starttag(self, name, attributes):
        self.tags.append(name)
        if name == "img":
            self.images.append(dict(attributes))

    def handle_data(self, words):
        self.words += words


def pictures_have_words(notebook, text):
    explorers = {n for n, cell in code_cells(notebook) if is_scene(cell)}
    for n, html, plain in pictures(notebook):
        page = Images(html)
        if len(page.images) != 1 or set(page.images[0]) != {"alt", "src"}:
            yield f"cell {n}: not exactly one image with alt and src: {html[:60]!r}"
            continue
        alt, source = (page.images[0][key] or "" for key in ("alt", "src"))
        if not source.startswith(DATA):
            yield f"cell {n}: the image is not an SVG that the notebook carries"
        if not alt.strip() or (alt not in plain if n in explorers else alt != plain):
            yield f"cell {n}: the image's alt {alt!r} and the plain text {plain!r} do not say the same"
        if n in explorers and CAPTION not in page.words:
            yield f"cell {n}: the explorer does not say {CAPTION!r}"
        if n not in explorers and (page.words.strip() or page.tags != ["img"]):
            yield f"cell {n}: there is something around the image: {page.words.strip()!r}"
    for n in explorers - {n for n, _, _ in pictures(notebook)}:
        yield f"cell {n}: the explorer stores no picture"


def pictures_are_svg(notebook, text):
    for n, html, _ in pictures(notebook):
        for image in Images(html).images:
            svg = base64.b64decode((image.get("src") or "").removeprefix(DATA)).decode()
            yield from (f"cell {n}: {problem}" for problem in svg_problems(svg))


def svg_problems(svg):
    """What is wrong with an SVG text that must read well everywhere and load nothing."""
    try:
        root = ET.fromstring(svg)
    except ET.ParseError as error:
        yield f"the picture is not well-formed: {error}"
        return
    name = {element: element.tag.rpartition("}")[2] for element in root.iter()}
    if name[root] != "svg" or root.get("role") != "img":
        yield "the picture is not an svg with role img"
    for words in ("title", "desc"):
        if not any(name[child] == words and (child.text or "").strip() for child in root):
            yield f"the picture has no <{words}>"
    for element in root.iter():
        if name[element] in ("style", "script", "foreignObject", "image", "iframe"):
            yield f"the picture has a <{name[element]}>"
        for key, value in element.attrib.items():
            key = key.rpartition("}")[2]
            if key in ("class", "style") or key.startswith("on"):
                yield f"the picture has the attribute {key}"
            if (key == "href" and not value.startswith("#")) or re.search(r"url\(\s*['\"]?(?!#)", value):
                yield f"the picture loads {value!r}"


RULES = [
    file_is_what_store_outputs_writes,
    cells_are_run_in_order,
    cells_are_not_empty,
    metadata_are_bare,
    outputs_are_plain,
    nothing_of_this_machine,
    code_cells_are_short,
    code_cells_end_with_something_to_see,
    there_is_as_much_text_as_code,
    scenes_stand_where_the_idea_is,
    a_lecture_is_short,
    what_is_imported_stays,
    questions_are_asked_before,
    exercises_are_there_to_do,
    sections_stand_in_order,
    solutions_are_folded,
    links_lead_somewhere,
    lectures_are_linked,
    a_symbol_has_one_meaning,
    pictures_have_words,
    pictures_are_svg,
]
