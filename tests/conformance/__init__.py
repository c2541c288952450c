"""MindSpore's documentation examples as a test of conformance."""
