"""The browser libraries are the ones the manifest names, to the byte, with their licences."""

import hashlib
import json
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[2] / "forum/static/vendor"


def differences(folder, manifest):
    """What lies in `folder` and is not as the manifest says."""
    wrong = []
    known = {"vendor.json"}
    for entry in manifest:
        known |= {entry["file"], entry["licence_file"]}
        for name in (entry["file"], entry["licence_file"]):
            if not (folder / name).is_file():
                wrong.append(f"{name} is missing")
        if (folder / entry["file"]).is_file():
            digest = hashlib.sha256((folder / entry["file"]).read_bytes()).hexdigest()
            if digest != entry["sha256"]:
                wrong.append(f"{entry['file']} is not version {entry['version']} as it was published")
    return wrong + [f"{path.name} is in no manifest" for path in folder.iterdir() if path.name not in known]


def test_vendored_libraries_are_as_published():
    assert differences(VENDOR, json.loads((VENDOR / "vendor.json").read_text())) == []


def test_a_changed_a_stray_and_a_missing_file_are_found(tmp_path):
    manifest = json.loads((VENDOR / "vendor.json").read_text())
    for path in VENDOR.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "htmx.min.js").write_text("alert(1)")
    (tmp_path / "stray.js").write_text("")
    (tmp_path / "LICENSE.htmx").unlink()
    assert len(differences(tmp_path, manifest)) == 3
