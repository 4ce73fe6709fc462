import { expect, it } from 'vitest';
import { loadMapping } from '../../../src/core/mapping/load-mapping.ts';
import { sourceOf } from './support/source-of.ts';

function load(review: string) {
  const text = `settings:\n  manage: { owner: platform }\n  ${review}\n`;
  return loadMapping(sourceOf({ 'access/a.yaml': text }));
}

it('takes the record from the comment unless the files say otherwise', () => {
  expect(load('').value?.settings.record).toEqual({ kind: 'comment' });
  expect(load('review: { record: comment }').value?.settings.record).toEqual({ kind: 'comment' });
});

it('takes it from an artifact of one workflow', () => {
  const review = 'review: { record: artifact, planWorkflow: .github/workflows/access-plan.yml }';
  expect(load(review).value?.settings.record).toEqual({
    kind: 'artifact',
    planWorkflow: '.github/workflows/access-plan.yml',
  });
});

it.each([
  ['nothing', 'record: artifact'],
  ['a name alone', 'record: artifact, planWorkflow: access-plan.yml'],
  ['a place that is none for workflows', 'record: artifact, planWorkflow: .github/plan.yml'],
  ['a folder below', 'record: artifact, planWorkflow: .github/workflows/a/plan.yml'],
  ['a ref', 'record: artifact, planWorkflow: ".github/workflows/plan.yml@main.yml"'],
  ['a path that climbs', 'record: artifact, planWorkflow: .github/workflows/../plan.yml'],
  ['another kind of file', 'record: artifact, planWorkflow: .github/workflows/plan.json'],
])('takes %s for no workflow', (_what, review) => {
  const { value, diagnostics } = load(`review: { ${review} }`);
  expect(value).toBeNull();
  expect(diagnostics.map(({ code }) => code)).toEqual(['invalid-plan-workflow']);
});
