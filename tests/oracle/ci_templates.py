#!/usr/bin/env python3
"""Checks the CI jobs of docs/reports.md and docs/adopt.md by the schemas of GitHub workflows and of GitLab CI, and that broken ones are rejected.

    python ci_templates.py

A block whose first line says GitHub Actions is the inside of a job; one that says GitLab CI is a file of its own. The schemas
come with check-jsonschema. Ends with 1 if a job is not accepted, or a broken one is.
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import textwrap

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs"
PAGES = [DOCS / "reports.md", DOCS / "adopt.md"]

WORKFLOW = """on: pull_request
jobs:
  labels:
    runs-on: ubuntu-latest
"""

# What stands in the pages, and what makes it wrong.
DAMAGE = {
    "vendor.github-workflows": [("steps:", "stages:"), ("- run:", "- runs:"), ("- uses:", "- use:")],
    "vendor.gitlab-ci": [("    when: always", "    when: sometimes"), ("    reports:\n", "    reports: all\n    more:\n")],
}


def accepted(schema, text):
    with tempfile.TemporaryDirectory(prefix="voxlint") as folder:
        file = pathlib.Path(folder, "job.yml")
        file.write_text(text)
        check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
        return subprocess.run(check, capture_output=True, check=False).returncode == 0


def jobs():
    text = "\n".join(page.read_text() for page in PAGES)
    for block in re.findall(r"^```yaml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        if block.startswith("# GitHub Actions"):
            yield "vendor.github-workflows", WORKFLOW + textwrap.indent(block, "    ")
        elif block.startswith("# GitLab CI"):
            yield "vendor.gitlab-ci", block


def main():
    faults, sound, broken = [], 0, {schema: 0 for schema in DAMAGE}
    for schema, text in jobs():
        title = next(line.strip() for line in text.splitlines() if line.strip().startswith("#"))
        if accepted(schema, text):
            sound += 1
        else:
            faults.append(f"not accepted: {title}")
        for right, wrong in DAMAGE[schema]:
            if right not in text:
                continue
            if accepted(schema, text.replace(right, wrong)):
                faults.append(f"accepted with `{wrong.strip()}`: {title}")
            else:
                broken[schema] += 1
    faults.extend(f"no job that {schema} could reject" for schema, count in broken.items() if not count)
    print("\n".join(faults) or f"{sound} jobs are accepted, {sum(broken.values())} broken ones rejected")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
