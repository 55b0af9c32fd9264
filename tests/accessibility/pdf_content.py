"""Content streams against the structure tree: everything painted is tagged or an artifact, and every
tag is in the tree. Also fonts and annotations. ISO 14289-1, clauses 7.1, 7.18 and 7.21."""

import pikepdf

from pdf_document import array

TEXT = {"Tj", "TJ", "'", '"'}
PAINT = TEXT | {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "INLINE IMAGE"}


def check(pdf, tree, add):
    """Everything of this file."""
    seen_fonts = set()
    parents = numbers(tree)
    claimed = {}
    for element in tree.walk():
        for mark in element.marks:
            if mark in claimed:
                add(element.place, f"marked content {mark[1]} is also in {claimed[mark].path}")
            claimed[mark] = element
    painted = set()
    for number, page in enumerate(pdf.pages, 1):
        stream = Stream(page.obj, page.obj.objgen, f"page {number}", add)
        stream.read(page.obj.get("/Resources", {}))
        painted |= stream.marks
        if tree.root is not None and not stream.marks:
            add(f"page {number}", "nothing on it is tagged")
        fonts(page.obj.get("/Resources", {}), f"page {number}", add, seen_fonts)
        annotations(page.obj, number, parents, tree, add)
    if tree.root is None:
        return
    owners = {page.obj.objgen: page.obj for page in pdf.pages}
    for owner, identifier in sorted(painted, key=str):
        place = f"page {tree.pages[owner]}" if owner in tree.pages else f"object {owner[0]}"
        element = claimed.get((owner, identifier))
        if element is None:
            add(place, f"marked content {identifier} is not in the structure tree")
            continue
        holder = owners.get(owner) or pdf.get_object(owner)
        listed = array(parents.get(int(holder.get("/StructParents", -1))))
        if identifier >= len(listed) or getattr(listed[identifier], "objgen", None) != element.raw.objgen:
            add(place, f"the parent tree does not lead from marked content {identifier} to {element.path}")
    for mark, element in claimed.items():
        if mark not in painted:
            add(element.place, f"refers to marked content {mark[1]}, which is on no page")


def numbers(tree):
    """The parent tree, flat."""
    flat, todo = {}, [tree.root.get("/ParentTree")] if tree.root is not None else []
    while todo:
        node = todo.pop()
        if node is None:
            continue
        todo.extend(array(node.get("/Kids")))
        pairs = array(node.get("/Nums"))
        flat.update((int(key), value) for key, value in zip(pairs[::2], pairs[1::2]))
    return flat


class Stream:
    """A page or a form XObject, and the state of its marked content."""

    def __init__(self, holder, owner, place, add, around=None):
        self.holder, self.owner, self.place, self.add = holder, owner, place, add
        # What the content stands in: artifact, tagged or neither, from the outside in.
        self.stack = list(around or [])
        self.outside = len(self.stack)
        self.marks = set()
        self.untagged = {}

    def read(self, resources):
        for instruction in pikepdf.parse_content_stream(self.holder):
            operator = str(instruction.operator)
            if operator in ("BDC", "BMC"):
                self.begin(instruction.operands, resources)
            elif operator == "EMC":
                if len(self.stack) == self.outside:
                    self.add(self.place, "marked content ends that never began")
                else:
                    self.stack.pop()
            elif operator == "Do":
                self.draw(instruction.operands[0], resources)
            elif operator in PAINT and not self.is_marked():
                what = "text" if operator in TEXT else "a mark"
                self.untagged[what] = self.untagged.get(what, 0) + 1
        if len(self.stack) != self.outside:
            self.add(self.place, "marked content begins that never ends")
        for what, count in self.untagged.items():
            self.add(self.place, f"{what} is painted {count} times neither tagged nor as an artifact")

    def is_marked(self):
        return any(state != "neither" for state in self.stack)

    def begin(self, operands, resources):
        properties = operands[1] if len(operands) > 1 else {}
        if isinstance(properties, pikepdf.Name):
            properties = resources.get("/Properties", {}).get(properties, {})
        state = "neither"
        if str(operands[0]) == "/Artifact":
            state = "artifact"
        elif "/MCID" in properties:
            state = "tagged"
            mark = (self.owner, int(properties["/MCID"]))
            if mark in self.marks:
                self.add(self.place, f"marked content {mark[1]} stands twice")
            self.marks.add(mark)
        if {state, *self.stack} >= {"artifact", "tagged"}:
            self.add(self.place, f"{state} content stands inside {self.stack[-1]} content")
        self.stack.append(state)

    def draw(self, name, resources):
        drawn = resources.get("/XObject", {}).get(name)
        if drawn is not None and drawn.get("/Subtype") == "/Form":
            inner = Stream(drawn, drawn.objgen, f"{self.place}, form {name}", self.add, self.stack)
            inner.read(drawn.get("/Resources", resources))
            self.marks |= inner.marks
        elif not self.is_marked():
            self.untagged["an image"] = self.untagged.get("an image", 0) + 1


def fonts(resources, place, add, seen):
    """Clause 7.21: embedded, and with a way back to Unicode; in forms and patterns too."""
    for font in resources.get("/Font", {}).values():
        if font.objgen in seen and font.is_indirect:
            continue
        seen.add(font.objgen)
        name = str(font.get("/BaseFont", font.get("/Name", "/?")))[1:]
        if "/ToUnicode" not in font:
            add(place, f"the font {name} has no ToUnicode: its text cannot be read aloud")
        if font.get("/Subtype") == "/Type3":
            continue
        inner = array(font.get("/DescendantFonts")) or [font]
        for part in inner:
            descriptor = part.get("/FontDescriptor", {})
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                add(place, f"the font {name} is not embedded")
    for kind in ("/XObject", "/Pattern"):
        for inside in resources.get(kind, {}).values():
            if "/Resources" in inside and inside.objgen not in seen:
                seen.add(inside.objgen)
                fonts(inside.Resources, place, add, seen)


def annotations(page, number, parents, tree, add):
    """Clause 7.18: links say where they lead, stand in the tree and are tabbed in its order."""
    place = f"page {number}"
    notes = array(page.get("/Annots"))
    if notes and page.get("/Tabs") != "/S":
        add(place, "tabbing does not follow the structure (Tabs)")
    for note in notes:
        kind = str(note.get("/Subtype", "/"))[1:]
        if kind in ("Popup", "PrinterMark"):
            continue
        words = str(note.get("/Contents", "")).strip()
        corner = ", ".join(f"{float(n):.0f}" for n in list(note.Rect)[:2]) if "/Rect" in note else "?"
        if not words:
            add(f"{place} at {corner}", f"a {kind.lower()} has no description (Contents)")
        element = parents.get(int(note.get("/StructParent", -1)))
        role = tree.standard(str(element.get("/S", "/"))[1:]) if isinstance(element, pikepdf.Dictionary) else None
        if kind == "Link" and role != "Link":
            add(f"{place} at {corner}", "a link is not tagged as one")
        elif role is None:
            add(f"{place} at {corner}", f"a {kind.lower()} is not in the structure tree")
