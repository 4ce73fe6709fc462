import type {
  ApplicationAssignment,
  LiveApplications,
} from '../../../src/core/model/application.ts';
import type { ApplicationReader } from '../../../src/ports/applications-read.ts';
import type {
  IdentityCenterWriter,
  PrincipalRef,
} from '../../../src/ports/identity-center-write.ts';
import { PortError } from '../../../src/ports/port-error.ts';
import type { Ask } from './fake-organization.ts';

interface Calls {
  readonly ask: Ask;
  readonly tell: Ask;
  readonly order: <T>(list: readonly T[]) => readonly T[];
}

/** Applications in memory: what is assigned and unassigned is there for the next read. */
export function fakeApplications(
  live: Pick<LiveApplications, 'applications' | 'assignments'> = {
    applications: [],
    assignments: [],
  },
  { ask, tell, order }: Calls,
): {
  readonly reader: ApplicationReader;
  readonly writes: Pick<IdentityCenterWriter, 'assignApplication' | 'unassignApplication'>;
  readonly assignments: () => readonly ApplicationAssignment[];
} {
  let assignments = [...live.assignments];
  const isKnown = (arn: string): boolean => live.applications.some((one) => one.arn === arn);
  const nameOf = (arn: string): string =>
    live.applications.find((one) => one.arn === arn)?.name ?? arn;
  const isOf =
    (arn: string, { type, id }: PrincipalRef) =>
    (one: ApplicationAssignment): boolean =>
      one.applicationArn === arn && one.principalType === type && one.principalId === id;
  return {
    assignments: () => assignments,
    reader: {
      listApplications: () => ask('listApplications', [], () => order(live.applications)),
      listApplicationAssignments: (arn) =>
        ask('listApplicationAssignments', [nameOf(arn)], () =>
          isKnown(arn) ? order(assignments.filter((one) => one.applicationArn === arn)) : null,
        ),
      assignmentRequired: (arn) =>
        ask('assignmentRequired', [nameOf(arn)], () => (isKnown(arn) ? true : null)),
    },
    writes: {
      assignApplication: (arn, principal) =>
        tell('assignApplication', [nameOf(arn), principal.id], () => {
          if (!isKnown(arn)) throw new PortError('not-found', 'sso:any', 'no such application');
          assignments = assignments.filter((one) => !isOf(arn, principal)(one));
          const { type: principalType, id: principalId } = principal;
          assignments.push({ applicationArn: arn, principalType, principalId });
        }),
      unassignApplication: (arn, principal) =>
        tell('unassignApplication', [nameOf(arn), principal.id], () => {
          if (!assignments.some(isOf(arn, principal))) {
            throw new PortError('not-found', 'sso:any', 'no such assignment');
          }
          assignments = assignments.filter((one) => !isOf(arn, principal)(one));
        }),
    },
  };
}
