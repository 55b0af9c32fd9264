"""Planted faults: each is put into a document or a chart that has none, and must be found and named.

The good document is made here by Typst from good.typ with the report's fonts, so that no binary file
is kept. A check that no longer bites fails this test."""

import pathlib
import tempfile

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, String

import check_report
import pdf_document
import svg_chart
import verapdf

HERE = pathlib.Path(__file__).resolve().parent

CHART = """<svg width="168mm" height="20mm" viewBox="0 0 4762 567" xmlns="http://www.w3.org/2000/svg" role="img">
<title>Seven of nine agencies raised value</title>
<desc>Bar chart: number of agencies, of nine, that raised each theme. Value, seven; process, three.</desc>
<rect x="0" y="0" width="4762" height="567" fill="#FFFFFF"/>
<rect x="1890" y="60" width="1500" height="92" fill="#0B4F5C"/>
<text x="0" y="106" dy="0.5ex" text-anchor="start" font-family="'Source Sans 3', Arial, sans-serif" font-size="85" fill="#14212B">Value</text>
<text x="1960" y="106" dy="0.5ex" text-anchor="start" font-family="'Source Sans 3', Arial, sans-serif" font-size="85" fill="#FFFFFF">on the bar</text>
<text x="4762" y="106" dy="0.5ex" text-anchor="end" font-family="'Source Sans 3', Arial, sans-serif" font-size="85" font-weight="bold" fill="#14212B">7 of 9</text>
</svg>
"""

# What is replaced, by what, and a part of the fault that must be named.
CHART_FAULTS = [
    (' role="img"', "", "role is None"),
    ("<title>Seven of nine agencies raised value</title>\n", "", "title and desc are not the first"),
    ("Bar chart: number of agencies, of nine, that raised each theme. Value, seven; process, three.", "A chart", "desc has 7 characters"),
    (' viewBox="0 0 4762 567"', "", "viewBox is None"),
    ("</svg>", "", "not well-formed"),
    ('font-size="85" fill="#14212B">Value', 'font-size="70" fill="#14212B">Value', "'Value' is 7.0 pt"),
    ('x="0" y="106"', 'x="-20" y="106"', "'Value' is not wholly inside the picture"),
    ('x="0" y="106"', 'x="0" y="20"', "'Value' is not wholly inside the picture"),
    ('x="4762" y="106"', 'x="4790" y="106"', "'7 of 9' is not wholly inside the picture"),
    ('x="0" y="106"', 'x="1850" y="106"', "'on the bar' stands over 'Value'"),
    ('x="0" y="106"', 'x="NaN" y="106"', "x is 'NaN'"),
    ('fill="#FFFFFF">on the bar', 'fill="#4C8A95">on the bar', "'on the bar' has a contrast of"),
    ('fill="#14212B">Value', 'fill="#B8C2C9">Value', "'Value' has a contrast of"),
    ("'Source Sans 3', Arial, sans-serif\" font-size=\"85\" fill=\"#14212B\"", "Source Sans 3, Arial, sans-serif\" font-size=\"85\" fill=\"#14212B\"", "the font is 'Source Sans 3"),
    (">Value<", ">值<", "the font has no U+503C"),
    ('dy="0.5ex" text-anchor="start"', 'transform="rotate(-90)" dy="0.5ex" text-anchor="start"', "by a transform"),
    ("</svg>", "<script>x()</script></svg>", "the element script may not stand"),
    ("</svg>", '<image href="https://example.org/a.png"/></svg>', "refers to 'https://example.org/a.png'"),
    ("<rect x=\"0\"", '<rect onclick="x()" x="0"', "onclick is a script"),
    ('<rect x="0"', '<rect style="fill:url(https://example.org/f)" x="0"', "refers to a file outside"),
    ("<svg ", "<!DOCTYPE svg>\n<svg ", "holds a DOCTYPE"),
    ('role="img"', 'role="img" aria-labelledby="nowhere"', "aria-labelledby names 'nowhere'"),
]

