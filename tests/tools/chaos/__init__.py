"""`make chaos`: real runs of the watcher are killed at hundreds of points, against sites and a Telegram that know what
is true. Not collected by pytest: it takes minutes, and prints figures."""
