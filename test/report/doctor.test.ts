import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unknown } from '../../src/core/doctor/known.ts';
import { runChecks } from '../../src/core/doctor/run-checks.ts';
import { doctorJson } from '../../src/report/doctor-json.ts';
import { doctorSummary } from '../../src/report/doctor-summary.ts';
import { doctorTerminal } from '../../src/report/doctor-terminal.ts';
import { healthy, withApplication, withAws, withEntra } from '../core/doctor/healthy-facts.ts';
import { hostile } from './hostile/corpus.ts';
import { liveOnGitHub } from './hostile/live-on-github.ts';
import { rendered } from './hostile/rendered.ts';
import { REPOSITORY } from './hostile/renderings.ts';

const ill = runChecks(
  withAws(
    {
      users: known([
        { id: 'u-9', userName: 'local-admin', externalIds: [], enabled: true },
        {
          id: 'u-1',
          userName: 'ada@old.example.com',
          externalIds: [
            {
              issuer: 'https://scim.aws.com/1234567890',
              id: '22222222-aaaa-4aaa-8aaa-222222222222',
            },
          ],
          enabled: true,
        },
      ]),
      trails: unknown('cloudtrail:DescribeTrails in eu-west-1: denied to role Doctor.', {
        missing: 'cloudtrail:DescribeTrails',
      }),
    },
    withEntra(
      {
        accessPolicies: unknown('Graph GET /identity/conditionalAccess/policies: denied.', {
          missing: 'Policy.Read.All',
        }),
      },
      withApplication({
        keys: [{ thumbprint: 'AB12', usage: 'Sign', endsAt: '2026-12-15T00:00:00Z' }],
      }),
    ),
  ),
);

const undeclared = unknown('The files do not say which tenant of Entra ID it is.', {
  help: 'declare settings.entra with the tenantId',
});
const withoutEntra = runChecks(
  withEntra({
    settings: null,
    signIn: { state: 'not-declared' },
    applications: undeclared,
    singleAccountApplications: undeclared,
    accessPolicies: undeclared,
    people: undeclared,
    subscriptions: undeclared,
  }),
);

const texts: Readonly<Record<string, () => string>> = {
  'doctor.md': () => doctorSummary(ill, 'https://github.com/acme/access/actions/runs/1'),
  'doctor-healthy.md': () => doctorSummary(runChecks(healthy)),
  'doctor.txt': () => doctorTerminal(ill, false),
  'doctor-without-entra.md': () => doctorSummary(withoutEntra),
  'doctor-without-entra.txt': () => doctorTerminal(withoutEntra, false),
  'doctor.json': () => doctorJson(ill),
};

describe('the doctor says', () => {
  it.each(Object.keys(texts))('%s', (name) => {
    const url = new URL(`fixtures/expected/${name}`, import.meta.url);
    const text = texts[name]?.() ?? '';
    if (process.env['UPDATE_EXPECTED'] !== undefined) writeFileSync(url, text);
    expect(existsSync(url) ? readFileSync(url, 'utf8') : '').toBe(text);
  });

  it('foreign text only as text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const diagnosis = runChecks(withApplication({ displayName: text, enabled: false }));
        const { page, broken } = rendered(doctorSummary(diagnosis));
        expect([...broken, ...liveOnGitHub(page, REPOSITORY)]).toEqual([]);
        const wrong = /^\s*::|##\[/;
        expect(
          doctorTerminal(diagnosis, false)
            .split('\n')
            .filter((line) => wrong.test(line)),
        ).toEqual([]);
      }),
    );
  });
});
