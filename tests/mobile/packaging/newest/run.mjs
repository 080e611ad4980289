// Runs a Python script in CPython as WebAssembly: `node run.mjs PYODIDE SCRIPT NAME=FOLDER…`.
//
// Each folder stands at /NAME. The script's value is the exit code.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [pyodide, script, ...folders] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(pyodide).href);
const python = await loadPyodide();
for (const [name, root] of folders.map((each) => each.split("="))) {
  python.FS.mkdirTree(`/${name}`);
  python.FS.mount(python.FS.filesystems.NODEFS, { root }, `/${name}`);
}
process.exit(Number(await python.runPythonAsync(await readFile(script, "utf-8"))));
