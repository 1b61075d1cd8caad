"""Reads what `voxlint export` writes with the programs it is written for.

nnU-Net's LabelManager (from its source archive, torch stubbed), label-studio-sdk, cvat-sdk, the BIDS validator and 3D
Slicer's schema of markups. Tables of ITK-SNAP and 3D Slicer are read by readers of their own, which first read files that
those programs wrote (`samples/`).

Usage: exports.py VOXLINT NNUNET_SOURCE
"""

import csv
import json
import re
import subprocess
import sys
import tempfile
import types
from pathlib import Path

import numpy as np
from cvat_sdk.api_client import models
from jsonschema import Draft7Validator
from label_studio_sdk.label_interface import LabelInterface

SAMPLES = Path(__file__).resolve().parent / "samples"
PROTOCOLS = ["brats/2021", "kits/23", "lits/2017", "msd/task01", "totalsegmentator/v2"]
LANDMARKS = """protocol made-up/marks 1.0.0
labels { 1 L1 optional 2 L2 optional }
sequence spine = L1, L2
landmarks {
  carina
  centre per spine
  long line
}
rule MRK-001 error "Centres lie inside" { each v in spine { require centre.v inside v } }
rule MRK-002 error "Long enough" { require length(long) >= 5 mm }
"""
IGNORE = "protocol made-up/ignore 1.0.0\nlabels { 1 liver 2 tumour 3 void ignore }\ngroup whole = liver + tumour\n"


