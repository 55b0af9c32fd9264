#!/usr/bin/env python3
"""Accessibility faults of a report, one a line with its place.

  check_report.py report.pdf charts/*.svg     PDF and SVG files; a folder stands for those in it
  check_report.py --verapdf report.pdf        also veraPDF's rules for PDF/UA-1 and PDF/A-2A
  check_report.py --self-test                 proves that planted faults are found

PDF: names of the standards it claims, title, language, structure tree, alternative texts, headings,
tables, marked content, fonts, links and bookmarks; on the pages the size of text, words off the page
or over one another, and contrast. SVG: role, title, description, fonts, sizes, and every text inside
the picture and clear of the others.

Exit code: 0 no faults, 1 faults, 2 it could not check. Install with
`pip install -r tests/accessibility/requirements.txt`.
"""

import argparse
import pathlib
import sys

# The modules beside this one leave no __pycache__ in the checkout.
sys.dont_write_bytecode = True

try:
    import pikepdf

    import pdf_content
    import pdf_document
    import pdf_pages
    import svg_chart
    import verapdf
except ImportError as missing:
    print(f"check_report: {missing}; install tests/accessibility/requirements.txt", file=sys.stderr)
    sys.exit(2)


class Unreadable(Exception):
    """A file that is not what its name says."""


def check_pdf(path):
    """The faults of a PDF as pairs of place and message."""
    faults = []

    def add(place, message):
        faults.append((place, message))

    try:
        with pikepdf.open(path) as pdf:
            tree = pdf_document.Tree(pdf)
            pdf_document.check(pdf, tree, add)
            pdf_content.check(pdf, tree, add)
        pdf_pages.check(path, add)
    except pikepdf.PdfError as error:
        raise Unreadable(f"not a readable PDF: {error}") from error
    return faults


def check(path):
    """The faults of one file."""
    if path.suffix == ".pdf":
        return check_pdf(path)
    if path.suffix == ".svg":
        return svg_chart.check(path.read_bytes())
    raise Unreadable("neither .pdf nor .svg")


def files(names):
    """Files as named; a folder stands for its report.pdf and charts."""
    for name in names:
        path = pathlib.Path(name)
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix in (".pdf", ".svg"))
            if not inside:
                raise Unreadable(f"{path}: holds no .pdf and no .svg")
            yield from inside
        else:
            yield path


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("files", nargs="*", metavar="FILE", help="a .pdf, a .svg, or a folder of them")
    asked.add_argument("--verapdf", action="store_true", help="also run veraPDF's rules over each PDF; needs Java 17, else it is skipped")
    asked.add_argument("--self-test", action="store_true", help="plant faults and see that each is found")
    asked = asked.parse_args()
    if asked.self_test:
        import self_test

        return self_test.run(asked.verapdf and verapdf.available())
    if not asked.files:
        print("check_report: name a file, or --self-test", file=sys.stderr)
        return 2

    found, checked = 0, []
    try:
        for path in files(asked.files):
            try:
                faults = check(path)
            except (OSError, Unreadable) as error:
                raise Unreadable(f"{path}: {error}") from error
            checked.append(path)
            for place, message in faults:
                print(f"{path}: {place}: {message}")
            found += len(faults)
        documents = [path for path in checked if path.suffix == ".pdf"]
        if asked.verapdf and documents and verapdf.available():
            faults = verapdf.faults(documents)
            for place, message in faults:
                print(f"{place}: {message}")
            found += len(faults)
    except (Unreadable, verapdf.Failed) as error:
        print(f"check_report: {error}", file=sys.stderr)
        return 2
    print(f"check_report: {len(checked)} files, {found} faults", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
