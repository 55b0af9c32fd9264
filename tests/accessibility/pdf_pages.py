"""What stands on the pages: size of text, words off the page or over one another, contrast with the
rectangle behind. Text is placed by MuPDF; sizes are in points as printed, charts included."""

import pymupdf

import contrast

LEAST_SIZE = 8.5
# Ink of a line of text, in shares of its size above and below the base line.
ABOVE, BELOW = 0.66, 0.18
# How far two words must reach into each other, in points, before they touch on paper.
TOUCH = 1.0
INVISIBLE = 3


class Word:
    """A run of characters without a space, on one line, in one size and colour."""

    def __init__(self, span, characters):
        self.text = "".join(chr(c[0]) for c in characters)
        self.size, self.colour, self.order = span["size"], rgb(span), span["seqno"]
        self.bold = "bold" in span["font"].lower()
        self.level = abs(span["dir"][0] - 1) < 0.01
        self.visible = span["type"] != INVISIBLE
        base = characters[0][2][1]
        self.left = min(c[3][0] for c in characters)
        self.right = max(c[3][2] for c in characters)
        self.top, self.bottom = base - ABOVE * self.size, base + BELOW * self.size
        if not self.level:
            self.top = min(c[3][1] for c in characters)
            self.bottom = max(c[3][3] for c in characters)

    def touches(self, other):
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > TOUCH and down > TOUCH


def rgb(span):
    colour = span["color"]
    if len(colour) == 1:
        return (colour[0],) * 3
    if len(colour) == 4:
        return tuple((1 - c) * (1 - colour[3]) for c in colour[:3])
    return tuple(colour)


def words(page):
    """The words of a page in the order they are painted. Charts paint letter by letter, so a word
    goes on as long as the next letter stands where the last one ends."""
    found, run, before = [], [], None

    def close():
        if run:
            found.append(Word(before, run))
        run.clear()

    for span in page.get_texttrace():
        for character in span["chars"]:
            if run and not goes_on(before, run[-1], span, character):
                close()
            if chr(character[0]).isspace():
                close()
            else:
                run.append(character)
                before = span
    close()
    return found


def goes_on(before, last, span, character):
    alike = all(before[key] == span[key] for key in ("font", "size", "color", "dir", "type"))
    gap = character[3][0] - last[3][2]
    level = abs(character[2][1] - last[2][1]) < 0.05
    return alike and (level or before is span) and abs(gap) < 0.3 * span["size"]


def check(path, add):
    """Everything of this file."""
    with pymupdf.open(path) as document:
        for number, page in enumerate(document, 1):
            on_page = words(page)
            one_page(page, number, on_page, add)
            for one, other in touching([word for word in on_page if word.level]):
                place = f"page {number} at {other.left:.0f}, {other.top:.0f}"
                add(place, f"{one.text!r} and {other.text!r} stand over one another")


def one_page(page, number, on_page, add):
    frame = page.rect
    fills = [drawing for drawing in page.get_drawings() if drawing.get("fill") is not None]
    for word in on_page:
        place = f"page {number} at {word.left:.0f}, {word.top:.0f}"
        if "\ufffd" in word.text or any(0xE000 <= ord(c) <= 0xF8FF for c in word.text):
            add(place, f"part of {word.text!r} has no Unicode text")
        if word.left < frame.x0 or word.top < frame.y0 or word.right > frame.x1 or word.bottom > frame.y1:
            add(place, f"{word.text!r} is not wholly on the page")
            continue
        if word.size < LEAST_SIZE - 0.05:
            add(place, f"{word.text!r} is {word.size:.1f} pt, under {LEAST_SIZE}")
        if not word.visible:
            add(place, f"{word.text!r} is invisible")
        elif any(c.isalnum() for c in word.text):
            behind = background(word, fills)
            has, needs = contrast.ratio(word.colour, behind), contrast.least(word.size, word.bold)
            if has < needs - 0.005:
                pair = f"{contrast.shown(word.colour)} on {contrast.shown(behind)}"
                add(place, f"{word.text!r} has a contrast of {has:.2f}, under {needs} ({pair})")


def background(word, fills):
    """The colour painted last, before the word, over its middle; white where there is none."""
    middle = pymupdf.Point((word.left + word.right) / 2, (word.top + word.bottom) / 2)
    colour = (1.0, 1.0, 1.0)
    for drawing in fills:
        if drawing["seqno"] < word.order and drawing["rect"].contains(middle) and inside(drawing, middle):
            opacity = drawing.get("fill_opacity")
            opacity = 1.0 if opacity is None else opacity
            colour = tuple(opacity * f + (1 - opacity) * c for f, c in zip(drawing["fill"], colour))
    return colour


def inside(drawing, point):
    """Whether a filled path holds a point, by the even-odd rule; curves are taken as their chords."""
    edges = []
    for item in drawing["items"]:
        kind = item[0]
        if kind == "re":
            corners = list(item[1].quad)
            corners = [corners[0], corners[1], corners[3], corners[2]]
            edges += zip(corners, corners[1:] + corners[:1])
        elif kind == "qu":
            corners = [item[1].ul, item[1].ur, item[1].lr, item[1].ll]
            edges += zip(corners, corners[1:] + corners[:1])
        elif kind == "l":
            edges.append((item[1], item[2]))
        elif kind == "c":
            edges.append((item[1], item[4]))
    crossed = 0
    for a, b in edges:
        if (a.y > point.y) != (b.y > point.y):
            crossed += point.x < a.x + (point.y - a.y) * (b.x - a.x) / (b.y - a.y)
    return crossed % 2 == 1


def touching(level):
    """Pairs of words that stand over one another, each pair once."""
    level = sorted(level, key=lambda word: word.top)
    for at, one in enumerate(level):
        for other in level[at + 1 :]:
            if other.top > one.bottom:
                break
            if one.touches(other):
                yield one, other
