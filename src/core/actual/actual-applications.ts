import type { Mapping } from '../mapping/mapping.ts';
import {
  type ApplicationAssignment,
  applicationKey,
  type LiveApplications,
} from '../model/application.ts';
import type { Principal } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type {
  ActualApplication,
  ActualApplicationAssignment,
  ActualState,
} from './actual-state.ts';
import type { IgnoreFilter } from './ignored.ts';
import { principalOf, type World } from './live-world.ts';

type LeftAlone = ActualApplication['leftAlone'][number];

/** Applications whose assignments were asked for, with what is left alone taken out. */
export function actualApplications(
  { applications: live, unread }: Snapshot,
  world: World,
  mapping: Mapping,
  ignore: IgnoreFilter,
): ActualState['applications'] {
  if (live === null) return new Map();
  const byArn = Map.groupBy(live.assignments, ({ applicationArn }) => applicationArn);
  const open = new Set(live.open);
  const read = new Set(live.read);
  const whyUnread = new Map(
    unread.flatMap((part) =>
      part.part === 'application-assignments' ? [[part.arn, part.why] as const] : [],
    ),
  );
  return new Map(
    live.applications
      .filter(({ arn }) => read.has(arn) || whyUnread.has(arn))
      .map((application) => {
        const { arn } = application;
        const rows = byArn.get(arn) ?? [];
        return [
          arn,
          {
            application,
            ...settled(application, rows, world, mapping, ignore),
            unread: whyUnread.get(arn) ?? null,
            open: open.has(arn),
            openUnknown: live.openUnknown.find((one) => one.arn === arn)?.why ?? null,
          },
        ];
      }),
  );
}

function settled(
  { arn, name }: LiveApplications['applications'][number],
  rows: readonly ApplicationAssignment[],
  world: World,
  mapping: Mapping,
  ignore: IgnoreFilter,
): Pick<ActualApplication, 'assignments' | 'leftAlone'> {
  const assignments = new Map<string, ActualApplicationAssignment>();
  const leftAlone: LeftAlone[] = [];
  for (const row of rows) {
    const principal = principalOf(row, world);
    const key = applicationKey(arn, principal);
    const why = whyLeftAlone(key, principal, world, mapping, ignore);
    if (why === null) {
      const gone = world.gone.has(principal.id);
      assignments.set(key, { key, application: { arn, name }, principal, gone });
    } else {
      leftAlone.push({ why, principal });
    }
  }
  return { assignments, leftAlone };
}

function whyLeftAlone(
  key: string,
  principal: Principal,
  world: World,
  mapping: Mapping,
  ignore: IgnoreFilter,
): LeftAlone['why'] | null {
  if (ignore.everywhere(principal)) return 'ignored';
  const isDeclared = world.declaredUsers.has(key);
  if (principal.type === 'USER' && !mapping.settings.users && !isDeclared) return 'user';
  return world.unreadPrincipals.has(principal.id) ? 'unreadable-principal' : null;
}
