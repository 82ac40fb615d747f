"""Media for all tests of this folder: media_fixtures.py."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))  # program.py, measure.py, shape.py

pytest_plugins = ["media_fixtures"]
