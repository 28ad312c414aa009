/* Loading the library is all: it patches the built-in objects. */
