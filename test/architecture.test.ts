/**
 * Who may import whom. The table is the map of src; to let one room use another, add it here, and
 * think first: each line is what keeps a promise of src/README.md true.
 */
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { brokenImports, isIn, type Room, type Rooms } from './architecture/rules.ts';
import { findCycle, parseSource, pathTo, readSources } from './architecture/source-files.ts';

const ground = ['core/model', 'core/diagnostics'];
const pure =
  'what decides is pure, so that it can be tested on plain data and gives the same bytes';
const ownSdk = 'an adapter knows one outside system, so that each can be replaced and tested alone';
const digest = ['node:crypto'];

const afterThePlan: Room = {
  may: [...ground, 'core/plan', 'core/guardrails'],
  types: ['core/desired', 'core/actual'],
  packages: ['zod', ...digest],
  why: pure,
};

const entry: Room = {
  may: ['wiring', 'modes', 'inputs'],
  types: ['core', 'ports'],
  packages: ['node:*'],
  why: 'an entry reads inputs, wires and runs a mode; whatever else it does belongs in a room',
};

const rooms: Rooms = {
  'core/model': {
    may: [],
    packages: digest,
    why: 'the words everything else is made of stand alone',
  },
  'core/diagnostics': { may: ['core/model'], packages: digest, why: pure },
  'core/mapping': {
    may: ground,
    packages: ['yaml', 'zod', '@marcbachmann/cel-js', ...digest],
    why: pure,
  },
  'core/select': { may: ground, types: ['core/mapping'], packages: digest, why: pure },
  'core/desired': {
    may: [...ground, 'core/select', 'core/mapping'],
    packages: digest,
    why: pure,
  },
  'core/actual': {
    may: [...ground, 'core/select'],
    types: ['core/mapping'],
    packages: digest,
    why: pure,
  },
  // Guards judge drafts of operations, and what they refuse is blocked while the plan is built.
  'core/guardrails': {
    may: [...ground, 'core/select', 'core/mapping', 'core/desired', 'core/policy'],
    types: ['core/plan', 'core/actual'],
    why: pure,
  },
  'core/plan': {
    // Scope is settled before anything is compared, so a plan builds its own actual state.
    may: [...ground, 'core/select', 'core/actual', 'core/guardrails', 'core/policy'],
    types: ['core/desired', 'core/mapping'],
    // zod describes the published plan JSON.
    packages: ['zod', ...digest],
    why: pure,
  },
  // What to read follows from what a plan compares, and is decided before anything is read.
  'core/reading': {
    may: [...ground, 'core/plan'],
    types: ['core/desired', 'core/mapping'],
    why: pure,
  },
  // The doctor judges what is set up, not what is planned; groups it joins as plans do.
  'core/doctor': { may: [...ground, 'core/select'], types: ['core/mapping'], why: pure },
  // What a policy lets do follows from its text and the list of actions alone.
  'core/policy': { may: ground, packages: ['zod'], why: pure },
  'core/access': afterThePlan,
  // A record may come in an archive that somebody else made.
  'core/approval': { ...afterThePlan, packages: [...(afterThePlan.packages ?? []), 'fflate'] },
  'core/outcome': afterThePlan,
  // What could be kept instead of undone, in the words of mapping files.
  'core/adopt': {
    may: [...ground, 'core/select', 'core/mapping', 'core/desired', 'core/plan'],
    packages: ['yaml', ...digest],
    why: pure,
  },
  // Files for what is live; they must load and plan to nothing, so loader and plan are at hand.
  'core/import': {
    may: [...ground, 'core/select', 'core/mapping', 'core/desired', 'core/actual', 'core/plan'],
    packages: ['yaml', 'zod', ...digest],
    why: pure,
  },
  // What a drift run tells, and who CloudTrail says it was.
  'core/drift': {
    may: [...ground, 'core/plan'],
    types: ['core/adopt'],
    packages: digest,
    why: pure,
  },
  // What is live, with what files and people say of it; zod describes the published JSON of it.
  'core/inventory': {
    may: [...ground, 'core/select', 'core/plan'],
    types: ['core/desired', 'core/actual', 'core/mapping'],
    packages: ['zod', ...digest],
    why: pure,
  },
  'core/explain': {
    may: [...ground, 'core/select', 'core/desired', 'core/actual', 'core/inventory'],
    types: ['core/mapping'],
    why: pure,
  },
  report: {
    may: ['core'],
    packages: ['csv-stringify/sync'],
    why: 'words are made from data alone, so that the same plan reads the same',
  },
  ports: {
    may: [],
    types: ['core'],
    why: 'ports are interfaces; they hold no code and know no SDK',
  },
  effects: { may: ['core', 'ports'], why: 'effects reach the world through ports only' },
  'adapters/aws': {
    may: ['ports', ...ground],
    types: ['core'],
    packages: ['@aws-sdk/*', '@smithy/*', 'zod', 'node:*'],
    why: ownSdk,
  },
  'adapters/graph': {
    may: ['ports', ...ground],
    types: ['core'],
    packages: ['@azure/*', '@microsoft/*', 'zod', 'node:*'],
    why: ownSdk,
  },
  'adapters/github': {
    may: ['ports', ...ground],
    types: ['core'],
    packages: ['@actions/*', 'zod', 'node:*'],
    why: ownSdk,
  },
  'adapters/git': {
    may: ['ports', ...ground],
    types: ['core'],
    packages: ['node:*'],
    why: ownSdk,
  },
  'adapters/node': {
    may: ['ports', ...ground],
    types: ['core'],
    packages: ['@actions/core', 'chokidar', 'log-update', 'node:*'],
    why: ownSdk,
  },
  modes: {
    may: ['core', 'report', 'effects', 'ports'],
    types: ['inputs'],
    why: 'a mode is handed its ports; it never chooses what stands behind them',
  },
  inputs: { may: ['core'], packages: ['node:util', 'zod'], why: pure },
  wiring: {
    may: ['adapters', 'ports', 'inputs'],
    types: ['core'],
    packages: ['node:*'],
    why: 'wiring only joins adapters to ports; what decides is elsewhere',
  },
  main: entry,
  cli: entry,
  program: { may: ['main', 'cli'], why: 'it only names what dist/ starts' },
  simulator: {
    may: [],
    packages: [
      'node:*',
      'ajv',
      'ajv/*',
      'ajv-formats',
      'graphql',
      'yaml',
      'zod',
      '@octokit/webhooks-examples*',
    ],
    why: 'a simulator that shares our code or our SDKs would share our mistakes and confirm them',
  },
  demo: {
    may: ['simulator'],
    packages: ['node:*'],
    why: 'the demo runs the packaged Action from outside, as the runner does',
  },
  page: {
    may: ['core/inventory', 'report'],
    types: ['core'],
    why: 'the page of a report runs in a browser, from its data alone, and counts and exports as its other files do',
  },
  build: { may: [], packages: ['*'], why: 'the build is no part of the program' },
};

