"""A chart's SVG: name and description, fonts, sizes, and every text inside the picture, clear of the
others and of enough contrast. Text is measured with the advances of the report's own fonts."""

import functools
import math
import pathlib
import re

from fontTools.ttLib import TTFont
from lxml import etree

import contrast

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
FONTS = pathlib.Path(__file__).resolve().parents[2] / "crates" / "report" / "fonts"
FACES = {(False, False): "Regular", (True, False): "Bold", (False, True): "It"}
FAMILY = ["'source sans 3'", "arial", "sans-serif"]
ALLOWED = set("svg title desc g defs style rect line polyline polygon path circle ellipse text tspan".split())
WIDTH_PT = 168 / 25.4 * 72
LEAST_SIZE, LEAST_DESCRIPTION = 8.5, 40
# Ink of a line of text, in shares of its size; the height of an x, for lengths in ex.
ABOVE, BELOW, EX = 0.66, 0.18, 0.486
# How far two texts must reach into each other, in points, before they touch on paper.
TOUCH = 0.5
COLOURS = {"black": (0.0, 0.0, 0.0), "white": (1.0, 1.0, 1.0)}


@functools.cache
def face(bold, italic):
    """Character map, advances and units to the em of a face."""
    font = TTFont(FONTS / f"SourceSans3-{FACES.get((bold, italic), 'Bold')}.otf")
    return font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm


class Box:
    """A text as it stands in the picture, in the picture's units."""

    def __init__(self, line, text, left, right, top, bottom):
        self.line, self.text = line, text
        self.left, self.right, self.top, self.bottom = left, right, top, bottom

    def overlap(self, other):
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return min(across, down)


def check(source):
    """The faults of an SVG as pairs of place and message."""
    faults = []

    def add(place, message):
        faults.append((place, message))

    if b"<!DOCTYPE" in source or b"<!ENTITY" in source:
        add("file", "holds a DOCTYPE or an entity")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        return [("file", f"is not well-formed: {error}")]
    if root.tag != SVG + "svg":
        return [("file", f"the root is {root.tag}, not an svg element")]
    picture = frame(root, add)
    head(root, add)
    for element in root.iter():
        if isinstance(element.tag, str):
            safe(element, add)
    if picture:
        texts(root, picture, add)
    return faults


def place(element):
    return f"line {element.sourceline}"


def frame(root, add):
    """The viewBox, if there is one to measure in."""
    try:
        box = [float(n) for n in re.split(r"[\s,]+", root.get("viewBox", "").strip())]
    except ValueError:
        box = []
    if len(box) != 4 or box[2] <= 0 or box[3] <= 0:
        add(place(root), f"viewBox is {root.get('viewBox')!r}")
        return None
    return box


def head(root, add):
    """Role, title and description: what a screen reader says in place of the picture."""
    if root.get("role") != "img":
        add(place(root), f"role is {root.get('role')!r}, not 'img'")
    first = [child for child in root if isinstance(child.tag, str)][:2]
    if [child.tag for child in first] != [SVG + "title", SVG + "desc"]:
        add(place(root), "title and desc are not the first two elements")
    for tag, least in (("title", 1), ("desc", LEAST_DESCRIPTION)):
        element = root.find(SVG + tag)
        words = "".join(element.itertext()).strip() if element is not None else ""
        if len(words) < least:
            add(place(root), f"{tag} has {len(words)} characters, under {least}")
    for key in ("aria-labelledby", "aria-describedby"):
        for name in (root.get(key) or "").split():
            if not any(element.get("id") == name for element in root.iter()):
                add(place(root), f"{key} names {name!r}, which is not there")


def safe(element, add):
    """Only drawing: no scripts, nothing from outside, no number that is none."""
    name = etree.QName(element).localname
    if not element.tag.startswith(SVG) or name not in ALLOWED:
        add(place(element), f"the element {name} may not stand in a chart")
    for key, value in element.attrib.items():
        if key.lower().startswith("on"):
            add(place(element), f"{key} is a script")
        if key in ("href", XLINK) and not value.startswith("#"):
            add(place(element), f"refers to {value!r}")
        if re.search(r"url\(\s*['\"]?(?!#)", value) or "@import" in value:
            add(place(element), f"{key} refers to a file outside")
        if re.search(r"\b(NaN|inf|Infinity)\b", value) and name not in ("title", "desc"):
            add(place(element), f"{key} is {value!r}")
    if name == "style" and re.search(r"@import|url\(", element.text or ""):
        add(place(element), "the style refers to a file outside")


