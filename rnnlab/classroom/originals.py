"""The students' notebooks as they came: kept in memory, and put back when somebody's code changed one."""

import json

from rnnlab.whole_files import write_whole


class Originals:
    """The notebooks in a folder and the folders in it.

    Parameters
    ----------
    folder : Path

    Attributes
    ----------
    data : dict of Path -> bytes
        In the order of their names.
    unreadable : dict of Path -> OSError
    """

    def __init__(self, folder):
        self.folder, self.data, self.unreadable = folder, {}, {}
        for path in sorted(folder.rglob("*.ipynb")):
            if ".ipynb_checkpoints" in path.parts or path.is_dir():
                continue
            try:
                self.data[path] = path.read_bytes()
            except OSError as error:
                self.unreadable[path] = error

    def student(self, path):
        """Who handed a notebook in: its path in the folder, without the suffix."""
        return path.relative_to(self.folder).with_suffix("").as_posix()

    def put_back(self):
        """Write again what is no longer as it came.

        Returns
        -------
        dict of str -> OSError or None
            The students whose notebook had been changed or deleted, and why it could not be put back.
        """
        changed = {}
        for path, data in self.data.items():
            if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
                continue
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                write_whole(path, data)
                changed[self.student(path)] = None
            except OSError as error:
                changed[self.student(path)] = error
        return changed


def sources_of(data):
    """The texts of a notebook's code cells.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    list of str

    Raises
    ------
    ValueError
        It is no notebook of format 4.
    """
    try:
        return ["".join(cell["source"]) for cell in json.loads(data)["cells"] if cell["cell_type"] == "code"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ValueError(f"this file is no notebook ({type(error).__name__}: {error})") from error
