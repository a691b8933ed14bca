"""TTML in and out, through ttconv: read are TTML1, IMSC and EBU-TT-D; written is IMSC text that keeps to EBU-TT-D.

EBU Tech 3380 (EBU-TT-D): media time, every caption a ``p`` with an ``xml:id`` and its words in ``span``, styles by
reference, regions in percent.
"""

from __future__ import annotations

import io
import logging
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import ttconv.model as model
import ttconv.style_properties as styles
from ttconv.imsc import reader, writer
from ttconv.imsc.attributes import TimeExpressionSyntaxEnum
from ttconv.imsc.config import IMSCWriterConfiguration

from producer.captions.glyphs import unseen_taken_out
from producer.values import CaptionTrack, Cue

logging.getLogger("ttconv").setLevel(logging.CRITICAL + 1)  # a style that lacks a field is none of the person's concern
TT, TTS, TTP = "http://www.w3.org/ns/ttml", "http://www.w3.org/ns/ttml#styling", "http://www.w3.org/ns/ttml#parameter"
EBU = "urn:ebu:tt:metadata"
CONFORMS = ("urn:ebu:tt:distribution:2018-04", "http://www.w3.org/ns/ttml/profile/imsc1/text")
OLD_NAMESPACE = re.compile(r"http://www\.w3\.org/200\d/(?:04|10)/ttaf1")
MARGIN_PERCENT = 10
"""The region keeps clear of the picture's edges (EBU-TT-D samples and ttconv itself: 10 %)."""
STYLES = {
    "caption": {"fontFamily": "proportionalSansSerif", "fontSize": "100%", "lineHeight": "125%", "textAlign": "center"},
    "letters": {"color": "#ffffff", "backgroundColor": "#000000c2"},
}
for prefix, namespace in (("", TT), ("tts", TTS), ("ttp", TTP), ("ebuttm", EBU)):
    ET.register_namespace(prefix, namespace)


def ttml_text(track: CaptionTrack) -> str:
    """Return the track as a TTML file's text."""
    tree = writer.from_model(_document(track), IMSCWriterConfiguration(time_format=TimeExpressionSyntaxEnum.clock_time))
    _dress(tree.getroot())
    out = io.BytesIO()
    tree.write(out, encoding="utf-8", xml_declaration=True)
    return out.getvalue().decode("utf-8") + "\n"


def _document(track: CaptionTrack) -> model.ContentDocument:
    document = model.ContentDocument()
    document.set_lang(track.language)
    region = model.Region("bottom", document)
    percent = styles.LengthType.Units.pct
    margin, size = (styles.LengthType(value, percent) for value in (MARGIN_PERCENT, 100 - 2 * MARGIN_PERCENT))
    region.set_style(styles.StyleProperties.Origin, styles.CoordinateType(x=margin, y=margin))
    region.set_style(styles.StyleProperties.Extent, styles.ExtentType(height=size, width=size))
    region.set_style(styles.StyleProperties.DisplayAlign, styles.DisplayAlignType.after)
    document.put_region(region)
    body, div = model.Body(document), model.Div(document)
    document.set_body(body)
    body.push_child(div)
    div.set_region(region)
    for number, cue in enumerate(track.cues, 1):
        div.push_child(_paragraph(document, number, cue))
    return document


def _paragraph(document: model.ContentDocument, number: int, cue: Cue) -> model.P:
    paragraph = model.P(document)
    paragraph.set_id(f"cue{number}")
    paragraph.set_begin(Fraction(round(cue.start_s * 1000), 1000))
    paragraph.set_end(Fraction(round(cue.end_s * 1000), 1000))
    for index, line in enumerate(cue.lines):
        if index:
            paragraph.push_child(model.Br(document))
        span = model.Span(document)
        span.push_child(model.Text(document, " ".join(unseen_taken_out(line).split())))
        paragraph.push_child(span)
    return paragraph


