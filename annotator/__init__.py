"""The domain: records, codebook, offsets, regions, suggestions, agreement. No Qt, no SQL."""
