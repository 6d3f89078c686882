"""What a page costs: queries and CPU time a request, with few loops and with many. Run by `make bench`."""
