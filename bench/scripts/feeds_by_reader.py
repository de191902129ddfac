"""What a user of the library `reader` runs to read the feeds of urls.txt and see what is new."""

from pathlib import Path

from reader import make_reader

with make_reader("reader.sqlite") as reader:
    for url in Path("urls.txt").read_text().split():
        reader.add_feed(url, exist_ok=True)
    reader.update_feeds(scheduled=False, workers=10)  # as our own `--all`
    print(sum(feed.last_exception is None for feed in reader.get_feeds()), reader.get_entry_counts())
