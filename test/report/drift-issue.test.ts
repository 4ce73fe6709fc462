import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { driftReport } from '../../src/core/drift/drift-report.ts';
import { driftTitle, renderDriftIssue } from '../../src/report/drift-issue.ts';
import { account, finding, grants, group } from './build-plan.ts';
import { everyDrift } from './drift-samples.ts';

const place = {
  runUrl: 'https://github.com/acme/access/actions/runs/1',
  repositoryUrl: 'https://github.com/acme/access',
};
const frame = { marker: '<!-- marker -->', record: '<!-- record -->' };

/** `UPDATE_EXPECTED=1` writes it anew; then read it. */
it.each([
  ['drift-issue.md', false],
  ['drift-issue-in-public.md', true],
])(
  'tells every kind of drift so that a person knows what to do: %s',
  (name, isPublicRepository) => {
    const view = { ...everyDrift, ...place, isPublicRepository };
    const text = `${driftTitle(view)}\n\n${renderDriftIssue(view, frame).body}`;
    const file = `test/report/fixtures/${name}`;
    if (process.env['UPDATE_EXPECTED'] === '1') writeFileSync(file, text);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text);
  },
);

it('tells in the open what its digest would approve unreviewed, and keeps that however small the issue is', () => {
  const prod = account('prod', 111122223333);
  const pushed = grants(group('Hasty'), 'BreakGlass', [prod], {
    cause: 'change',
    warnings: [{ kind: 'administrator', because: 'it holds AdministratorAccess' }],
  });
  const operations = [...everyDrift.plan.operations, ...pushed];
  const plan = { ...everyDrift.plan, operations };
  const view = { ...everyDrift, ...place, plan, isPublicRepository: false };
  const { body } = renderDriftIssue(view, frame);
  const [open = ''] = body.split('<details>\n<summary>What differs');
  expect(open).toContain('1 operation that may have no review');
  expect(open).toMatch(/### Merged, and not applied yet: 1\n\n.*\n\n- `Hasty` gets `BreakGlass`/);
  const small = renderDriftIssue(view, { ...frame, limitBytes: 6000 });
  expect(small.leftOut).toBeGreaterThan(0);
  expect(small.body).toContain('- `Hasty` gets `BreakGlass`');
});

it('leaves room for drift where thousands of parts could not be read, and makes no markup of their names', () => {
  const evil = '](https://evil.example) @team <!-- x --> `](';
  const findings = Array.from({ length: 3000 }, (_, index) =>
    finding({ code: 'unread-part', severity: 'error', headline: `${index} ${evil}`, why: evil }),
  );
  const plan = { ...everyDrift.plan, findings };
  const view = {
    ...everyDrift,
    ...place,
    plan,
    report: driftReport(plan),
    isPublicRepository: false,
  };
  const { body } = renderDriftIssue(view, frame);
  const calm = renderDriftIssue({ ...everyDrift, ...place, isPublicRepository: false }, frame);
  const told = (text: string): string[] =>
    /### Grants nobody declared[^]*?(?=\n### What could not)/.exec(text)?.[0].split('\n') ?? [];
  expect(told(body).length).toBeGreaterThan(50);
  expect(told(body)).toEqual(told(calm.body));
  expect(body).toContain('### What could not be decided: 3000');
  expect(driftTitle(view)).toMatch(/3,000 things could not be decided$/);
  expect(body).not.toContain('](https://evil.example)');
  expect(body).not.toMatch(/[^\\`\u200b]@team|<!-- x/);
});
