"""How much a document may hold: far more than any interview guide does, far less than hurts a worker."""

MEGABYTE = 2**20

FILE_BYTES = 10 * MEGABYTE  # a guide of 500 pages with pictures
UNPACKED_BYTES = 60 * MEGABYTE  # what Word and Excel files unpack to; more is a bomb or no guide
PACKING_RATIO = 200  # office files pack 5 to 50 times, a bomb 1,000 times
REPETITIVE_BYTES = 20 * MEGABYTE  # below this, packing well is no harm
PACKED_PARTS = 2_000  # files inside a Word or Excel file
PAGES = 500
PAGE_CHARACTERS = 100_000  # of a PDF; a dense page has 6,000
ROWS = 20_000  # table rows
PARAGRAPHS = 20_000  # paragraphs or lines of text; more than anybody reviews
LINE_CHARACTERS = 20_000  # in one line, paragraph or cell: about eight pages
COLUMNS = 200  # of a table; questions have about twenty
CHARACTERS = 20_000_000  # of all cells; a sheet may say one long text in every cell and store it once
TAGS = 300_000  # of a web page or a lesser part of an office file, or brackets of JSON; each costs memory
TEXT_TAGS = 3_000_000  # of a Word file's text or a sheet, which are read piece by piece
