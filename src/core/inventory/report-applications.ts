import type { DesiredState } from '../desired/desired-state.ts';
import { sortedBy } from '../model/order.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { ReportApplication } from './access-report.ts';

/** Every application of the instance, by name, then ARN; null where they could not be listed. */
export function reportApplications(
  { applications: live }: Snapshot,
  { applications: declared }: Pick<DesiredState, 'applications'>,
): readonly ReportApplication[] | null {
  if (live === null) return null;
  const open = new Set(live.open);
  const unknown = new Set(live.openUnknown.map(({ arn }) => arn));
  const found = live.applications.map(({ arn, name, status }): ReportApplication => ({
    arn,
    name,
    status,
    management: declared.named.has(arn) ? 'declared' : 'unmanaged',
    open: unknown.has(arn) ? null : open.has(arn),
  }));
  return sortedBy(found, ({ name, arn }) => `${name}\n${arn}`);
}
