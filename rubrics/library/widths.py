"""How many characters fit, and how much a list holds; columns, forms, bodies and files say the same."""

SLUG, TITLE, PROMPT, CONTEXT, SAMPLE_ANSWER = 80, 160, 8000, 4000, 20000
# A reviewer's note, and the reason of a report.
NOTE = 2000
LINES, LINE = 50, 1000
PARTS, ACTIVITY = 30, 200