# Faults that Typst lets through, planted in its source.
SOURCE_FAULTS = [
    ("// PLANT", "#text(size: 7pt)[Smallprint]", "'Smallprint' is 7.0 pt"),
    ("// PLANT", "#text(fill: rgb(\"#9AA5AD\"))[Faintness]", "'Faintness' has a contrast of"),
    ("fill: white)", "fill: rgb(\"#4C8A95\"))", "'White' has a contrast of"),
    ("// PLANT", "#par[#h(0pt)Underneath]\n#place(dy: -5mm)[Ontopofit]", "stand over one another"),
    ("// PLANT", "#place(dx: 150mm)[Runsofftheedgeofthepage]", "is not wholly on the page"),
    ("// PLANT", "#pagebreak()\n#pagebreak()\n#par[More.]", "nothing on it is tagged"),
    ("table.header[Theme][Agencies][Notes],", "[Theme], [Agencies], [Notes],", "has no header cell"),
    ("Bar chart: number of agencies, of nine, that raised each theme. Value, seven; process, three.", "A bar chart", "alternative text of 11 characters"),
]


def find(pdf, kind):
    """The first structure element of a type, as it is in the file."""
    return next(e.raw for e in pdf_document.Tree(pdf).walk() if e.kind == kind)


def some_font(pdf):
    return next(font for page in pdf.pages for font in page.Resources.get("/Font", {}).values())


def link(pdf):
    return next(note for page in pdf.pages for note in page.obj.get("/Annots", []) if note.Subtype == "/Link")


def metadata(key, value):
    def plant(pdf):
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
            if value is None:
                del told[key]
            else:
                told[key] = value

    return plant


def content(before=b"", after=b"", old=b"", new=b""):
    """A change of the first page's content stream."""

    def plant(pdf):
        page = pdf.pages[0]
        page.contents_coalesce()
        bytes_ = page.Contents.read_bytes()
        if old not in bytes_:
            raise LookupError(f"the first page does not hold {old!r}")
        page.Contents = pdf.make_stream(before + bytes_.replace(old, new, 1) + after)

    return plant


def set_to(target, key, value):
    """Sets a key of what `target` finds, or takes it away."""

    def plant(pdf):
        place = target(pdf)
        if value is None:
            del place[key]
        else:
            place[key] = value

    return plant


def font_file(pdf):
    descriptor = some_font(pdf).DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def catalogue(pdf):
    return pdf.Root


DOCUMENT_FAULTS = [
    ("marked", set_to(catalogue, "/MarkInfo", Dictionary(Marked=False)), "MarkInfo does not say"),
    ("suspect", set_to(catalogue, "/MarkInfo", Dictionary(Marked=True, Suspects=True)), "tags are suspect"),
    ("language", set_to(catalogue, "/Lang", None), "Lang is ''"),
    ("display", set_to(catalogue, "/ViewerPreferences", Dictionary()), "DisplayDocTitle"),
    ("outline", set_to(catalogue, "/Outlines", None), "there are no bookmarks"),
    ("tree", set_to(catalogue, "/StructTreeRoot", None), "there is no structure tree"),
    ("title", metadata(pdf_document.TITLE, None), "the metadata have no title"),
    ("claim", metadata(pdf_document.UA, None), "do not claim PDF/UA-1"),
    ("archive", metadata(pdf_document.A_CONFORMANCE, "B"), "do not claim PDF/A-2A"),
    ("no alt", set_to(lambda pdf: find(pdf, "Figure"), "/Alt", None), "has no alternative text"),
    ("blank alt", set_to(lambda pdf: find(pdf, "Figure"), "/Alt", String("  ")), "has no alternative text"),
    ("first level", set_to(lambda pdf: find(pdf, "H1"), "/S", Name.H2), "a heading of level 2 comes and is the first"),
    ("skipped level", set_to(lambda pdf: find(pdf, "H2"), "/S", Name.H3), "a heading of level 3 comes after one of level 1"),
    ("odd type", set_to(lambda pdf: find(pdf, "Figure"), "/S", Name.Picture), "Picture is no standard type"),
    ("scope", set_to(lambda pdf: find(pdf, "TH"), "/A", Dictionary(O=Name.Table)), "does not say what it heads"),
    ("span", set_to(lambda pdf: find(pdf, "TD"), "/A", Dictionary(O=Name.Table, ColSpan=2)), "columns, row 1 has"),
    ("row", set_to(lambda pdf: find(pdf, "TD"), "/S", Name.P), "P stands in TR"),
    ("list", set_to(lambda pdf: find(pdf, "LI"), "/S", Name.P), "P stands in L"),
    ("empty heading", set_to(lambda pdf: find(pdf, "H1"), "/K", Array()), "a heading holds nothing"),
    ("lost mark", set_to(lambda pdf: find(pdf, "H1"), "/K", Array()), "is not in the structure tree"),
    ("shared mark", lambda pdf: find(pdf, "H2").__setitem__("/K", find(pdf, "H1").K), "is also in"),
    ("no such mark", set_to(lambda pdf: find(pdf, "H1"), "/K", Array([9999])), "which is on no page"),
    ("parent tree", set_to(lambda pdf: pdf.Root.StructTreeRoot, "/ParentTree", Dictionary(Nums=Array())), "the parent tree does not lead"),
    ("loose text", content(after=b"\nBT /F0 9 Tf 60 60 Td <0001> Tj ET\n"), "text is painted 1 times neither"),
    ("loose mark", content(after=b"\n10 10 20 20 re f\n"), "a mark is painted 1 times neither"),
    ("nested", content(before=b"/Artifact BMC\n", after=b"\nEMC\n"), "stands inside"),
    ("unclosed", content(before=b"/Span BMC\n"), "that never ends"),
    ("overclosed", content(after=b"\nEMC\n"), "that never began"),
    ("no unicode", lambda pdf: some_font(pdf).__delitem__("/ToUnicode"), "has no ToUnicode"),
    ("font file", font_file, "is not embedded"),
    ("link words", set_to(link, "/Contents", None), "has no description"),
    ("link tag", set_to(link, "/StructParent", None), "a link is not tagged as one"),
    ("tab order", lambda pdf: [page.obj.__delitem__("/Tabs") for page in pdf.pages if "/Tabs" in page.obj], "tabbing does not follow"),
]


