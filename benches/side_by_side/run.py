#!/usr/bin/env python3
"""A peer and throughline on the same files, in turns: time and memory, and their ratios.

Writes files of generated notes, runs peer.py (polars + matplotlib + Typst) and
`throughline report` on each of them in turns, compares what they counted, and prints a Markdown
table of medians. Python 3.11 or newer, standard library only; the peer gets an environment of
its own from requirements.txt. Linux and macOS.

Without --binary the release binary is built first. Everything is kept under target/side_by_side.
"""

import argparse
import csv
import datetime
import hashlib
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
RESULTS = HERE.parent / "results" / "side_by_side.md"
RUNS = {60: 7, 100_000: 5, 1_000_000: 3}
# Time and memory of throughline over those of the peer: what DESIGN asks for.
GOALS = {60: (0.15, None), 1_000_000: (0.2, 0.2)}
COMPARED = ("notes", "organisations", "engagements", "unattributed_notes")


def stop(message):
    sys.exit(f"run.py: {message}")


def say(message):
    print(message, file=sys.stderr, flush=True)


def tool(*command, cwd=ROOT):
    """Runs a tool that must succeed; its output goes to standard error."""
    say("$ " + " ".join(map(str, command)))
    if subprocess.run(list(map(str, command)), cwd=cwd, stdout=sys.stderr).returncode:
        stop(f"{command[0]} failed")


