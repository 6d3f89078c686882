"""The words by which people mark the parts of an interview guide: lower case, parted by semicolons.

`*` stands for any ending of a word. English first, with the usual words of a few other languages.
"""
