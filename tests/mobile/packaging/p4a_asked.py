"""Asks python-for-android itself, in a process that has it and in the folder that is current.

`graph NAME,NAME…` prints, as JSON, what it would build and in which versions; `manifest SETTINGS`
(a JSON file) prints the manifest that it would write.
"""

import json
import os
import shutil
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any


def graph(requirements: str) -> dict[str, Any]:
    """Return the recipes in order with their versions, the pure packages, and the bootstrap.

    Versions are handed over as its command line does it (`VERSION_name`).
    """
    names = []
    for requirement in requirements.split(","):
        name, _, version = requirement.strip().partition("==")
        names.append(name)
        if version:
            os.environ[f"VERSION_{name}"] = version
    context = import_module("pythonforandroid.build").Context()
    ask = import_module("pythonforandroid.graph").get_recipe_order_and_bootstrap
    order, modules, bootstrap = ask(context, names, None)
    recipe = import_module("pythonforandroid.recipe").Recipe
    versions = {name: recipe.get_recipe(name, context).version for name in order}
    ndk = import_module("pythonforandroid.recommendations")
    return {
        "recipes": versions,
        "pure": modules,
        "bootstrap": bootstrap.name,
        "ndk": ndk.RECOMMENDED_NDK_VERSION,
    }


def manifest(settings: Mapping[str, Any]) -> str:
    """Return the manifest of an app with these settings, out of p4a's own parser and template."""
    package = Path(str(import_module("pythonforandroid").__file__)).parent / "bootstraps"
    for part in ("common", "_sdl_common"):
        folder = package / part / "build"
        shutil.copytree(folder / "templates", "templates", dirs_exist_ok=True)
    shutil.copy(package / "common" / "build" / "build.py", "build_of_p4a.py")
    Path("dist_info.json").write_text(json.dumps(settings["distribution"]), encoding="utf-8")
    sys.path.insert(0, os.getcwd())
    build = import_module("build_of_p4a")
    args = build.create_argument_parser().parse_args(settings["arguments"])
    args.permissions = build.parse_permissions(args.permissions)
    args.manifest_orientation = build.get_manifest_orientation(
        args.orientation, args.manifest_orientation
    )
    args.add_activity = args.add_activity or []
    if args.intent_filters:
        args.intent_filters = Path(args.intent_filters).read_text(encoding="utf-8")
    build.render(
        "AndroidManifest.tmpl.xml",
        "AndroidManifest.xml",
        args=args,
        service=False,
        service_data=[],
        android_api=settings["api"],
        debug=False,
        native_services=args.native_services,
        url_scheme="kivy",
    )
    return Path("AndroidManifest.xml").read_text(encoding="utf-8")


if __name__ == "__main__":
    deed, given = sys.argv[1:]
    if deed == "graph":
        json.dump(graph(given), sys.stdout)
    else:
        sys.stdout.write(manifest(json.loads(Path(given).read_text(encoding="utf-8"))))
