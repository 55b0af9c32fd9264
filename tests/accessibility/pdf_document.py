"""What a PDF says of itself, and its structure tree: ISO 14289-1 (PDF/UA-1), clause by clause where
one is named, and the project's own rules beyond it."""

import re

import pikepdf

LEAST_ALT = 40
STANDARD = set(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl "
    "LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu "
    "WT WP Figure Formula Form".split()
)
UA = "{http://www.aiim.org/pdfua/ns/id/}part"
A_PART = "{http://www.aiim.org/pdfa/ns/id/}part"
A_CONFORMANCE = "{http://www.aiim.org/pdfa/ns/id/}conformance"
TITLE = "{http://purl.org/dc/elements/1.1/}title"


def array(value):
    """A value that may stand alone or in an array, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


class Element:
    """A structure element: its standard type, where it is, and what it holds."""

    def __init__(self, tree, raw, parent, nth):
        self.tree, self.raw, self.parent = tree, raw, parent
        self.written = str(raw.get("/S", "/"))[1:]
        self.kind = tree.standard(self.written)
        self.path = f"{parent.path}/{self.written}[{nth}]" if parent else self.written
        page = raw.get("/Pg")
        self.page = page.objgen if page is not None else parent.page if parent else None
        self.children, self.marks, self.objects = [], [], []
        counts = {}
        for kid in array(raw.get("/K")):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                kind = str(kid.S)
                counts[kind] = counts.get(kind, 0) + 1
                self.children.append(Element(tree, kid, self, counts[kind]))
            elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
                self.objects.append(kid)
            elif isinstance(kid, pikepdf.Dictionary):
                # A marked-content reference: of a form XObject where it names a stream.
                owner = kid.get("/Stm", kid.get("/Pg"))
                self.marks.append((owner.objgen if owner is not None else self.page, int(kid.MCID)))
            else:
                self.marks.append((self.page, int(kid)))

    def text(self, key):
        return str(self.raw.get(key, "")).strip()

    def walk(self):
        """Itself and everything below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def attribute(self, name):
        for attributes in array(self.raw.get("/A")):
            if isinstance(attributes, pikepdf.Dictionary) and name in attributes:
                return attributes[name]
        return None

    @property
    def place(self):
        pages = (self.tree.pages.get(e.page) for e in self.walk())
        page = next((number for number in pages if number), None)
        return f"page {page}, {self.path}" if page else self.path


class Tree:
    """The structure tree, or an empty one."""

    def __init__(self, pdf):
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        self.root = pdf.Root.get("/StructTreeRoot")
        self.roles = {}
        self.tops = []
        if self.root is not None:
            self.roles = {str(k)[1:]: str(v)[1:] for k, v in self.root.get("/RoleMap", {}).items()}
            self.tops = [Element(self, raw, None, 1) for raw in array(self.root.get("/K"))]

    def standard(self, kind):
        for _ in range(8):
            if kind not in self.roles:
                break
            kind = self.roles[kind]
        return kind

    def walk(self):
        for top in self.tops:
            yield from top.walk()


def check(pdf, tree, add):
    """Everything of this file."""
    itself(pdf, add)
    bookmarks(pdf, add)
    if tree.root is None:
        add("document", "there is no structure tree")
        return
    headings(tree, add)
    for element in tree.walk():
        if element.kind not in STANDARD:
            add(element.place, f"{element.written} is no standard type and is mapped to none")
        if element.kind in ("Figure", "Formula"):
            figure(element, add)
        elif element.kind == "Table":
            table(element, add)
        elif element.kind in ("L", "LI", "TR"):
            members(element, add)