def compile_to(path, source):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "main.typ").write_text(source, encoding="utf-8")
        (folder / "chart.svg").write_text(CHART, encoding="utf-8")
        typst.compile(
            str(folder / "main.typ"),
            output=str(path),
            font_paths=[str(svg_chart.FONTS)],
            ignore_system_fonts=True,
            pdf_standards=["ua-1", "a-2a"],
        )


def replaced(text, old, new):
    if old not in text:
        raise LookupError(f"nothing to replace: {old!r}")
    return text.replace(old, new, 1)


def run(with_verapdf=False):
    """Plants every fault; 0 when each is found and the good ones have none."""
    missed, planted = [], 0

    def judge(name, faults, expected):
        nonlocal planted
        said = [f"{place}: {message}" for place, message in faults]
        if expected is None:
            missed.extend(f"{name}: a fault where there is none: {fault}" for fault in said)
            return
        planted += 1
        if not any(expected in fault for fault in said):
            missed.append(f"{name}: not found: {expected!r}; found {said or 'nothing'}")

    judge("the good chart", svg_chart.check(CHART.encode()), None)
    for old, new, expected in CHART_FAULTS:
        judge(f"chart, {old!r} to {new!r}", svg_chart.check(replaced(CHART, old, new).encode()), expected)
    with tempfile.TemporaryDirectory() as folder:
        good, bad = pathlib.Path(folder) / "good.pdf", pathlib.Path(folder) / "bad.pdf"
        source = (HERE / "good.typ").read_text(encoding="utf-8")
        compile_to(good, source)
        judge("the good document", check_report.check_pdf(good), None)
        for old, new, expected in SOURCE_FAULTS:
            compile_to(bad, replaced(source, old, new))
            judge(f"source, {new!r}", check_report.check_pdf(bad), expected)
        for name, plant, expected in DOCUMENT_FAULTS:
            with pikepdf.open(good) as pdf:
                plant(pdf)
                pdf.save(bad)
            judge(name, check_report.check_pdf(bad), expected)
        if with_verapdf:
            judge("the good document, veraPDF", verapdf.faults([good]), None)
            with pikepdf.open(good) as pdf:
                some_font(pdf).__delitem__("/ToUnicode")
                pdf.save(bad)
            judge("no unicode, veraPDF", verapdf.faults([bad]), "can not be mapped to Unicode")
    for line in missed:
        print(line)
    print(f"self-test: {planted} faults planted, {len(missed)} missed or wrong")
    return 1 if missed else 0
