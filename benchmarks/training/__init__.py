"""Fits the tables of resources/learned on the coded texts of material/.

python -m benchmarks.training            fits on all but the held-out texts, prints figures, writes the tables
python -m benchmarks.training --figures  fits on two thirds in turn and prints the figures of the other third; writes nothing

What is fitted is read by the very code that suggests (annotator/suggest/learned), so that traits cannot differ.
"""
