import { describe, expect, it } from 'vitest';
import {
  type LeavingRun,
  type LeftArtifact,
  whyNoArtifact,
  whyNoRecord,
  whyNoRun,
} from '../../../src/core/approval/judge-artifact.ts';
import type { ReviewedRecord } from '../../../src/core/approval/reviewed-record.ts';
import { instance } from '../support/live.ts';

const merge = '2026-01-02T12:00:00Z';
const wanted = {
  repository: 'acme/access',
  planWorkflow: '.github/workflows/access-plan.yml',
  defaultBranch: 'main',
};

const artifact: LeftArtifact = { size: 10, expired: false, createdAt: merge, runId: 1 };
const run: LeavingRun = {
  event: 'pull_request_target',
  path: wanted.planWorkflow,
  ref: null,
  repository: 'acme/access',
  headRepository: 'acme/access',
};

describe('an artifact', () => {
  it('is looked into if it was left before the merge, or in its second', () => {
    expect(whyNoArtifact(artifact, merge, 10)).toBeNull();
  });

  it.each<[string, Partial<LeftArtifact>, string]>([
    ['made after the merge', { createdAt: '2026-01-02T12:00:01Z' }, 'after the merge'],
    ['made nobody knows when', { createdAt: '' }, 'after the merge'],
    ['that has expired', { expired: true }, 'expired'],
    ['larger than the bound', { size: 11 }, 'too large'],
    ['of no run', { runId: null }, 'which run'],
  ])('%s is not', (_what, more, words) => {
    expect(whyNoArtifact({ ...artifact, ...more }, merge, 10)).toContain(words);
  });

  it('is not where nobody knows when the merge was', () => {
    expect(whyNoArtifact(artifact, '', 10)).toContain('after the merge');
  });
});

describe('a run', () => {
  it.each<[string, Partial<LeavingRun>]>([
    ['where nothing is said of a ref', {}],
    ["with the default branch's name", { ref: 'main' }],
    ["with the default branch's ref", { ref: 'refs/heads/main' }],
    [
      'however the repository is written',
      { repository: 'Acme/Access', headRepository: 'ACME/access' },
    ],
  ])('may leave a record %s', (_how, more) => {
    expect(whyNoRun({ ...run, ...more }, wanted)).toBeNull();
  });

  it.each<[string, Partial<LeavingRun>, string]>([
    ['of another repository', { repository: 'acme/other' }, 'a run of acme/other'],
    ['on another event', { event: 'pull_request' }, 'a run on pull_request,'],
    ['of another workflow', { path: '.github/workflows/other.yml' }, 'other.yml'],
    ['of another branch', { ref: 'evil' }, 'that of evil'],
    ['of a tag of that name', { ref: 'refs/tags/main' }, 'refs/tags/main'],
    ['for a head of a fork', { headRepository: 'mallory/access' }, 'mallory/access'],
    ['for a head of nobody knows where', { headRepository: null }, 'is gone'],
  ])('%s may not', (_what, more, words) => {
    expect(whyNoRun({ ...run, ...more }, wanted)).toContain(words);
  });

  it('that is gone may not', () => {
    expect(whyNoRun(null, wanted)).toContain('gone');
  });
});

describe('a record', () => {
  const head = 'a'.repeat(40);
  const key = { instance, owner: 'platform', directory: 'access' };
  const record: ReviewedRecord = {
    version: 1,
    instance,
    owner: 'platform',
    head,
    plan: 'b'.repeat(64),
    operations: [],
    sets: {},
  };

  it('counts for its head, instance and owner', () => {
    expect(whyNoRecord(record, head, key)).toBeNull();
  });

  it.each<[string, Partial<ReviewedRecord>, string]>([
    ['head', { head: 'c'.repeat(40) }, 'about commit cccc'],
    ['owner', { owner: 'payments' }, 'another instance or owner'],
    [
      'instance',
      { instance: 'arn:aws:sso:::instance/ssoins-ffffffffffffffff' },
      'another instance',
    ],
  ])('counts for no other %s', (_what, more, words) => {
    expect(whyNoRecord({ ...record, ...more }, head, key)).toContain(words);
  });
});
