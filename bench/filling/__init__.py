"""Fills the database with loops that look like a year of hiring, by few and large inserts."""
