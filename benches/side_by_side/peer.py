#!/usr/bin/env python3
"""What an analyst at home in Python would write for the same job: peer.py NOTES.csv OUT

polars for the counts, matplotlib for six charts in SVG, Typst (the PyPI package) for the PDF.
Writes OUT/*.csv, OUT/*.svg and OUT/report.pdf. run.py measures it beside throughline.
"""

import json
import pathlib
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import polars as pl
import typst

STANCES = {"support": "#28707a", "oppose": "#8a3b12", "mixed": "#c9962e", "neutral": "#98a3ab", "": "#dfe4e7"}
QUOTED_THEMES, QUOTES = 8, 2


def parts(column):
    """The values of a cell that holds several, as a list column."""
    return pl.col(column).str.split(";").list.eval(pl.element().str.strip_chars())


def read(path):
    """All notes; one row a note and theme; one row a note, theme and organisation."""
    notes = pl.read_csv(path, infer_schema=False, empty_string_is_null=False)
    tags = (
        notes.select("note_id", "engagement_id", "engagement_type", "organisation", "stance", "text",
                     parts("themes").alias("theme"))
        .explode("theme")
        .filter(pl.col("theme") != "")
        .unique(["note_id", "theme"], maintain_order=True)
    )
    voices = (
        tags.select("note_id", "engagement_type", "stance", "theme", parts("organisation"))
        .explode("organisation")
        .filter(pl.col("organisation") != "")
    )
    return notes, tags, voices


def count(notes, tags, voices):
    """The tables, by name."""
    present = notes.select(parts("organisation")).explode("organisation").filter(pl.col("organisation") != "")
    busiest = present["organisation"].value_counts(sort=True)
    raised = voices.group_by("theme").agg(organisations=pl.col("organisation").n_unique())
    prevalence = (
        tags.group_by("theme")
        .agg(
            notes=pl.len(),
            engagements=pl.col("engagement_id").n_unique(),
            unattributed_notes=(pl.col("organisation") == "").sum(),
        )
        .join(raised, on="theme", how="left")
        .with_columns(pl.col("organisations").fill_null(0))
        .with_columns(share=(pl.col("organisations") / busiest.height).round(4))
        .sort("organisations", "notes", "theme", descending=[True, True, False])
    )
    matrix = voices.group_by("theme", "organisation").agg(notes=pl.len()).sort("theme", "organisation")
    one = tags.select("note_id", "theme")
    pairs = (
        one.join(one, on="note_id", suffix="_b")
        .filter(pl.col("theme") < pl.col("theme_b"))
        .group_by("theme", "theme_b")
        .agg(notes=pl.len())
        .sort("notes", "theme", "theme_b", descending=[True, False, False])
    )
    stance = tags.group_by("theme", "stance").agg(notes=pl.len()).sort("theme", "stance")
    formats = (
        tags.group_by("theme", "engagement_type").agg(notes=pl.len())
        .join(
            voices.group_by("theme", "engagement_type").agg(organisations=pl.col("organisation").n_unique()),
            on=["theme", "engagement_type"], how="left",
        )
        .sort("theme", "engagement_type")
    )
    months = notes.group_by(month=pl.col("date").str.slice(0, 7)).agg(notes=pl.len()).sort("month")
    return {"prevalence": prevalence, "matrix": matrix, "cooccurrence": pairs, "stance": stance,
            "format": formats, "months": months, "busiest": busiest}


def grid(table, row, column, rows, columns):
    """A long table as rows of numbers, blanks as 0."""
    cells = {(r, c): n for r, c, n in table.select(row, column, "notes").iter_rows()}
    return [[cells.get((r, c), 0) for c in columns] for r in rows]


