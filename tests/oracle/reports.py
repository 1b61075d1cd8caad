#!/usr/bin/env python3
"""Checks every report format by the schema of those who read it, and that each validator rejects a broken report.

    npm pack @microsoft/jest-sarif@1.0.0-beta.0          # carries the schema of SARIF 2.1.0
    pip download --no-deps --no-binary :all: pytest==9.2.0   # carries junit-10.xsd
    python reports.py VOXLINT --schemas FOLDER-WITH-BOTH

JSON and JSON lines are checked by what `voxlint schema` prints. For GitHub and GitLab there is no schema: their forms are
written down here after "Workflow commands for GitHub Actions" (GitHub Docs) and "Code Quality report format" (GitLab Docs).
Ends with 1 if a report is not accepted, or a broken one is.
"""

import argparse
import copy
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile
import xml.etree.ElementTree as ElementTree

import jsonschema
import nibabel
import numpy
import xmlschema

SARIF = ("microsoft-jest-sarif-1.0.0-beta.0.tgz", "package/lib/schemas/sarif-2.1.0-rtm.5.json",
         "2d99159ae54a3eea97f81781cff48780548657c35949f4b7f25e99a2ba4de4f8")
JUNIT = ("pytest-9.2.0.tar.gz", "pytest-9.2.0/testing/example_scripts/junit-10.xsd",
         "a1a816f58d1bf95ebabf371994df0b9246dee66ea9572fbec4f9296f1b2c0ff6")

CLASS = "<img src=x onerror=alert(1)>]]>::%0A|\",{0}"
FILES = ["<script>alert(1)<script>.nii", "quo\"te,comma;'.nii", "]]>&lt;!--.nii", "::error file=x::y%0A.nii", "=1+1.nii",
         "line\nbreak.nii", "\x1b[31mred.nii"]

HOSTILE = """protocol test/hostile 1.0.0

labels {{
  1 `{name}`
}}

rule HOS-001 error "Title with <b>, | ]]> :: %" {{
  require components(`{name}`, min: 1 mm3) == 1
}}

rule HOS-002 info "At most {at_most} mm3" {{
  require volume(`{name}`) in 3 mm3 .. {at_most} mm3
}}
"""

GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                # From the root of the repository, and not beginning with `./`.
                "properties": {
                    "path": {"type": "string", "minLength": 1, "not": {"pattern": r"^\./"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}

DATA = r"(?:[^%\r\n]|%25|%0D|%0A)*"
VALUE = r"(?:[^%\r\n:,]|%25|%0D|%0A|%3A|%2C)*"
PROPERTY = rf"(?:file|line|endLine|col|endColumn|title)={VALUE}"
COMMAND = re.compile(rf"::(?:error|warning|notice) {PROPERTY}(?:,{PROPERTY})*::{DATA}")


class Rejected(Exception):
    """What a validator says of a report that is not of its form."""


def archived(folder, archive, member, digest):
    """The bytes of a file in an archive, which must be those that were looked at when this was written."""
    with tarfile.open(folder / archive) as packed:
        content = packed.extractfile(member).read()
    found = hashlib.sha256(content).hexdigest()
    if found != digest:
        sys.exit(f"{member} of {archive} has another content: {found}")
    return content


def by_schema(schema):
    validator = jsonschema.validators.validator_for(schema)(schema)

    def check(text):
        try:
            value = json.loads(text)
        except ValueError as error:
            raise Rejected(error) from None
        fault = jsonschema.exceptions.best_match(validator.iter_errors(value))
        if fault:
            raise Rejected(f"{fault.json_path}: {fault.message[:300]}")

    return check


def by_lines(check):
    def check_lines(text):
        for line in text.splitlines():
            check(line)

    return check_lines


def junit(schema):
    def check(text):
        try:
            schema.validate(text)
        except (xmlschema.XMLSchemaException, ElementTree.ParseError) as error:
            raise Rejected(str(error)[:300]) from None

    return check


def github(text):
    for line in text.split("\n"):
        plain = line == "" or line.startswith("voxlint: ")
        if not plain and not COMMAND.fullmatch(line):
            raise Rejected(f"no workflow command: {line[:200]}")


def gitlab(text):
    by_schema(GITLAB)(text)
    prints = [violation["fingerprint"] for violation in json.loads(text)]
    if len(set(prints)) != len(prints):
        raise Rejected("a fingerprint is there twice")


def changed(text, change):
    value = json.loads(text)
    change(value)
    return json.dumps(value)


def line_schema(findings):
    schema = {key: value for key, value in findings.items() if key not in ("type", "required", "properties")}
    return {**schema, "$ref": "#/$defs/line"}


def delete(key):
    return lambda of: of.pop(key)


def set_to(key, value):
    return lambda of: of.__setitem__(key, value)


def first_result(change):
    return lambda text: changed(text, lambda log: change(log["runs"][0]["results"][0]))


def first_finding(change):
    return lambda text: changed(text, lambda report: change(report["findings"][0]))


def first_violation(change):
    return lambda text: changed(text, lambda report: change(report[0]))


def finding_lines(change):
    def damage(text):
        lines = text.splitlines()
        return "\n".join(changed(line, change) if '"type":"finding"' in line else line for line in lines)

    return damage


def twice(text):
    return changed(text, lambda report: report.append(copy.deepcopy(report[0])))


DAMAGE = {
    "sarif": [
        lambda text: changed(text, set_to("version", "2.0.0")),
        lambda text: changed(text, lambda log: log["runs"][0].pop("tool")),
        first_result(set_to("level", "grave")),
        first_result(delete("message")),
        first_result(lambda result: result["locations"][0].update(line=3)),
        lambda text: text[: len(text) // 2],
    ],
    "junit": [
        lambda text: text.replace(' name="', ' nom="', 2),
        lambda text: text.replace("<testcase ", "<test ", 1),
        lambda text: text.replace("<failure ", '<failure grave="yes" ', 1),
        lambda text: text.replace(' tests="', ' tests="<', 1),
        lambda text: text[: len(text) // 2],
    ],
    "github": [
        lambda text: text.replace("::error ", "::grave ", 1),
        lambda text: text.replace("%0A", "\n", 1),
        lambda text: text.replace("file=", "path=", 1),
        lambda text: text.replace("title=", "title=a:b", 1),
        lambda text: text.replace("%0A", "%0B", 1),
    ],
    "gitlab": [
        first_violation(delete("fingerprint")),
        first_violation(set_to("severity", "error")),
        first_violation(lambda one: one["location"]["lines"].update(begin="1")),
        first_violation(lambda one: one["location"].update(path="./x")),
        twice,
    ],
    "json": [
        first_finding(delete("fingerprint")),
        first_finding(set_to("severity", "grave")),
        lambda text: changed(text, delete("summary")),
        lambda text: changed(text, set_to("schema_version", 2)),
    ],
    "json-lines": [finding_lines(delete("type")), finding_lines(delete("message")), finding_lines(set_to("severity", "grave"))],
}


def make_hostile(folder):
    voxels = numpy.zeros((4, 4, 4), numpy.uint8)
    voxels[0, 0, 0] = voxels[2, 2, 2] = 1
    (folder / "labels").mkdir()
    for name in FILES:
        nibabel.Nifti1Image(voxels, numpy.eye(4)).to_filename(folder / "map.nii")
        (folder / "map.nii").rename(folder / "labels" / name)
    for name, at_most in [("hostile", 9), ("wider", 12)]:
        (folder / f"{name}.protocol").write_text(HOSTILE.format(name=CLASS, at_most=at_most))
    (folder / "broken,one.protocol").write_text(HOSTILE.format(name=CLASS, at_most=9).replace("mm3 ..", "mm .."))


def make_accepted(voxlint, folder):
    """Waivers, a baseline, a severity that is changed, and a path that cannot be read."""
    make_hostile(folder)
    (folder / "voxlint.waivers").write_text('waive HOS-001 for "*" until 2999-12-31 because "two <lobes> ]]>"\n')
    config = 'protocol: hostile.protocol\nseverity: {HOS-002: {to: error, because: "::%0A"}}\n'
    (folder / "voxlint.yaml").write_text(config)
    known = str(next((folder / "labels").iterdir()))
    written(voxlint, folder, ["check", known, "--write-baseline", "known.json"])
    (folder / "voxlint.yaml").write_text(config + "baseline: known.json\n")
    (folder / "labels" / "self").symlink_to("self")


def written(voxlint, folder, command):
    run = subprocess.run([voxlint, *command], cwd=folder, capture_output=True, check=False)
    if run.returncode > 1 and not run.stdout:
        sys.exit(f"{' '.join(command)}: {run.stderr.decode()}")
    return run.stdout.decode()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("voxlint", type=pathlib.Path)
    parser.add_argument("--schemas", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    voxlint = arguments.voxlint.resolve()
    root = pathlib.Path(__file__).resolve().parents[2]
    findings = json.loads(written(voxlint, root, ["schema", "findings"]))
    validators = {
        "sarif": by_schema(json.loads(archived(arguments.schemas, *SARIF))),
        "junit": junit(xmlschema.XMLSchema(archived(arguments.schemas, *JUNIT).decode())),
        "github": github,
        "gitlab": gitlab,
        "json": by_schema(findings),
        "json-lines": by_lines(by_schema(line_schema(findings))),
    }
    faults, accepted, rejected = [], 0, 0
    with tempfile.TemporaryDirectory(prefix="voxlint") as name:
        hostile, accepting = pathlib.Path(name, "hostile"), pathlib.Path(name, "accepting")
        hostile.mkdir()
        make_hostile(hostile)
        accepting.mkdir()
        make_accepted(voxlint, accepting)
        runs = [
            (root, ["check", "examples"]),
            (root, ["check", "docs"]),
            (root, ["lint", "examples"]),
            (hostile, ["check", "--protocol", "hostile.protocol", "."]),
            (hostile, ["lint", "."]),
            (accepting, ["check", "labels"]),
            (hostile, ["diff", "hostile.protocol", "wider.protocol"]),
        ]
        for folder, command in runs:
            for form, check in validators.items():
                text = written(voxlint, folder, [*command, "--output-format", form])
                try:
                    check(text)
                    accepted += 1
                except Rejected as why:
                    faults.append(f"{' '.join(command)} as {form}: {why}")
        for form, check in validators.items():
            sound = written(voxlint, root, ["check", "examples", "--output-format", form])
            for number, damage in enumerate(DAMAGE[form], 1):
                broken = damage(sound)
                try:
                    check(broken)
                    faults.append(f"broken report {number} as {form} is accepted")
                except Rejected:
                    rejected += 1
    print("\n".join(faults) or f"{accepted} reports are accepted, {rejected} broken ones rejected")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
