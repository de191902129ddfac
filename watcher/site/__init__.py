"""The public site: pages, feeds, calendars and open data, as files that any web server can hand out."""
