"""A folder's records as one page of HTML, for people who would rather look than read JSON."""
