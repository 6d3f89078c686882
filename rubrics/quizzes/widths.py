"""How many characters fit; columns, forms, bodies and files say the same."""

PROMPT, OPTION, EXPLANATION = 2000, 500, 1000
