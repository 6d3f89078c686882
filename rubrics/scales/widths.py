"""How many characters fit; columns, forms, bodies and files say the same."""

STATEMENT, NAME, DESCRIPTION, ANCHOR = 160, 120, 1000, 1000
GUIDANCE, NOTE = 4000, 1000
