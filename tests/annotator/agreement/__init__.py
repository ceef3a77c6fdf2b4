"""Tests of annotator/agreement/."""
