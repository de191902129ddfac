"""The sentences people read, in one place and ready for translation, in British English: a module a part, each sentence
marked for the catalogue (`make texts` writes the template for translators)."""
