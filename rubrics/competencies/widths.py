"""How many characters fit; columns, forms, bodies and files say the same."""

NAME, DESCRIPTION = 80, 1000
