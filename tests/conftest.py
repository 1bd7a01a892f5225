"""What tests the whole begins first: it runs lectures in kernels, and no worker should wait for that at the end."""

from pathlib import Path

HERE = Path(__file__).resolve().parent


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: item.path.parent != HERE)
