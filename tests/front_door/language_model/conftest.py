"""The files of this folder share a talk and an endpoint: endpoint_test.py."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
