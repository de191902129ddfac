"""What the program does: visits, delivers, and runs once or for ever."""
