"""Writes the SHA-256 of each model of a folder; the product loads no model with another."""

import hashlib
import json
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("hop-*.json"))}
(folder / "hashes.json").write_text(json.dumps(hashes, indent=2) + "\n")