def itself(pdf, add):
    """Clauses 5, 6.2, 7.1 and 7.2: the standards claimed, title, language."""
    root = pdf.Root
    marked = root.get("/MarkInfo", {})
    if marked.get("/Marked") is not True:
        add("document", "MarkInfo does not say that it is marked")
    if marked.get("/Suspects") is True:
        add("document", "MarkInfo says that its tags are suspect")
    language = str(root.get("/Lang", ""))
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        add("document", f"Lang is {language!r}, not a language")
    if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        add("document", "DisplayDocTitle is not set: a reader hears the name of the file")
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
        title = str(told.get(TITLE, "")).strip()
        claims = [str(told.get(key, "")).upper() for key in (UA, A_PART, A_CONFORMANCE)]
    if not title:
        add("document", "the metadata have no title")
    if title != str(pdf.docinfo.get("/Title", "")).strip():
        add("document", "the title of the metadata is not that of the document information")
    if claims[0] != "1":
        add("document", "the metadata do not claim PDF/UA-1")
    if claims[1:] != ["2", "A"]:
        add("document", "the metadata do not claim PDF/A-2A")


def bookmarks(pdf, add):
    with pdf.open_outline() as outline:
        entries = list(outline.root)
    if not entries:
        add("document", "there are no bookmarks")
    while entries:
        entry = entries.pop()
        if not (entry.title or "").strip():
            add("bookmarks", "a bookmark has no title")
        elif entry.destination is None and entry.action is None:
            add("bookmarks", f"the bookmark {entry.title!r} leads nowhere")
        entries.extend(entry.children)


def headings(tree, add):
    """Clause 7.4: the first is of level 1 and none skips a level."""
    before = 0
    for element in tree.walk():
        level = re.fullmatch(r"H([1-6])", element.kind)
        if element.kind == "H":
            add(element.place, "a heading without a level")
        if not level:
            continue
        level = int(level[1])
        if level > before + 1:
            after = f"after one of level {before}" if before else "and is the first"
            add(element.place, f"a heading of level {level} comes {after}")
        before = level
        if not any(e.marks for e in element.walk()):
            add(element.place, "a heading holds nothing")
    if before == 0:
        add("document", "there is no heading")


def figure(element, add):
    """Clause 7.3, and longer than a label: the project's alternative texts tell what is shown."""
    words = element.text("/Alt")
    if not words:
        add(element.place, f"a {element.kind.lower()} has no alternative text")
    elif len(words) < LEAST_ALT:
        add(element.place, f"alternative text of {len(words)} characters, under {LEAST_ALT}: {words!r}")


ALLOWED = {
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TR": {"TH", "TD"},
}


def members(element, add):
    """Clauses 7.5 and 7.6: what lists and rows are made of."""
    for child in element.children:
        if child.kind not in ALLOWED[element.kind]:
            add(child.place, f"{child.kind} stands in {element.kind}")
    if element.marks:
        add(element.place, f"{element.kind} holds text of its own")


def table(element, add):
    """Clause 7.5: header cells, what they head, and rows of one width."""
    rows = []
    for child in element.children:
        if child.kind == "TR":
            rows.append(child)
        elif child.kind in ("THead", "TBody", "TFoot"):
            rows.extend(row for row in child.children if row.kind == "TR")
        elif child.kind != "Caption":
            add(child.place, f"{child.kind} stands in Table")
    cells = [cell for row in rows for cell in row.children]
    heads = [cell for cell in cells if cell.kind == "TH"]
    if not heads:
        add(element.place, f"a table of {len(cells)} cells has no header cell")
    for cell in heads:
        if cell.attribute("/Scope") is None and cell.attribute("/Headers") is None:
            add(cell.place, "a header cell does not say what it heads (Scope)")
    # Cells that reach down from rows above: columns they fill, by rows still to come.
    hanging, widths = [], []
    for row in rows:
        width = sum(columns for columns, _ in hanging)
        hanging = [(columns, left - 1) for columns, left in hanging if left > 1]
        for cell in row.children:
            columns, deep = int(cell.attribute("/ColSpan") or 1), int(cell.attribute("/RowSpan") or 1)
            width += columns
            if deep > 1:
                hanging.append((columns, deep - 1))
        widths.append(width)
    odd = [number for number, width in enumerate(widths, 1) if width != widths[0]]
    if odd:
        add(element.place, f"row {odd[0]} has {widths[odd[0] - 1]} columns, row 1 has {widths[0]}")
