// What the server fills into the worker's template.

interface Told {
  version: string;
  scripts: string[];
  elsewhere: string;
}

declare var told: Told;

/** What the worker reads of the manifest. */
interface Listed {
  documents: { name: string }[];
}
