import type { ApplicationReference } from '../../core/mapping/mapping.ts';
import {
  type Application,
  type ApplicationAssignment,
  applicationKey,
  type LiveApplications,
} from '../../core/model/application.ts';
import { sortedBy, sortedUnique } from '../../core/model/order.ts';
import type { Unread } from '../../core/model/snapshot.ts';
import { resolveApplication } from '../../core/select/resolve-application.ts';
import type { ApplicationReader } from '../../ports/applications-read.ts';
import { contained } from '../contained.ts';
import type { Ground, GroundQuestion } from './ground.ts';

export interface ApplicationsRead {
  readonly live: LiveApplications | null;
  readonly unread: readonly Unread[];
}

/** Which there are; not asked where no file names one. Nothing of who is assigned yet. */
export async function listApplications(
  reader: ApplicationReader,
  { instance, applications: named }: GroundQuestion,
): Promise<ApplicationsRead> {
  const unread: Unread[] = [];
  if (named.length === 0) return { live: null, unread };
  const listed = await contained(reader.listApplications(instance.arn), (why) =>
    unread.push({ part: 'applications', why }),
  );
  if (listed === null) return { live: null, unread };
  const applications = sortedBy(listed.value, ({ arn }) => arn);
  return { live: { applications, read: [], assignments: [], open: [], openUnknown: [] }, unread };
}

/** Who is assigned to those that some version of the files names, and whether that counts: two calls each. */
export async function readApplications(
  reader: ApplicationReader,
  { applications: named }: GroundQuestion,
  grounding: Promise<Ground>,
): Promise<ApplicationsRead> {
  const { applications: listed } = await grounding;
  const unread: Unread[] = [];
  if (listed === null) return { live: null, unread };
  const asked = named === 'all' ? listed.applications : meantBy(named, listed.applications);
  const assignments: ApplicationAssignment[] = [];
  const read: string[] = [];
  const open: string[] = [];
  const openUnknown: { arn: string; why: string }[] = [];
  await Promise.all(
    asked.map(async ({ arn, name }) => {
      const note = (why: string): void => {
        unread.push({ part: 'application-assignments', arn, name, why });
      };
      const [found, required] = await Promise.all([
        contained(reader.listApplicationAssignments(arn), note),
        // Only told of: where it cannot be read nothing else depends on it.
        contained(reader.assignmentRequired(arn), (why) => openUnknown.push({ arn, why })),
      ]);
      if (required?.value === false) open.push(arn);
      if (found === null) return;
      if (found.value === null) note('it is gone');
      else {
        read.push(arn);
        assignments.push(...found.value);
      }
    }),
  );
  return {
    live: {
      applications: listed.applications,
      read: sortedUnique(read),
      assignments: sortedBy(
        assignments,
        ({ applicationArn, principalType: type, principalId: id }) =>
          applicationKey(applicationArn, { type, id }),
      ),
      open: sortedUnique(open),
      openUnknown: sortedBy(openUnknown, ({ arn }) => arn),
    },
    unread,
  };
}

function meantBy(
  references: readonly ApplicationReference[],
  applications: readonly Application[],
): readonly Application[] {
  const meant = references.flatMap((reference) => {
    const resolution = resolveApplication(reference, applications);
    return 'application' in resolution ? [resolution.application] : [];
  });
  return [...new Set(meant)];
}
