import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { examplesOn } from './example-blocks.ts';
import { pages } from './markdown.ts';

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly if?: string;
        readonly steps: readonly { readonly if?: string; readonly uses?: string }[];
      }
    >
  >;
}

const shown = pages.flatMap((page) =>
  examplesOn(page).flatMap((each) =>
    each.kind === 'workflow' ? [{ place: `${page} ${each.path}`, text: each.text }] : [],
  ),
);
const kept = readdirSync('examples', { recursive: true, encoding: 'utf8' })
  .filter((path) => /workflows\/[^/]+\.ya?ml$/.test(path) && !path.includes('node_modules'))
  .map((path) => ({ place: path, text: readFileSync(join('examples', path), 'utf8') }));
const onPullRequests = [...shown, ...kept]
  .map(({ place, text }) => ({ place, text, workflow: parse(text) as Workflow }))
  .filter(({ workflow: { on } }) =>
    Object.keys(on).some((name) => name.startsWith('pull_request')),
  );

const own = 'github.event.pull_request.head.repo.full_name == github.repository';

/** True where every way for a job to start names an event that no pull request is. */
function isForOthers(condition: string): boolean {
  return condition.split('||').every((way) => /github\.event_name == '(?!pull_request)/.test(way));
}

/** The jobs that sign in to AWS for whoever opens a pull request. */
function unguarded({ jobs }: Workflow): readonly string[] {
  return Object.entries(jobs).flatMap(([name, job]) => {
    if (isForOthers(job.if ?? '')) return [];
    return job.steps
      .filter(({ uses }) => uses?.startsWith('aws-actions/configure-aws-credentials@'))
      .filter((step) => {
        const condition = `${job.if ?? ''} ${step.if ?? ''}`;
        return !(condition.includes(own) && /!= 'dependabot\[bot\]'/.test(condition));
      })
      .map(() => name);
  });
}

it.each(onPullRequests)(
  'a workflow on pull requests signs in for none of a fork or of Dependabot: $place',
  ({ workflow }) => {
    expect(unguarded(workflow)).toEqual([]);
  },
);

it('would tell a step that has lost its condition', () => {
  expect(onPullRequests.length).toBeGreaterThan(6);
  const [first] = onPullRequests;
  const bare = (first?.text ?? '').replace(/- if: github\.event\.pull.*\n *uses:/, '- uses:');
  expect(unguarded(parse(bare) as Workflow)).toEqual(['plan']);
});
