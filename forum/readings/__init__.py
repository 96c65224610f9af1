"""READINGS: what a page needs, read in a fixed number of queries; nothing is written."""