def main():
    program, nnunet = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    manager = label_manager(nnunet)
    compared = 0

    def export(protocol, *arguments):
        command = [program, "export", protocol, "--to", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    samples()
    with tempfile.TemporaryDirectory() as folder:
        ignore, marks = Path(folder) / "ignore.protocol", Path(folder) / "marks.protocol"
        ignore.write_text(IGNORE)
        marks.write_text(LANDMARKS)
        for protocol in [*PROTOCOLS, str(ignore), str(marks)]:
            rows = values(json.loads(export(protocol, "json")))
            compared += len(rows)
            assert itksnap(export(protocol, "itksnap")) == rows, protocol
            assert slicer_table(export(protocol, "slicer-table")) == rows, protocol
            assert slicer_csv(export(protocol, "slicer")) == rows, protocol
            classes = [name for value, name in rows if name not in ("background", "ignore")]
            read_nnunet(manager, json.loads(export(protocol, "nnunet", "--renumber")), classes)
            interface = LabelInterface(export(protocol, "labelstudio"))
            interface.validate()
            assert interface.get_control("label").labels == classes, protocol
            labels = [models.PatchedLabelRequest(**label) for label in json.loads(export(protocol, "cvat"))]
            assert [label.name for label in labels if str(label.type) == "mask"] == classes, protocol
            validate_bids(export(protocol, "bids"), rows)
        regions(manager, json.loads(export("brats/2021", "nnunet", "--renumber", "--regions", "enhancing,whole_tumour,tumour_core")))
        regions(manager, json.loads(export(str(ignore), "nnunet", "--regions", "tumour,whole")))
        markups(json.loads(export(str(marks), "slicer-markups")))
    assert compared > 100, "hardly anything was compared"
    print(f"exports: {compared} label values of {len(PROTOCOLS) + 2} protocols read back by 8 readers")


def values(protocol):
    """Value and name in ascending order."""
    labels = protocol["labels"]
    groups = [(c["name"], c.get("values", [])) for c in labels["classes"]]
    groups += [("background", labels["background"] or [[0, 0]]), ("ignore", labels.get("ignore", []))]
    return sorted((value, name) for name, ranges in groups for low, high in ranges for value in range(low, high + 1))


def itksnap(text):
    rows = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            found = re.fullmatch(r'\s*(\d+)((?:\s+\d+){3})\s+([\d.]+)\s+([01])\s+([01])\s+"([^"]*)"', line)
            assert found and all(int(part) <= 255 for part in found[2].split()) and 0 <= float(found[3]) <= 1, line
            rows.append((int(found[1]), found[6]))
    return rows


def slicer_table(text):
    rows = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            value, name, *color = line.split()
            assert len(color) == 4 and all(0 <= int(part) <= 255 for part in color), line
            rows.append((int(value), name))
    return rows


def slicer_csv(text):
    rows = []
    for row in csv.DictReader(text.splitlines()):
        assert all(0 <= int(row[f"Color_{part}"]) <= 255 for part in "RGBA"), row
        # Slicer takes a type in its category, and a modifier of a type.
        assert bool(row["Category_CodeValue"]) == bool(row["Type_CodeValue"]), row
        assert row["Type_CodeValue"] or not row["TypeModifier_CodeValue"], row
        rows.append((int(row["LabelValue"]), row["Name"]))
    return rows


def samples():
    """The readers understand what the programs themselves wrote."""
    assert itksnap((SAMPLES / "postop_gbm.label").read_text())[4] == (4, "Resection Cavity")
    table = slicer_table((SAMPLES / "EclipseProstate_Structures_ColorTable.ctbl").read_text())
    assert len(table) == 8 and table[3] == (3, "Bladder")
    assert slicer_csv((SAMPLES / "ColorTestWithTerminology.csv").read_text())[0] == (1, "left_kidney")


def label_manager(source):
    """The class itself; what it needs of torch are a type and a decorator."""
    torch = types.ModuleType("torch")
    torch.Tensor, torch.sigmoid, torch.nn = type("Tensor", (), {}), None, None
    for name in ("inference_mode", "no_grad"):
        setattr(torch, name, lambda: lambda function: function)
    stubs = {"torch": torch}
    for module, names in {
        "acvl_utils.cropping_and_padding.bounding_boxes": ["insert_crop_into_image"],
        "batchgenerators.utilities.file_and_folder_operations": ["join"],
        "nnunetv2.utilities.find_class_by_name": ["recursive_find_python_class"],
        "nnunetv2.utilities.helpers": ["softmax_helper_dim0"],
    }.items():
        stubs[module] = types.ModuleType(module)
        for name in names:
            setattr(stubs[module], name, None)
        for depth in range(1, module.count(".") + 1):
            above = ".".join(module.split(".")[:depth])
            stubs.setdefault(above, types.ModuleType(above))
    sys.modules.update(stubs)
    path = next(source.glob("**/nnunetv2/utilities/label_handling/label_handling.py"))
    module = types.ModuleType("label_handling")
    exec(compile(path.read_text(), str(path), "exec"), module.__dict__)
    return module.LabelManager


def read_nnunet(manager, dataset, classes):
    read = manager(dataset["labels"], dataset.get("regions_class_order"))
    assert set(dataset["labels"]) - {"background", "ignore"} == set(classes)
    assert read.all_labels == list(range(len(read.all_labels))), "the values are consecutive"
    assert all(name in dataset for name in ("channel_names", "numTraining", "file_ending"))


def regions(manager, dataset):
    """A network that is right about every region gives the label map back."""
    read = manager(dataset["labels"], dataset["regions_class_order"])
    assert read.has_regions
    truth = np.array(read.all_labels)
    heads = [np.isin(truth, region) for region in read.foreground_regions]
    got = read.convert_probabilities_to_segmentation(np.array(heads, dtype=float))
    assert got.tolist() == truth.tolist(), (got, truth)


def validate_bids(text, rows):
    assert [tuple(line.split("\t")[:2]) for line in text.splitlines()[1:]] == [(str(value), name) for value, name in rows]
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        description = {"Name": "x", "BIDSVersion": "1.10.0", "DatasetType": "derivative", "GeneratedBy": [{"Name": "x"}]}
        (folder / "dataset_description.json").write_text(json.dumps(description))
        (folder / "README").write_text("A label table, and nothing that it belongs to.\n" * 5)
        (folder / "desc-made_dseg.tsv").write_text(text)
        assert bids_errors(folder) == []
        (folder / "desc-made_dseg.tsv").write_text(text.replace("index\t", "number\t", 1))
        assert bids_errors(folder), "the validator sees a table without its column"


def bids_errors(folder):
    command = [Path(sys.executable).parent / "bids-validator-deno", "--json", folder]
    done = subprocess.run(command, capture_output=True, text=True)
    issues = json.loads(done.stdout)["issues"]["issues"]
    return [issue for issue in issues if issue["severity"] == "error"]


def markups(file):
    schema = Draft7Validator(json.loads((SAMPLES / "markups-schema-v1.0.3.json").read_text()))
    assert list(schema.iter_errors(file)) == []
    file["markups"][0]["type"] = "Point"
    assert list(schema.iter_errors(file)), "the schema sees a markup of no known type"


if __name__ == "__main__":
    main()