def inherited(element, key, otherwise=None):
    """An attribute of an element or of one it stands in."""
    while element is not None:
        for part in (element.get("style") or "").split(";"):
            name, _, value = part.partition(":")
            if name.strip() == key:
                return value.strip()
        if element.get(key) is not None:
            return element.get(key)
        element = element.getparent()
    return otherwise


def length(value, em):
    """A number, or one in em or ex, in the picture's units."""
    number = re.fullmatch(r"\s*(-?[0-9.]+)\s*(em|ex|px)?\s*", value or "0")
    if not number:
        return math.nan
    return float(number[1]) * {"em": em, "ex": EX * em}.get(number[2], 1.0)


def colour(value):
    """Red, green and blue from 0 to 1; None for no paint or one that is not written plainly."""
    value = (value or "").strip().lower()
    if value in COLOURS:
        return COLOURS[value]
    if re.fullmatch(r"#[0-9a-f]{3}", value):
        value = "#" + "".join(2 * c for c in value[1:])
    if re.fullmatch(r"#[0-9a-f]{6}", value):
        return tuple(int(value[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return None


def texts(root, picture, add):
    scale = WIDTH_PT / picture[2]
    boxes, fills = [], []
    for element in root.iter():
        if element.tag == SVG + "rect":
            paint = colour(inherited(element, "fill", "black"))
            if paint:
                fills.append((*(length(element.get(k), 0) for k in ("x", "y", "width", "height")), paint))
        if element.tag not in (SVG + "text", SVG + "tspan") or not (element.text or "").strip():
            continue
        box = measure(element, scale, add)
        if box is None:
            continue
        boxes.append(box)
        if (box.left < picture[0] or box.right > picture[0] + picture[2]
                or box.top < picture[1] or box.bottom > picture[1] + picture[3]):
            add(place(element), f"{box.text!r} is not wholly inside the picture "
                f"({box.left:.0f} to {box.right:.0f} across, {box.top:.0f} to {box.bottom:.0f} down)")
        faint(element, box, fills, scale, add)
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            if one.overlap(other) * scale > TOUCH:
                add(f"line {other.line}", f"{other.text!r} stands over {one.text!r} of line {one.line}")


def measure(element, scale, add):
    """Where a text stands; its font and size are judged on the way."""
    text = " ".join((element.text or "").split())
    size = length(inherited(element, "font-size", "16"), 16)
    if not size * scale >= LEAST_SIZE - 0.06:
        add(place(element), f"{text!r} is {size * scale:.1f} pt at 168 mm, under {LEAST_SIZE}")
    family = [name.strip().replace('"', "'").lower() for name in inherited(element, "font-family", "").split(",")]
    if family != FAMILY:
        add(place(element), f"the font is {inherited(element, 'font-family')!r}, not \"'Source Sans 3', Arial, sans-serif\"")
    if inherited(element, "transform"):
        add(place(element), f"{text!r} is turned or moved by a transform")
    glyphs, advances, em = face(bold(element), inherited(element, "font-style") == "italic")
    strange = sorted({c for c in text if ord(c) not in glyphs})
    if strange:
        add(place(element), f"the font has no {', '.join(f'U+{ord(c):04X}' for c in strange)}")
    width = sum(advances[glyphs.get(ord(c), ".notdef")][0] for c in text) * size / em
    x = length(inherited(element, "x"), size) + length(element.get("dx"), size)
    y = length(inherited(element, "y"), size) + length(element.get("dy"), size)
    if math.isnan(x + y + size):
        add(place(element), f"the place of {text!r} cannot be read")
        return None
    anchor = inherited(element, "text-anchor", "start")
    left = x - {"middle": width / 2, "end": width}.get(anchor, 0.0)
    return Box(element.sourceline, text, left, left + width, y - ABOVE * size, y + BELOW * size)


def bold(element):
    return inherited(element, "font-weight", "normal") in ("bold", "600", "700", "800", "900")


def faint(element, box, fills, scale, add):
    """Contrast with the rectangle drawn last behind the middle of the text."""
    if not any(c.isalnum() for c in box.text):
        return
    paint = colour(inherited(element, "fill", "black"))
    if paint is None:
        add(place(element), f"the colour of {box.text!r} cannot be read")
        return
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    under = [f[4] for f in fills if f[0] <= x <= f[0] + f[2] and f[1] <= y <= f[1] + f[3]]
    behind = under[-1] if under else COLOURS["white"]
    size = length(inherited(element, "font-size", "16"), 16) * scale
    has, needs = contrast.ratio(paint, behind), contrast.least(size, bold(element))
    if has < needs - 0.005:
        pair = f"{contrast.shown(paint)} on {contrast.shown(behind)}"
        add(place(element), f"{box.text!r} has a contrast of {has:.2f}, under {needs} ({pair})")