def _dress(root: ET.Element) -> None:
    """Add what EBU-TT-D asks for and ttconv's model does not hold: what it conforms to, and styles by reference."""
    root.set(f"{{{TTP}}}timeBase", "media")
    root.set(f"{{{TTP}}}cellResolution", "50 30")
    head = root.find(f"{{{TT}}}head")
    assert head is not None  # the region is in it
    metadata = ET.Element(f"{{{TT}}}metadata")
    about = ET.SubElement(metadata, f"{{{EBU}}}documentMetadata")
    for standard in CONFORMS:
        ET.SubElement(about, f"{{{EBU}}}conformsToStandard").text = standard
    styling = ET.Element(f"{{{TT}}}styling")
    for name, values in STYLES.items():
        given = {f"{{{TTS}}}{key}": value for key, value in values.items()}
        ET.SubElement(styling, f"{{{TT}}}style", {"{http://www.w3.org/XML/1998/namespace}id": name, **given})
    head[:0] = [metadata, styling]
    for tag, name in (("p", "caption"), ("span", "letters")):
        for element in root.iter(f"{{{TT}}}{tag}"):
            element.set("style", name)


def read_ttml(text: str) -> tuple[str, list[Cue]]:
    """Return the language (empty where none is named) and the cues in the file's order. Raises ValueError."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:  # no caption file needs one, and a small one can fill a computer
        raise ValueError("a document type is declared")
    try:
        root = ET.fromstring(OLD_NAMESPACE.sub(TT, text))
        document = reader.to_model(ET.ElementTree(root))
    except (ET.ParseError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError) as error:
        raise ValueError(f"no TTML that can be read: {error}") from error
    if document is None:
        raise ValueError("no TTML document")
    body = document.get_body()
    cues = list(_cues(body, Fraction(0), None)) if body is not None else []
    return document.get_lang() or "", cues


@dataclass(frozen=True, slots=True)
class _Piece:
    """A bit of text (or a line break, "\\n") and when it is shown, in seconds; no end: as long as what it is in."""

    text: str
    start_s: Fraction
    end_s: Fraction | None


def _cues(element: model.ContentElement, start_s: Fraction, end_s: Fraction | None) -> Iterator[Cue]:
    start_s, end_s = _times(element, start_s, end_s)
    if isinstance(element, model.P):
        yield from _paragraph_cues(list(_pieces(element, start_s, end_s)), start_s, end_s)
        return
    for child in element:
        yield from _cues(child, start_s, end_s)


def _times(
    element: model.ContentElement, start_s: Fraction, end_s: Fraction | None
) -> tuple[Fraction, Fraction | None]:
    """Return when the element is shown: its times count from the start of what it is in. Its own end counts, not that
    of what it is in: ttconv makes that one too early where a body starts later than 0.
    """
    begin, end = element.get_begin(), element.get_end()
    return start_s + (begin or 0), end_s if end is None else start_s + end


def _pieces(element: model.ContentElement, start_s: Fraction, end_s: Fraction | None) -> Iterator[_Piece]:
    for child in element:
        if isinstance(child, model.Text):
            yield _Piece(child.get_text(), start_s, end_s)
        elif isinstance(child, model.Br):
            yield _Piece("\n", start_s, end_s)
        else:
            yield from _pieces(child, *_times(child, start_s, end_s))


def _paragraph_cues(pieces: list[_Piece], start_s: Fraction, end_s: Fraction | None) -> Iterator[Cue]:
    """Yield one cue, or several where parts of a paragraph come and go by themselves."""
    times = {time for piece in pieces for time in (piece.start_s, piece.end_s) if time is not None}
    times |= {start_s} | ({end_s} if end_s is not None else set())
    moments = sorted(times)
    for first, last in pairwise(moments):
        text = "".join(
            re.sub(r"\s+", " ", piece.text) if piece.text != "\n" else "\n"
            for piece in pieces
            if piece.start_s <= first and (piece.end_s is None or piece.end_s >= last)
        )
        lines = tuple(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)
        if lines or len(moments) == 2:
            yield Cue(_seconds(first), _seconds(last), lines)


def _seconds(time: Fraction) -> float:
    """Return the time in whole thousandths; never before the file begins."""
    return max(0.0, math.floor(float(time) * 1000 + 0.5) / 1000)
