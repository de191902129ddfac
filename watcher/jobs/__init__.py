"""Does what the program is for: visits, delivers, and runs once or for ever."""
