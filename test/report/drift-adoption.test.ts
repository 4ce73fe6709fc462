import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { Adoption } from '../../src/core/adopt/adoption.ts';
import { renderDriftIssue } from '../../src/report/drift-issue.ts';
import { adopt, mappingFrom, sourceFrom, type Texts } from '../core/adopt/support/adopted.ts';
import { managed } from '../core/support/live.ts';
import { everyDrift } from './drift-samples.ts';

const frame = { marker: '<!-- marker -->', record: '<!-- record -->', limitBytes: 60_000 };

function issueOf(adoption: Adoption, isPublicRepository = false): string {
  const place = { runUrl: null, repositoryUrl: null, adoptionUrl: null, isPublicRepository };
  return renderDriftIssue({ ...everyDrift, ...place, adoption }, frame).body;
}

/** What a person copies out of the issue. */
function diffsIn(body: string): string[] {
  return Array.from(body.matchAll(/^(`{3,})diff\n([^]*?\n)\1$/gm), ([, , lines = '']) => lines);
}

/** The files once `git apply` has taken the diffs. */
function applied(texts: Texts, diffs: readonly string[]): Texts {
  const root = mkdtempSync(join(tmpdir(), 'drift-'));
  try {
    const git = (args: readonly string[], input = ''): void => {
      execFileSync('git', args, { cwd: root, input, timeout: 10_000, stdio: 'pipe' });
    };
    git(['init', '-q']);
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    for (const diff of diffs) git(['apply', '-'], diff);
    const paths = [
      ...Object.keys(texts),
      ...diffs.map((diff) => /^\+\+\+ b\/(.*)$/m.exec(diff)?.[1] ?? ''),
    ];
    return Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
  } finally {
    rmSync(root, { recursive: true });
  }
}

// Flow mappings, a fence in a comment, and no line break at the end.
const texts = {
  'access/access.yaml': `settings:
  manage: { owner: platform }

permissionSets:
  # \`\`\`
  # not the end of anything
  Admin: { managedPolicies: [AdministratorAccess], sessionDuration: 2h }
  Read: { managedPolicies: [ReadOnlyAccess] }

# A part
# that is
# far from
# all that changes,
# so that
# the diff
# has two.

assignments:
  - { groups: Blue, permissionSets: Admin, accounts: [dev, test] }
  - { groups: [Green, Red], permissionSets: Read, accounts: prod }`,
};

const admin = { managedPolicies: [managed('AdministratorAccess'), managed('IAMFullAccess')] };
const read = { managedPolicies: [managed('ReadOnlyAccess')] };
const grants = ['Blue Admin dev', 'Green Read prod', 'Red Read prod', 'Green Admin prod'];
const live = {
  sets: {
    Admin: { content: { ...admin, sessionDuration: 43_200 } },
    Read: { content: read },
  },
  grants,
};

it('shows changed lines as a diff that git applies, and with which the files load and hold what was proven', () => {
  const { adoption, texts: adopted, after } = adopt(texts, live);
  const body = issueOf(adoption);
  const diffs = diffsIn(body);
  expect(diffs).toHaveLength(1);
  // `git apply` would forgive a wrong place, not a wrong length.
  expect(diffs[0]?.match(/^@@ .*/gm)).toEqual(['@@ -4,7 +4,7 @@', '@@ -16,5 +16,9 @@']);
  expect(diffs[0]).toContain('-  Admin: { managedPolicies: [AdministratorAccess]');
  expect(diffs[0]).toContain('\\ No newline at end of file');
  const now = applied(texts, diffs);
  expect(now).toEqual(adopted);
  expect(now).not.toEqual(texts);
  expect(mappingFrom(sourceFrom(now)).permissionSets).toHaveLength(2);
  expect(after.plan.operations).toEqual([]);
});

it('shows a new file as a diff too', () => {
  const path = 'access/policies/new.json';
  const text = '{\n  "Version": "2012-10-17"\n}\n';
  const adoption: Adoption = {
    steps: [{ kind: 'file', operations: [], file: path, text }],
    files: new Map([[path, text]]),
    before: new Map(),
  };
  expect(applied({}, diffsIn(issueOf(adoption)))).toEqual({ [path]: text });
});

it('shows no diff of a file that names users where nobody is named, and still the lines about groups', () => {
  const path = 'access/access.yaml';
  const before = 'assignments:\n  - users: eve@example.com\n';
  const lines = '  - groups: Green\n';
  const step = { operations: [], file: path, where: 'at the end of assignments', lines };
  const adoption: Adoption = {
    steps: [{ kind: 'lines', ...step }],
    files: new Map([[path, `${before}${lines}`]]),
    before: new Map([[path, before]]),
  };
  expect(diffsIn(issueOf(adoption))[0]).toContain('eve@example.com');
  const body = issueOf(adoption, true);
  expect(diffsIn(body)).toEqual([]);
  expect(body).not.toContain('eve@example.com');
  expect(body).toContain('groups: Green');
});

it('says so where a line had to be drawn in another way, for it could not be applied', () => {
  const path = 'access/access.yaml';
  const step = { operations: [], file: path, where: 'at the end', lines: 'a: 1\n' };
  const before = 'see: https://example.com # ask @team\n';
  const adoption: Adoption = {
    steps: [{ kind: 'lines', ...step }],
    files: new Map([[path, `${before}a: 1\n`]]),
    before: new Map([[path, before]]),
  };
  const body = issueOf(adoption);
  expect(body).toContain('for reading; some characters');
  expect(body).not.toMatch(/ @team/);
});