def environment(work):
    """The peer's Python, made anew when requirements.txt changes."""
    pins = HERE / "requirements.txt"
    key = hashlib.sha256(pins.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = work / f"venv-{key}"
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        tool(sys.executable, "-m", "venv", folder)
        tool(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", pins)
        (folder / "complete").touch()
    return python


def binary(given):
    if given:
        path = pathlib.Path(given).resolve()
    else:
        tool("cargo", "build", "--release", "--bin", "throughline")
        target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target")
        path = target / "release" / "throughline"
    if not os.access(path, os.X_OK):
        stop(f"{path} is not a program")
    return path


def notes(work, sizes):
    """A file of generated notes for each size. The generator needs nothing but the standard
    library, so rustc alone builds it."""
    program = work / "generate_notes"
    tool("rustc", "--edition", "2024", "-O", ROOT / "examples" / "generate_notes.rs", "-o", program)
    files = {}
    for size in sizes:
        files[size] = work / f"notes-{size}.csv"
        tool(program, size, files[size])
    return files


class Run:
    """One child: wall time in seconds, processor time in seconds, peak memory in MB (10^6 bytes)."""

    def __init__(self, command, log):
        with open(log, "wb") as out:
            actions = [(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, out.fileno(), 2)]
            began = time.perf_counter()
            child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
            _, status, used = os.wait4(child, 0)
            self.wall = time.perf_counter() - began
        if status:
            said = pathlib.Path(log).read_text(errors="replace")[-2000:]
            stop(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}:\n{said}")
        self.processor = used.ru_utime + used.ru_stime
        # Linux counts in KiB, macOS in bytes.
        self.memory = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def prevalence(path):
    with open(path, encoding="utf-8", newline="") as file:
        return {row["theme"]: tuple(int(row[c]) for c in COMPARED) for row in csv.DictReader(file)}


def same_work(peer_out, ours_out):
    """Both made a PDF, and both counted the same: else the times say nothing."""
    for out in (peer_out, ours_out):
        pdf = out / "report.pdf"
        if not pdf.is_file() or pdf.read_bytes()[:5] != b"%PDF-":
            stop(f"{pdf} is not a PDF")
    theirs, ours = prevalence(peer_out / "prevalence.csv"), prevalence(ours_out / "tables" / "prevalence.csv")
    differ = sorted(theme for theme in theirs.keys() | ours.keys() if theirs.get(theme) != ours.get(theme))
    if differ:
        theme = differ[0]
        stop(f"{len(differ)} themes are counted differently; {theme} {COMPARED}: "
             f"peer {theirs.get(theme)}, throughline {ours.get(theme)}")


def measure(file, runs, python, program, work):
    """The runs of peer and program on one file, in turns; who begins alternates."""
    outs = {"peer": work / "out-peer", "ours": work / "out-ours"}
    commands = {
        "peer": [str(python), str(HERE / "peer.py"), str(file), str(outs["peer"])],
        "ours": [str(program), "report", str(file), "-o", str(outs["ours"]), "--audience", "internal"],
    }
    taken = {"peer": [], "ours": []}
    for turn in range(runs):
        for who in ("peer", "ours") if turn % 2 == 0 else ("ours", "peer"):
            shutil.rmtree(outs[who], ignore_errors=True)
            taken[who].append(Run(commands[who], work / f"{who}.log"))
        say(f"  {file.name}, run {turn + 1} of {runs}: "
            f"peer {taken['peer'][-1].wall:.2f} s, throughline {taken['ours'][-1].wall:.2f} s")
        if turn == 0:
            same_work(outs["peer"], outs["ours"])
    return taken


def medians(runs):
    return [statistics.median(getattr(run, of) for run in runs) for of in ("wall", "processor", "memory")]


def goal(size, time_ratio, memory_ratio):
    asked = GOALS.get(size)
    if not asked:
        return "–"
    said = []
    for name, limit, ratio in (("time", asked[0], time_ratio), ("memory", asked[1], memory_ratio)):
        if limit is not None:
            said.append(f"{name} ≤ {limit:g} {'met' if ratio <= limit else 'missed'}")
    return ", ".join(said)


def table(files, taken):
    lines = [
        "| notes | file, MB | peer, s | throughline, s | ratio | peer, CPU s | throughline, CPU s | ratio "
        "| peer, MB | throughline, MB | ratio | goal |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|",
    ]
    for size, runs in taken.items():
        peer, ours = medians(runs["peer"]), medians(runs["ours"])
        ratios = [o / p for o, p in zip(ours, peer)]
        lines.append(
            f"| {size:,} | {files[size].stat().st_size / 1e6:.1f} "
            f"| {peer[0]:.2f} | {ours[0]:.3f} | **{ratios[0]:.3f}** "
            f"| {peer[1]:.2f} | {ours[1]:.3f} | {ratios[1]:.3f} "
            f"| {peer[2]:.0f} | {ours[2]:.0f} | **{ratios[2]:.3f}** | {goal(size, ratios[0], ratios[2])} |"
        )
    return "\n".join(lines)


def each_run(taken):
    """Every run, so that a median can be judged."""
    lines = []
    for size, runs in taken.items():
        for who, name in (("peer", "peer"), ("ours", "throughline")):
            walls = ", ".join(f"{run.wall:.3f}" for run in runs[who])
            lines.append(f"- {size:,} notes, {name}, wall seconds in order: {walls}")
    return "\n".join(lines)


def said_by(*command):
    try:
        return subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True).stdout.strip()
    except OSError:
        return ""


def machine(program):
    """What it ran on, a line each."""
    model, memory = platform.processor() or "unknown processor", "unknown"
    try:
        info = pathlib.Path("/proc/cpuinfo").read_text()
        model = next(line.split(":", 1)[1].strip() for line in info.splitlines() if line.startswith("model name"))
        total = next(line for line in pathlib.Path("/proc/meminfo").read_text().splitlines() if "MemTotal" in line)
        memory = f"{int(total.split()[1]) / 2**20:.1f} GiB"
    except (OSError, StopIteration, ValueError):
        pass
    load = " ".join(f"{n:.2f}" for n in os.getloadavg())
    changed = " with uncommitted changes" if said_by("git", "status", "--porcelain") else ""
    pins = (line for line in (HERE / "requirements.txt").read_text().splitlines() if "==" in line)
    peers = [pin.replace("==", " ") for pin in pins if pin.split("==")[0] in ("polars", "matplotlib", "typst")]
    return [
        f"Date: {datetime.date.today().isoformat()}",
        f"Processor: {model}, {os.cpu_count()} cores; memory {memory}; load before the runs {load}",
        f"System: {platform.system()} {platform.release()} {platform.machine()}",
        f"Program: {said_by(program, '--version')}, commit {said_by('git', 'rev-parse', '--short', 'HEAD')}{changed}, "
        f"{said_by('rustc', '--version')}",
        f"Peer: Python {platform.python_version()}, {', '.join(peers)}",
    ]


def numbers(text):
    return [int(part.replace("_", "")) for part in text.split(",")]


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--binary", metavar="PATH", help="a throughline that is built already")
    asked.add_argument("--python", metavar="PATH", help="a Python that has what requirements.txt names")
    asked.add_argument("--sizes", type=numbers, default=list(RUNS), metavar="N,N", help="notes of each file")
    asked.add_argument("--runs", type=int, help="runs of each, at every size [default: 7 for 60, 5 for 100,000, 3 for 1,000,000]")
    asked.add_argument("--work", type=pathlib.Path, default=ROOT / "target" / "side_by_side", metavar="DIR")
    asked.add_argument("--write", action="store_true", help=f"also write {RESULTS.relative_to(ROOT)}")
    asked = asked.parse_args()

    work = asked.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    program = binary(asked.binary)
    python = pathlib.Path(asked.python) if asked.python else environment(work)
    files = notes(work, asked.sizes)
    where = machine(program)
    say("warming up: one run of each that is not counted")
    measure(files[min(files)], 1, python, program, work)
    taken = {size: measure(files[size], asked.runs or RUNS.get(size, 3), python, program, work) for size in asked.sizes}

    result = table(files, taken)
    print(result)
    if asked.write:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(
            "# Side by side\n\n"
            "The whole job, from a CSV file to tables, charts and a PDF, by `peer.py` and by `throughline report`\n"
            "on the same file in turns: medians of wall time, processor time and peak memory (MB are 10^6 bytes).\n"
            "Made by `benches/side_by_side/run.py --write`.\n\n"
            + "".join(f"- {line}\n" for line in where)
            + f"\n{result}\n\n## Every run\n\n{each_run(taken)}\n",
            encoding="utf-8",
        )
        say(f"wrote {RESULTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
