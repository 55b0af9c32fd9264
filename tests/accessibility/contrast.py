"""Contrast of two colours, by WCAG 2.2 (relative luminance; red, green and blue from 0 to 1)."""


def luminance(colour):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one, other):
    """From 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def least(size, bold):
    """What success criterion 1.4.3 asks of text of this size in points."""
    return 3.0 if size >= 18 or (bold and size >= 14) else 4.5


def shown(colour):
    return "#" + "".join(f"{round(c * 255):02x}" for c in colour)
