import { describe, expect, it } from 'vitest';
import { known } from '../../../src/core/doctor/known.ts';
import type { ProvisioningJob } from '../../../src/core/doctor/provisioning-facts.ts';
import { job, withJob, withProvisioning } from './healthy-facts.ts';
import { verdictOf } from './verdict-of.ts';

const among = (...jobs: readonly ProvisioningJob[]) => withProvisioning({ jobs: known(jobs) });
/** Its last run went well, long ago. */
const old: ProvisioningJob = { ...job, id: 'old', schedule: 'Disabled', status: 'Active' };
const live: ProvisioningJob = {
  ...job,
  id: 'live',
  schedule: 'Active',
  status: 'Quarantine',
  lastCycle: { state: 'Failed', endedAt: '2026-11-20T11:40:00Z', error: null },
  quarantine: { reason: 'EncounteredQuarantineException', since: null, error: null },
};

describe('of several provisioning jobs', () => {
  it.each([
    ['first', [old, live]],
    ['last', [live, old]],
  ])('the one that is scheduled is judged, with the old one %s', (_where, jobs) => {
    expect(verdictOf('quarantine', among(...jobs)).verdict).toBe('fail');
    expect(verdictOf('last-cycle', among(...jobs)).verdict).toBe('fail');
    expect(verdictOf('provisioning-job', among(...jobs)).text).toContain('"live"');
  });

  it('nothing can be told where two are scheduled', () => {
    const facts = among(job, live);
    for (const check of ['provisioning-job', 'quarantine', 'last-cycle']) {
      expect(verdictOf(check, facts)).toMatchObject({ id: check, verdict: 'cannot tell' });
    }
    expect(verdictOf('quarantine', facts).text).toContain('2 provisioning jobs');
  });

  it('one has to be started where none is scheduled', () => {
    const found = verdictOf('provisioning-job', among(old, { ...old, id: 'older' }));
    expect(found.verdict).toBe('fail');
    expect(found.text).toContain('None of 2 provisioning jobs is scheduled');
  });
});

describe('a provisioning job', () => {
  it('does not run while its schedule is paused', () => {
    expect(verdictOf('provisioning-job', withJob({ schedule: 'Paused' })).verdict).toBe('fail');
  });

  it.each([{ schedule: 'Unknown' }, { status: 'Unknown' }, { status: 'Resting' }])(
    'is not known to run where Graph says %o',
    (parts) => {
      expect(verdictOf('provisioning-job', withJob(parts)).verdict).toBe('cannot tell');
    },
  );
});
