// The layer map of docs/architecture.md as data, and the strictest typed lint there is.
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** A layer imports only what stands before it; layers of one row do not see each other. */
const LAYERS = [
  ['text'],
  ['xml'],
  ['host', 'relaxng'],
  ['vocabulary'],
  ['domain'],
  ['placement'],
  ['fleet'],
  ['rules'],
  ['analysis'],
  ['config'],
  ['features', 'report', 'map'],
  ['machine'],
  ['lsp', 'cli'],
];
const SHELLS = ['machine', 'lsp', 'cli'];

/** What a pure layer may import from node_modules. */
const PURE_PACKAGES = ['@xmldom/xmldom', '#xpath', 'jsonc-parser'];

/** Names that would let the pure layers see a machine, a clock or time passing. */
const IMPURE_GLOBALS = [
  'Buffer',
  'Date',
  'Promise',
  'console',
  'document',
  'globalThis',
  'performance',
  'process',
  'queueMicrotask',
  'require',
  'setImmediate',
  'setInterval',
  'setTimeout',
  'window',
];

/** No process but our own language server and no socket: what no source of ours may reach for. */
const OUTSIDE_MODULES =
  '^(node:)?(child_process|cluster|dgram|dns|http|http2|https|inspector|net|tls|vm|worker_threads)(/|$)';
const OUTSIDE_GLOBALS = ['EventSource', 'Function', 'WebSocket', 'XMLHttpRequest', 'eval', 'fetch'];

const outsideModules = {
  regex: OUTSIDE_MODULES,
  message: 'no process but the language server is started and no socket opened (SECURITY.md)',
};
const asGlobals = (names, message) => names.map((name) => ({ name, message }));
const outsideGlobals = asGlobals(OUTSIDE_GLOBALS, 'nothing is fetched and no text is run as code');
const either = (names) => names.map((name) => name.replaceAll(/[/.]/g, '\\$&')).join('|');

/** A rule file (kebab-case) sees helpers (camelCase), not its siblings; only the generated list sees them all. */
const otherRules = {
  regex: '/[a-z0-9]+(-[a-z0-9]+)+\\.ts$',
  message: 'no rule knows another rule',
};

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'only rule files export a default: import by name',
};
const noAsync = {
  selector:
    ':matches(FunctionDeclaration, FunctionExpression, ArrowFunctionExpression)[async=true]',
  message: 'a pure layer is synchronous',
};

/** The lint of one layer's sources. */
function layer(name, row) {
  const hidden = LAYERS.slice(row)
    .flat()
    .filter((other) => other !== name);
  const pure = !SHELLS.includes(name);
  const patterns = [
    outsideModules,
    {
      regex: `^(\\.\\./)+(${[...hidden, 'main', 'client'].join('|')})[/.]`,
      message: `${name}/ stands before this layer and must not see it (docs/architecture.md)`,
    },
  ];
  if (pure) {
    patterns.push({
      regex: `^(?!\\.{1,2}/)(?!(${either(PURE_PACKAGES)})$)`,
      message: 'a pure layer imports no Node module, no editor and no other package',
    });
    patterns.push({ regex: '/protocol\\.ts$', message: 'a pure layer knows no protocol' });
  }
  const imports = (more) => ({
    'no-restricted-imports': ['error', { patterns: [...patterns, ...more] }],
  });
  const hiddenGlobals = pure
    ? asGlobals(IMPURE_GLOBALS, 'a pure layer knows no machine, no clock and no promise')
    : [];
  return [
    {
      files: [`server/src/${name}/**/*.ts`],
      rules: {
        ...imports([]),
        'no-restricted-globals': ['error', ...outsideGlobals, ...hiddenGlobals],
        'no-restricted-syntax': pure
          ? ['error', noDefaultExport, noAsync]
          : ['error', noDefaultExport],
      },
    },
    ...(name === 'rules'
      ? [
          {
            files: ['server/src/rules/*/**/*.ts'],
            rules: { ...imports([otherRules]), 'no-restricted-syntax': ['error', noAsync] },
          },
        ]
      : []),
  ];
}

export default defineConfig(
  {
    ignores: ['dist/**', 'node_modules/**', 'test-output/**', '**/*.d.ts', '.vscode-test/**'],
  },
  { linterOptions: { noInlineConfig: true } },
  { files: ['**/*.mjs'], extends: [tseslint.configs.recommended] },
  {
    files: ['**/*.{ts,mts}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      'no-eval': 'error',
      'no-implied-eval': 'off',
      'no-new-func': 'error',
      'no-restricted-syntax': ['error', noDefaultExport],
      'max-lines': ['error', 400],
      eqeqeq: 'error',
      'prefer-const': 'error',
      'no-var': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-floating-promises': 'error',
      // A set or a size is read by code points, and so counted.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  ...LAYERS.flatMap((names, row) => names.flatMap((name) => layer(name, row))),
  {
    // The one place that starts a process, and only when the user asked for exactly that.
    files: ['server/src/machine/runProcess.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['server/src/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [outsideModules] }],
      'no-restricted-globals': ['error', ...outsideGlobals],
    },
  },
  {
    files: ['client/src/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            outsideModules,
            {
              regex: 'server/src/(?!protocol\\.ts$)',
              message: 'the client knows the protocol alone',
            },
            {
              regex: '^node:(?!zlib$)',
              message: 'the client reads through vscode.workspace.fs, so that it works anywhere',
            },
          ],
        },
      ],
      'no-restricted-globals': ['error', ...outsideGlobals],
    },
  },
  {
    // The page of the map: it draws what it is sent, and no text becomes markup.
    files: ['client/src/hostMap/view/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!\\./|\\.\\./messages\\.ts$|(\\.\\./)+server/src/protocol\\.ts$)',
              message: 'the page knows the messages and the types of the protocol',
            },
          ],
        },
      ],
      'no-restricted-properties': [
        'error',
        ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'write', 'setHTMLUnsafe', 'srcdoc'].map(
          (property) => ({ property, message: 'names from XML are text: build nodes' }),
        ),
      ],
    },
  },
  {
    // Generated: as long as there are rules and names.
    files: ['server/src/rules/all.ts', 'server/src/vocabulary/commonNames.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // A test that says ! fails where the thing is missing, as it should.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
