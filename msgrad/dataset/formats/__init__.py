"""Readers and writers of the file formats that data sets come in: plain Python and numpy, no pipeline."""
