"""Runs analysis.sql in DuckDB and in Spark on exports of a review and compares every number with
`throughline analyse TABLE --format csv`.

usage: check_engines.py PROGRAM WORK_FOLDER REVIEW:FORMAT[,FORMAT] …

DuckDB reads every format, Spark, which takes its time, the first of each review.
Prints a line a comparison and ends with 1 when one number differs. An engine whose package is
missing is named on standard error (SKIPPED); with 3, none was there.
"""

import csv
import importlib.util
import io
import os
import pathlib
import subprocess
import sys

TABLES = ["prevalence", "matrix", "cooccurrence", "stance", "format", "saturation"]
ROUNDED = {"share", "share_rolled", "coefficient"}


def run(program, *arguments):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{arguments}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def statements(path):
    """The statements of a file; no comment and no text in them holds a semicolon."""
    text = "\n".join(
        line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("--")
    )
    return [one.strip() for one in text.split(";") if one.strip()]


class DuckDb:
    name = "DuckDB"

    def answer(self, folder, tables):
        import duckdb

        os.chdir(folder)
        with duckdb.connect() as engine:
            for file in ["load-duckdb.sql", "analysis.sql"]:
                for statement in statements(folder / file):
                    engine.execute(statement)
            answers = {}
            for table in tables:
                engine.execute(f"SELECT * FROM {table}")
                names = [column[0] for column in engine.description]
                answers[table] = [dict(zip(names, row)) for row in engine.fetchall()]
            return answers


class Spark:
    name = "Spark"

    def __init__(self):
        from pyspark.sql import SparkSession

        self.engine = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.log.level", "ERROR")
            .getOrCreate()
        )

    def answer(self, folder, tables):
        for statement in statements(folder / "load-spark.sql"):
            # Spark's current folder is the one it was started in.
            self.engine.sql(statement.replace("path '", f"path '{folder}/"))
        for statement in statements(folder / "analysis.sql"):
            self.engine.sql(statement)
        return {
            table: [row.asDict() for row in self.engine.sql(f"SELECT * FROM {table}").collect()]
            for table in tables
        }


def written(column, value):
    """A value as `analyse` prints it in CSV."""
    if value is None:
        return ""
    if column in ROUNDED:
        exact = f"{value:.4f}"
        if float(exact) != value:
            sys.exit(f"{column}: {value!r} is not a number of four decimals")
        return exact
    return str(value)


def compare(name, ours, theirs):
    """How many cells agree; the differences are printed."""
    columns = list(ours[0]) if ours else []
    left = sorted(tuple(row[c] for c in columns) for row in ours)
    right = sorted(tuple(written(c, row[c]) for c in columns) for row in theirs)
    if left == right:
        return len(left) * len(columns)
    for row in sorted(set(left) ^ set(right))[:10]:
        whose = "throughline" if row in left else "the engine"
        print(f"  {name}: only {whose} has {dict(zip(columns, row))}")
    return None


def engines():
    found = []
    for module, engine in [("duckdb", DuckDb), ("pyspark", Spark)]:
        if importlib.util.find_spec(module) is None:
            print(f"SKIPPED: no {engine.name} (pip install {module})", file=sys.stderr)
        else:
            found.append(engine())
    return found


def main():
    program, work, *reviews = sys.argv[1:]
    there = engines()
    if not there:
        return 3
    failed = False
    for at, asked in enumerate(reviews):
        review, formats = asked.rsplit(":", 1)
        ours = {
            table: list(csv.DictReader(io.StringIO(run(program, "analyse", review, table, "--format", "csv"))))
            for table in TABLES
        }
        first = formats.split(",")[0]
        for form in formats.split(","):
            folder = pathlib.Path(work).resolve() / f"{at}-{form}"
            run(program, "export", review, "--format", form, "-o", folder)
            for engine in there:
                if isinstance(engine, Spark) and form != first:
                    continue
                theirs = engine.answer(folder, TABLES)
                cells = [compare(f"{engine.name} {form} {t}", ours[t], theirs[t]) for t in TABLES]
                if None in cells:
                    failed = True
                rows = {table: len(ours[table]) for table in TABLES}
                agreed = sum(cell or 0 for cell in cells)
                print(f"{engine.name} {form} {pathlib.Path(review).name}: {agreed} values agree, rows {rows}")
    return 1 if failed else 0


sys.exit(main())
