import type { WorldDump } from '../../../src/simulator/aws/world/dump.ts';

/** What is live, one fact a line. */
export type LiveState = readonly string[];

export function liveState(dump: WorldDump): LiveState {
  return [
    ...dump.assignments.map(
      ({ principal, principalId, principalType, permissionSet, account }) =>
        `grant  ${principal ?? `${principalId} (deleted)`}${principalType === 'USER' ? ' (user)' : ''}  ${permissionSet}  ${account}`,
    ),
    ...dump.applications.flatMap(({ name, assigned }) =>
      assigned.map((who) => `application  ${name}  ${who}`),
    ),
    ...attributeLines(dump.accessControlAttributes),
    ...dump.permissionSets.flatMap(setLines),
    ...dump.provisioned.map(
      ({ permissionSet, account, role, latest }) =>
        `role   ${role?.split('/').at(-1) ?? `${permissionSet} (no role)`}  ${account}  ${latest ? 'up to date' : 'behind its set'}`,
    ),
  ];
}

/** Every fact that went, and every fact that came. */
export function changesBetween(before: LiveState, after: LiveState): string {
  const gone = before.filter((line) => !after.includes(line)).map((line) => `- ${line}`);
  const come = after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`);
  const changes = [...gone, ...come].toSorted(
    (a, b) => compare(a.slice(2), b.slice(2)) || compare(b, a),
  );
  return changes.length === 0 ? 'nothing changed\n' : `${changes.join('\n')}\n`;
}

function attributeLines(attributes: WorldDump['accessControlAttributes']): string[] {
  return Object.entries(attributes ?? {}).map(([key, source]) => `attribute  ${key}  ${source}`);
}

function setLines(set: WorldDump['permissionSets'][number]): string[] {
  const { name, tags, managedPolicies, customerManagedPolicies } = set;
  const lines = {
    description: [set.description],
    sessionDuration: [set.sessionDuration],
    relayState: [set.relayState],
    managedPolicy: managedPolicies.map((arn) => arn.replace(/^arn:aws:iam::aws:policy\//, '')),
    customerManagedPolicy: customerManagedPolicies,
    inlinePolicy: [set.inlinePolicy],
    permissionsBoundary: [set.permissionsBoundary],
    tag: Object.entries(tags).map(([key, value]) => `${key}=${value}`),
  };
  return [
    `set    ${name}`,
    ...Object.entries(lines).flatMap(([field, values]) =>
      values
        .filter((value) => value !== null)
        .map((value) => `set    ${name}  ${field}  ${oneLine(value)}`),
    ),
  ];
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
