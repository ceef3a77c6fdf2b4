"""The text of a document with its marks: DocumentView (view.py) and the parts it is made of.

Everything public counts in code points of the stored text. `positions.py` alone knows where a place of the stored
text stands in the widget.
"""
