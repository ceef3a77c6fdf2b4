"""The text of a document with its marks.

view.py (DocumentView: what the coder does) is a marked.py (MarkedText: what is shown and where) is a look.py
(TextWidget: font, zoom, margins). scene.py says what lies where on the lines in sight, painter.py, gutter.py and
stripes.py paint it. Without Qt: marks, span_index, lanes, boxes (hit-testing), boundaries (words), find.

Everything public counts in code points of the stored text. positions.py alone knows where a place of the stored text
stands in the widget.
"""
