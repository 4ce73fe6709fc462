import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/diagnostics/finding.ts';
import type { Operation } from '../../src/core/plan/operation.ts';
import { renderComment } from '../../src/report/render-comment.ts';
import { renderOutcome } from '../../src/report/render-outcome.ts';
import { renderTerminal } from '../../src/report/render-terminal.ts';
import { carrying, directoryOf, type Entra } from '../core/support/entra.ts';
import { type Files, rule } from '../core/support/files.ts';
import { planned } from '../core/support/planned.ts';
import {
  account,
  bring,
  grants,
  group,
  inEntra,
  nested,
  notAssigned,
  notSynced,
  plan,
  revokes,
  unsynced,
} from './build-plan.ts';

const frame = {
  marker: '<!-- marker -->',
  record: null,
  runUrl: null,
  repositoryUrl: null,
  isPublicRepository: false,
};

function comment(operations: readonly Operation[], findings: readonly Finding[]): string {
  return renderComment(plan(operations, { findings }), frame).body;
}

function times(text: string, words: string): number {
  return text.split(words).length - 1;
}

const dev = account('payments-dev', 111122223333);
const fraud = unsynced('Fraud', 1);
const waits = {
  status: 'waiting',
  reason: 'Entra has not synced the group to AWS yet',
} as const;

/** Through the real plan: what is matched here are the words that it writes. */
function real(entra: Entra): ReturnType<typeof planned>['plan'] {
  const sets = { Admin: {}, Read: {} };
  const base: Files = { permissionSets: sets };
  return planned({
    live: {
      sets,
      groups: ['Blue'],
      objectIds: carrying(['Blue']),
      directory: directoryOf({ groups: ['Blue', 'Fraud'], ...entra }),
    },
    head: { ...base, assignments: [rule(['Blue', 'Fraud'], ['Admin', 'Read'], ['dev', 'test'])] },
    base,
  }).plan;
}

describe('a group that is not in AWS yet', () => {
  it.each([
    [
      'nobody has assigned',
      { assigned: ['Blue'] },
      'is not assigned to the enterprise application',
    ],
    ['no cycle has brought', {}, 'is in Entra and not in AWS yet'],
    ['nothing brings', { hasProvisioningJob: false }, 'is in Entra and not in AWS yet'],
  ])('is told once where %s it, with its reason', (_what, entra, words) => {
    const { body } = renderComment(real(entra), frame);
    expect(times(body, words)).toBe(1);
    expect(times(body, 'Will not work yet')).toBe(1);
    expect(body).toContain('its grants wait');
    expect(body).not.toContain('**Warning:**');
  });

  it.each([
    [
      'assigned and provisioned',
      { assigned: ['Blue'] },
      'is not assigned to the enterprise application: it is assigned, then',
    ],
    ['provisioned', {}, '`Fraud` is not in AWS yet: it is provisioned to AWS on demand'],
  ])('is told by the steps alone where it is %s first', (_what, entra, words) => {
    const managed = real({ groupSync: 'manage', ...entra });
    const { body } = renderComment(managed, frame);
    expect(body).toContain(words);
    expect(body).not.toContain('What needs care');
    expect(renderTerminal(managed, { color: false })).not.toContain('warning group-not');
  });

  it('keeps its finding where no step can help', () => {
    const managed = real({ groupSync: 'manage', hasProvisioningJob: false });
    expect(renderComment(managed, frame).body).toContain('has no provisioning job');
  });

  it('is not mistaken for another of its name', () => {
    const other = unsynced('Fraud', 2);
    const operations = [
      ...grants(fraud, 'ViewOnly', [dev], waits),
      ...grants(other, 'ViewOnly', [dev], waits),
    ];
    const body = comment(operations, [notAssigned('Fraud'), notSynced('Fraud')]);
    expect(body).toContain('is not assigned to the enterprise application');
    expect(body).toContain('is in Entra and not in AWS yet');
  });

  it('is told apart from the one that AWS has under its name', () => {
    const old = { ...group('Fraud'), id: '90676e1c-2001' };
    const body = comment(
      [...grants(fraud, 'ViewOnly', [dev], waits), ...revokes(old, 'ViewOnly', [dev], waits)],
      [notSynced('Fraud')],
    );
    expect(body).toContain('- `Fraud` (`90676e1c-2001`) loses `ViewOnly`');
    expect(body).toContain(`- \`Fraud\` (\`${fraud.id}\`) gets \`ViewOnly\``);
  });

  it('asks nobody to do what the next cycle does', () => {
    const outcome = (finding: Finding): string =>
      renderOutcome(
        {
          plan: plan(grants(fraud, 'ViewOnly', [dev], waits), { findings: [finding] }),
          outcomes: [],
          stopped: null,
        },
        { ...frame, approveDigest: null },
      ).body;
    expect(outcome(notSynced('Fraud'))).toContain('**Next step.** Nothing to do: Entra ID');
    expect(outcome(notAssigned('Fraud'))).toContain('**Next step.** Do in Entra ID');
  });
});

describe('a group that AWS has', () => {
  const auditors = group('Auditors');
  const assign = inEntra('assign-group-to-application', auditors);

  it('is warned of where nothing keeps it there, whoever is to assign it', () => {
    const leaving = 'Entra’s next cycle takes it out of AWS';
    expect(comment([assign], [])).toContain(leaving);
    expect(comment([{ ...assign, cause: 'drift' }], [])).toContain(leaving);
    expect(comment([], [notAssigned('Auditors', { causedByHead: false })])).toContain(
      '**Will stop working:** group `Auditors`',
    );
  });

  it('that this change does not touch keeps its nested groups to the notes', () => {
    const old = nested('Auditors', { causedByHead: false });
    expect(comment([], [old])).not.toContain('What needs care');
    expect(comment(grants(auditors, 'ViewOnly', [dev]), [old])).toContain('What needs care');
    expect(comment([], [{ ...old, causedByHead: true }])).toContain('What needs care');
  });

  it('is dangerous to take out', () => {
    const body = comment([inEntra('unassign-group-from-application', auditors)], []);
    expect(body).toContain('[!CAUTION]');
    expect(body).toContain('takes 1 group out of the enterprise application');
  });
});

describe('a comment that is too long', () => {
  it('keeps the groups that AWS deletes before what is brought', () => {
    const many = Array.from({ length: 300 }, (_, index) => unsynced(`Team-${index}`, index));
    const { body, leftOut } = renderComment(
      plan([
        ...many.flatMap((principal) => [
          ...bring(principal),
          ...grants(principal, 'ViewOnly', [dev]),
        ]),
        inEntra('unassign-group-from-application', group('Zebra')),
      ]),
      { ...frame, limitBytes: 6_000 },
    );
    expect(leftOut).toBeGreaterThan(0);
    expect(body).toContain('`Zebra` is taken out of the enterprise application');
    expect(body).toContain(
      'assigns 300 groups to the enterprise application, provisions 300 groups',
    );
  });
});