/** What makes a result depend on when and where it was computed. */
const impure = [
  { pattern: /\bDate\.now\b/, name: 'Date.now' },
  { pattern: /\bnew Date(\(\s*\)|(?!\s*\())/, name: 'new Date()' },
  { pattern: /(?<!new )\bDate\(/, name: 'Date()' },
  { pattern: /\bprocess\.\w/, name: 'process' },
  { pattern: /\bMath\.random\b/, name: 'Math.random' },
  { pattern: /\bperformance\.\w/, name: 'performance' },
  { pattern: /\bglobalThis\b/, name: 'globalThis' },
  { pattern: /\bconsole\.\w/, name: 'console' },
  { pattern: /(?<![.\w])(fetch|setTimeout|setInterval|setImmediate)\(/, name: 'fetch or a timer' },
  { pattern: /\.(toLocale\w+|localeCompare)\(/, name: "the machine's language" },
  { pattern: /\bIntl\.\w/, name: "the machine's language" },
];
const pureRooms = ['core', 'report', 'inputs'];

const longestFile = 300;

/** Modes that hold no client able to write to AWS or Entra; the types forbid it, not a flag. */
const readingMode = /^modes\/(plan|drift|validate|doctor|report|explain|import)\b/;
const writesToTheWorld = /^ports\/(identity-center|entra|graph|directory)\b.*-write\.ts$/;

const files = existsSync('src') ? readSources('src') : [];
const inPureRoom = files.filter(({ path }) => pureRooms.some((room) => isIn(path, room)));

describe('the architecture of src', () => {
  it('lets each room import what the table says, and nothing else', () => {
    expect(brokenImports(rooms, files).join('\n')).toBe('');
  });

  it('has no circle of imports, so that every file can be understood from the bottom up', () => {
    // The types of a GraphQL schema refer to each other, and so do their resolvers.
    const others = files.filter(({ path }) => !isIn(path, 'simulator/github/graphql'));
    expect(findCycle(others)?.join('\n  → ')).toBeUndefined();
  });

  it('keeps clock, chance, environment, network and language out of what decides and words', () => {
    const found = inPureRoom.flatMap(({ path, code }) =>
      impure
        .filter(({ pattern }) => pattern.test(code))
        .map(({ name }) => `${path} uses ${name}: take it as a value, from clock or inputs`),
    );
    expect(found.join('\n')).toBe('');
  });

  it('takes of node:crypto the digest alone where things are decided', () => {
    const found = inPureRoom.flatMap(({ path, imports }) =>
      imports
        .filter(({ specifier }) => specifier === 'node:crypto')
        .filter(({ clause }) => !/^\{\s*createHash,?\s*\}$/.test(clause))
        .map(
          ({ clause }) => `${path} imports ${clause} from node:crypto; only { createHash } is pure`,
        ),
    );
    expect(found.join('\n')).toBe('');
  });

  it('hands a mode that must not write nothing that can', () => {
    const found = files
      .filter(({ path }) => readingMode.test(path))
      .map(({ path }) => pathTo(files, path, (each) => writesToTheWorld.test(each)))
      .filter((way) => way !== undefined)
      .map((way) => `a mode that only reads reaches a writer: ${way.join(' → ')}`);
    expect(found.join('\n')).toBe('');
  });

  it('knows the writers by the names of their ports', () => {
    const ports = files.filter(({ path }) => isIn(path, 'ports'));
    expect(ports.length > 0).toBe(ports.some(({ path }) => writesToTheWorld.test(path)));
  });

  it('imports zod whole, because the named import drags every language into dist', () => {
    const found = files.flatMap(({ path, imports }) =>
      imports
        .filter(({ specifier, typeOnly }) => specifier === 'zod' && !typeOnly)
        .filter(({ clause }) => clause !== '* as z')
        .map(({ clause }) => `${path} imports ${clause} from zod; write import * as z from 'zod'`),
    );
    expect(found.join('\n')).toBe('');
  });

  it(`has no file of more than ${longestFile} lines: what is longer is more than one thing`, () => {
    const found = files.filter(({ lines }) => lines > longestFile);
    expect(found.map(({ path, lines }) => `${path} has ${lines} lines`).join('\n')).toBe('');
  });
});

describe('the table', () => {
  it.each([
    ['core/plan/diff.ts', "import { readFile } from 'node:fs';"],
    ['core/model/ids.ts', "import type { Span } from '../diagnostics/span.ts';"],
    ['core/desired/build.ts', "import { diff } from '../plan/diff.ts';"],
    ['ports/clock.ts', "import { diff } from '../core/plan/diff.ts';"],
    ['adapters/aws/read.ts', "import { comment } from '../github/comment.ts';"],
    [
      'adapters/github/comment.ts',
      "import {\n  SSOAdminClient,\n} from '@aws-sdk/client-sso-admin';",
    ],
    ['modes/plan.ts', "import { read } from '../adapters/aws/read.ts';"],
    ['report/comment.ts', "export * from '../ports/clock.ts';"],
    ['simulator/server.ts', "import { parse } from '../core/model/ids.ts';"],
    ['main.ts', "const all = await import('./simulator/server.ts');"],
    ['core/model/ids.ts', "import { outside } from '../../../test/outside.ts';"],
    ['odds/ends.ts', ''],
  ])('refuses in %s: %s', (path, text) => {
    expect(brokenImports(rooms, [parseSource(path, text)])).toHaveLength(1);
  });

  it.each([
    ['core/desired/build.ts', "import type {\n  Mapping,\n} from '../mapping/mapping.ts';"],
    ['core/desired/build.ts', "import { type Mapping, type Rule } from '../mapping/mapping.ts';"],
    ['core/plan/digest.ts', "import { createHash } from 'node:crypto';"],
    ['adapters/aws/read.ts', "import { SSOAdminClient } from '@aws-sdk/client-sso-admin';"],
    ['wiring.ts', "import { aws } from './adapters/aws/read.ts';"],
  ])('lets pass in %s: %s', (path, text) => {
    expect(brokenImports(rooms, [parseSource(path, text)])).toEqual([]);
  });

  it('sees a circle', () => {
    const circle = [
      parseSource('report/a.ts', "import { b } from './b.ts';"),
      parseSource('report/b.ts', "import { type A, a } from './a.ts';"),
    ];
    expect(findCycle(circle)).toEqual(['report/a.ts', 'report/b.ts', 'report/a.ts']);
  });
});
