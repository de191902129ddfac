"""`make chaos-postgres`: three real workers on one PostgreSQL are killed, stopped and cut off while they work, against
sites and a Telegram that know what is true. Not collected by pytest: it takes minutes, and prints figures."""
