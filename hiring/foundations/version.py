"""The product's version, as packets and the API state it."""

VERSION = "0.1.0"
