"""The modules of deploy/hub, which is a folder of programs and no package."""

import sys
from pathlib import Path

HUB = Path(__file__).resolve().parent.parent.parent / "deploy" / "hub"
sys.path.insert(0, str(HUB))
