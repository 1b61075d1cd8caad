"""Follows docs/hooks.md with pre-commit itself: once with the hooks that cargo builds, once with those that pip installs.

The page's files are written into a repository of its own beside a snapshot of this one, its commands are run there, and
what they print must be what stands on the page. `--record` writes what they print into the page.

Usage: walk.py [--record] [--target DIR]
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "hooks.md"
HERE = Path(__file__).resolve().parent
TAG = "v0.1.0"
COMMANDS = 15
"""At least so many commands stand on the page, so that an empty page is no agreement."""


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--record", action="store_true", help="write what the commands print into the page")
    arguments.add_argument("--target", default=ROOT / "target" / "hooks", type=Path, help="cargo's folder for both builds")
    arguments = arguments.parse_args()
    page = PAGE.read_text()
    with tempfile.TemporaryDirectory(prefix="voxlint-hooks-") as scratch:
        scratch = Path(scratch)
        environment = sealed(scratch, arguments.target.resolve())
        snapshot(scratch / "voxlint", environment)
        written = follow(page, scratch / "cargo", environment)
        if arguments.record:
            PAGE.write_text(written)
        else:
            same(page, written, "cargo")
        wheels = as_wheels(written)
        same(wheels, follow(wheels, scratch / "pip", environment), "pip")


def sealed(scratch, target):
    """The environment of all commands: no settings of whoever runs this, and one quick build that both ways share."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
    author = {f"GIT_{who}_{what}": "example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    quick = {"OPT_LEVEL": "0", "LTO": "off", "CODEGEN_UNITS": "256", "DEBUG": "false"}
    return {
        **kept,
        **author,
        **{f"CARGO_PROFILE_RELEASE_{setting}": value for setting, value in quick.items()},
        "CARGO_TARGET_DIR": str(target),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "LC_ALL": "C.UTF-8",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PIP_BUILD_CONSTRAINT": str(HERE / "build-constraints.txt"),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PRE_COMMIT_HOME": str(scratch / "home"),
        "TERM": "dumb",
    }


def snapshot(folder, environment):
    """This source as it stands, as a repository with one tagged commit."""
    left_out = shutil.ignore_patterns(".git", "target", "__pycache__", "recorded", "*.snap.new")
    shutil.copytree(ROOT, folder, ignore=left_out)
    for command in ("init --quiet", "add --all", "commit --quiet --no-verify -m Snapshot", f"tag {TAG}"):
        subprocess.run(["git", *command.split()], cwd=folder, env=environment, check=True)


def follow(page, folder, environment):
    """Does what the page says. The page with what the commands printed."""
    folder.mkdir(parents=True)
    written, commands = [], 0
    lines = iter(page.splitlines())
    for line in lines:
        written.append(line)
        if not line.startswith("```"):
            continue
        body = []
        for inner in lines:
            if inner == "```":
                break
            body.append(inner)
        if " file=" in line:
            (folder / line.split(" file=")[1]).write_text("\n".join(body) + "\n")
            written += body
        elif line == "```console":
            for command in (inner[2:] for inner in body if inner.startswith("$ ")):
                commands += 1
                written += [f"$ {command}", *printed(command, folder, environment)]
        else:
            written += body
        written.append("```")
    assert commands >= COMMANDS, f"only {commands} commands stand on the page"
    return "\n".join(written) + "\n"


def printed(command, folder, environment):
    done = subprocess.run(
        ["sh", "-c", command], cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return done.stdout.rstrip("\n").splitlines() if done.stdout.strip() else []


def as_wheels(page):
    """The page for those who name the hooks that pip installs. pre-commit keeps the clone that it made for the others."""
    page = page.replace("[INFO] Initializing environment for ../voxlint.\n", "")
    for hook in ("voxlint-check", "voxlint-lint", "voxlint-fmt"):
        page = page.replace(f"id: {hook}\n", f"id: {hook}-wheel\n")
    return page


def same(expected, got, way):
    if expected == got:
        print(f"docs/hooks.md holds with hooks built by {way}: {got.count(chr(10) + '$ ')} commands")
        return
    import difflib

    sys.stdout.writelines(
        line + "\n" for line in difflib.unified_diff(expected.splitlines(), got.splitlines(), "page", way, lineterm="", n=2)
    )
    sys.exit(f"docs/hooks.md does not hold with hooks built by {way}")


if __name__ == "__main__":
    main()