class Charts:
    """The six charts, one method each."""

    def __init__(self, tables, out):
        self.tables, self.out, self.names = tables, out, []
        self.themes = tables["prevalence"]["theme"].to_list()

    def save(self, figure, name):
        figure.tight_layout()
        figure.savefig(self.out / f"{name}.svg")
        plt.close(figure)
        self.names.append(f"{name}.svg")

    def bars(self):
        counts = self.tables["prevalence"]["organisations"].to_list()
        figure, axes = plt.subplots(figsize=(6.6, 6))
        axes.barh(self.themes, counts, color="#0b4f5c")
        axes.invert_yaxis()
        for place, n in enumerate(counts):
            axes.annotate(str(n), (n, place), xytext=(3, 0), textcoords="offset points", va="center", fontsize=7)
        axes.set(title="Organisations that raised each theme", xlabel="organisations")
        self.save(figure, "prevalence")

    def heat(self, name, title, rows, columns, cells):
        figure, axes = plt.subplots(figsize=(6.6, 6.6))
        image = axes.imshow(cells, cmap="GnBu", aspect="auto")
        figure.colorbar(image, ax=axes, label="notes")
        axes.set_xticks(range(len(columns)), columns, rotation=75, ha="right", fontsize=6)
        axes.set_yticks(range(len(rows)), rows, fontsize=7)
        axes.set_title(title)
        self.save(figure, name)

    def matrix(self):
        most = self.tables["busiest"]["organisation"].to_list()[:15]
        cells = grid(self.tables["matrix"], "theme", "organisation", self.themes, most)
        self.heat("matrix", "Notes by theme and organisation: the 15 with most", self.themes, most, cells)

    def together(self):
        half = grid(self.tables["cooccurrence"], "theme", "theme_b", self.themes, self.themes)
        cells = [[half[i][j] + half[j][i] for j in range(len(half))] for i in range(len(half))]
        self.heat("cooccurrence", "Notes that carry both themes", self.themes, self.themes, cells)

    def stance(self):
        cells = grid(self.tables["stance"], "theme", "stance", self.themes, list(STANCES))
        figure, axes = plt.subplots(figsize=(6.6, 6))
        base = [0] * len(self.themes)
        for column, (word, colour) in enumerate(STANCES.items()):
            widths = [row[column] for row in cells]
            axes.barh(self.themes, widths, left=base, color=colour, label=word or "not stated")
            base = [b + w for b, w in zip(base, widths)]
        axes.invert_yaxis()
        axes.legend(fontsize=7, loc="lower right")
        axes.set(title="Stance of the notes on each theme", xlabel="notes")
        self.save(figure, "stance")

    def formats(self):
        kinds = sorted(set(self.tables["format"]["engagement_type"]))
        cells = grid(self.tables["format"], "theme", "engagement_type", self.themes, kinds)
        width = 0.8 / len(kinds)
        figure, axes = plt.subplots(figsize=(6.6, 4))
        for at, kind in enumerate(kinds):
            axes.bar([x + at * width for x in range(len(cells))], [row[at] for row in cells], width, label=kind)
        axes.set_xticks(range(len(cells)), self.themes, rotation=90, fontsize=7)
        axes.legend()
        axes.set(title="Notes by kind of engagement", ylabel="notes")
        self.save(figure, "format")

    def months(self):
        figure, axes = plt.subplots(figsize=(6.6, 3.4))
        axes.plot(self.tables["months"]["month"].to_list(), self.tables["months"]["notes"].to_list(), marker="s")
        axes.set_ylim(bottom=0)
        axes.set(title="Notes by month", ylabel="notes")
        self.save(figure, "months")

    def all(self):
        for draw in (self.bars, self.matrix, self.together, self.stance, self.formats, self.months):
            draw()
        return self.names


DOCUMENT = r"""
#let data = json("data.json")
#set document(title: "Review of engagement notes")
#set page(paper: "a4", margin: 20mm, numbering: "1 of 1")
#set text(size: 10pt)
#let cells(rows) = rows.flatten().map(v => [#v])
#let short(words) = { let all = words.clusters(); if all.len() <= 260 { words } else { all.slice(0, 260).join() + " …" } }
= Review of engagement notes
#for (name, n) in data.totals [/ #name: #n
]
#pagebreak()
= What was raised
#table(columns: 6, table.header[Theme][Notes][Engagements][Unattributed][Organisations][Share], ..cells(data.prevalence))
#let headings = ("Organisations", "Framework matrix", "Themes raised together", "Stances", "Kinds of engagement", "Over time")
#for (heading, file) in headings.zip(data.charts) [
  #pagebreak()
  = #heading
  #image(file, width: 100%)
  #if file == "cooccurrence.svg" { table(columns: 3, table.header[Theme][Theme][Notes], ..cells(data.pairs)) }
]
#for (at, (theme, quotes)) in data.quotes.pairs().enumerate() {
  if calc.rem(at, 2) == 0 { pagebreak() }
  heading(level: 2, "In their words: " + theme)
  for (who, how, words) in quotes { quote(block: true, attribution: who + ", " + how, short(words)) }
}
#pagebreak()
= How it was counted
A note counts once for a theme, and once for each organisation it is attributed to. The share is of the organisations with a note.
"""


def typeset(notes, tags, tables, charts, out):
    themes = tables["prevalence"]["theme"].to_list()[:QUOTED_THEMES]
    quoted = {
        theme: tags.filter(pl.col("theme") == theme).select("organisation", "engagement_type", "text").head(QUOTES).rows()
        for theme in themes
    }
    data = {
        "totals": {
            "Notes": notes.height,
            "Engagements": notes["engagement_id"].n_unique(),
            "Organisations": tables["busiest"].height,
            "Themes": tables["prevalence"].height,
            "Notes without a theme": notes.height - tags["note_id"].n_unique(),
        },
        "prevalence": [[str(cell) for cell in row] for row in tables["prevalence"].iter_rows()],
        "pairs": [[str(cell) for cell in row] for row in tables["cooccurrence"].head(15).iter_rows()],
        "charts": charts,
        "quotes": quoted,
    }
    (out / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    (out / "report.typ").write_text(DOCUMENT, encoding="utf-8")
    typst.compile(str(out / "report.typ"), output=str(out / "report.pdf"))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    out = pathlib.Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    notes, tags, voices = read(sys.argv[1])
    tables = count(notes, tags, voices)
    for name in ("prevalence", "matrix", "cooccurrence", "stance", "format"):
        tables[name].write_csv(out / f"{name}.csv")
    charts = Charts(tables, out).all()
    typeset(notes, tags, tables, charts, out)


if __name__ == "__main__":
    main()
