// What `./umay check` asks of the browser's scripts beside their types: see tools/scripts.py.
import js from "@eslint/js";
import globals from "globals";

const PAGES = ["backend/web/static/**/*.js"];
const CLASSIC = ["api.js", "maps.js", "passkey.js"].map((name) => `backend/web/static/${name}`);
const WORKER = ["backend/finder/templates/finder/worker.js"];

export default [
  js.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: PAGES,
    languageOptions: {
      ecmaVersion: 2022,
      sourceType: "module",
      globals: { ...globals.browser, L: "readonly", handleRegister: "readonly", handleSignin: "readonly" },
    },
  },
  // What works the list out keeps to the words of 2019 (docs/decisions/0029).
  { files: ["backend/web/static/finder/*.js"], languageOptions: { ecmaVersion: 2019 } },
  // These wait for a script that is no module.
  { files: CLASSIC, languageOptions: { sourceType: "script" } },
  {
    files: WORKER,
    languageOptions: { ecmaVersion: 2018, sourceType: "script", globals: { ...globals.serviceworker, told: "readonly" } },
  },
  {
    // What runs in a reader's browser: nothing evaluated, nothing compared by halves, nothing left
    // behind in the window, no word to a console that nobody reads.
    rules: {
      eqeqeq: "error",
      "array-callback-return": "error",
      "consistent-return": "error",
      "default-case-last": "error",
      "no-alert": "error",
      "no-caller": "error",
      "no-console": "error",
      "no-eval": "error",
      "no-extend-native": "error",
      "no-implied-eval": "error",
      "no-implicit-globals": "error",
      "no-new-func": "error",
      "no-param-reassign": "error",
      "no-promise-executor-return": "error",
      "no-return-assign": "error",
      "no-script-url": "error",
      "no-self-compare": "error",
      "no-sequences": "error",
      "no-template-curly-in-string": "error",
      "no-throw-literal": "error",
      "no-unmodified-loop-condition": "error",
      "no-unreachable-loop": "error",
      "no-unused-expressions": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", caughtErrors: "none" }],
      "no-use-before-define": ["error", { functions: false, variables: false }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-promise-reject-errors": "error",
      radix: "error",
      "max-depth": ["error", 3],
      "max-params": ["error", 6],
      "max-lines-per-function": ["error", { max: 35, skipComments: true }],
    },
  },
  // The functions of a script that is no module stand in the window; of these each page has one.
  { files: [...CLASSIC, ...WORKER], rules: { "no-implicit-globals": "off" } },
  {
    // The words are put in with innerHTML nowhere: text is text.
    rules: {
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Text is put in as text." },
        { property: "outerHTML", message: "Text is put in as text." },
        { object: "document", property: "write", message: "Text is put in as text." },
        { object: "document", property: "cookie", message: "Pages for residents set no cookie." },
      ],
    },
  },
];
