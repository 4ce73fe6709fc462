import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStory } from '../scenarios/harness/open-story.ts';
import { ended } from '../scenarios/harness/run-job.ts';
import { examplesOn } from './example-blocks.ts';
import { readPage } from './markdown.ts';

const page = 'docs/from-two-clouds.md';
const members = ['ada', 'bob', 'cleo'].map((name) => `${name}@example.com`);

/** Two clouds as the page leaves them before its last part, and the page's own pull request. */
function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'first-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const organization = {
    organization: 'larkfield',
    accounts: [
      { name: 'larkfield', management: true },
      { name: 'sandbox', id: '111122223333' },
    ],
    groups: { Pilot: members.slice(0, 1) },
    permissionSets: {},
    assignments: [],
  };
  const entra = {
    tenant: { id: '3f0c2d6e-8b41-4c57-9a1e-6d2b7f50c4e8' },
    users: Object.fromEntries(members.map((name) => [name, {}])),
    groups: { 'AWS-Payments-OnCall': members, Pilot: members.slice(0, 1) },
    enterpriseApps: { 'AWS IAM Identity Center': { assigned: ['Pilot'] } },
  };
  const first = examplesOn(page).flatMap((each) =>
    each.kind === 'mapping' && each.path === 'access/first.yaml' ? [each.text] : [],
  );
  const files = {
    'organization.json': JSON.stringify(organization),
    'entra.json': JSON.stringify(entra),
    'base/settings.yaml': readFileSync('examples/entra/access/settings.yaml', 'utf8'),
    'change/first.yaml': first.join(''),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Lines that the page quotes, in their order. */
const quoted = readPage(page)
  .split('\n')
  .flatMap((line) => (/^> \S/.test(line) ? [line.slice(2)] : []));

/** The lines of a comment, links as their text. */
function linesOf(comment: string): readonly string[] {
  return comment.replaceAll(/\[(`[^`]+`)\]\([^)]+\)/g, '$1').split('\n');
}

test('the first pull request from two clouds is commented, and applied, as its page shows', async () => {
  const story = await openStory(makeFolder());
  await story.settle();
  const pullRequest = story.pullRequest('change');
  ended(await pullRequest.plan(), 'changes');
  pullRequest.merge();
  ended(await story.apply(), 'applied');

  const said = [...linesOf(pullRequest.comment()), ...linesOf(pullRequest.outcome())];
  expect(said.filter((line) => quoted.includes(line))).toEqual(quoted);
  await story.ends();
});
