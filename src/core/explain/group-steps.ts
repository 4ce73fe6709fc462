import { directoryFindings } from '../select/directory-findings.ts';
import type { Principal } from '../model/principal.ts';
import type { AccessFacts } from './access-facts.ts';
import type { Step } from './explanation.ts';
import type { Resolved } from './rule-hits.ts';
import type { Broken } from './rule-steps.ts';

interface GroupPart {
  readonly steps: readonly Step[];
  /** Where the chain ends before any rule counts; null where it does not. */
  readonly broken: Broken | null;
}

/** Nobody can be added to a group who is not there. */
export const unknownPerson = 'check the sign-in name, or whether this person is provisioned';

/** From the person to the principal that rules name: memberships, and the group's way from Entra to AWS. */
export function groupSteps(
  facts: AccessFacts,
  principal: Principal,
  isMine: boolean,
  resolution: Resolved | null,
): GroupPart {
  if (principal.type === 'USER') {
    const words = 'assigned to this user by itself, through no group';
    return { steps: [{ link: 'person', holds: 'yes', words, place: null }], broken: null };
  }
  const way = wayFromEntra(facts, principal, isMine, resolution);
  const { who } = facts;
  if (who.kind === 'group') return way;
  const member = membership(facts, who.name, who.userId !== null, principal, isMine, resolution);
  return {
    steps: [...member.steps, ...way.steps],
    broken: brokenOf(way.broken, member.broken),
  };
}

/** What the group lacks comes first: being in it would be worth nothing. */
function brokenOf(way: Broken | null, member: Broken | null): Broken | null {
  if (way === null || member === null) return way ?? member;
  return { far: member.far + way.far, fix: way.fix };
}

function membership(
  { entra, mapping }: AccessFacts,
  name: string,
  inAws: boolean,
  group: Principal,
  isMine: boolean,
  resolution: Resolved | null,
): GroupPart {
  const step = (holds: Step['holds'], words: string): Step => {
    return { link: 'person', holds, words, place: null };
  };
  if (isMine) return { steps: [step('yes', `${name} is in group "${group.name}"`)], broken: null };
  const objectId = resolution !== null && 'group' in resolution ? resolution.group.id : null;
  if (objectId !== null && entra?.direct.has(objectId) === true) {
    const words = `${name} is in group "${group.name}" in Entra ID, and not in AWS yet`;
    const fix = 'wait for the next provisioning cycle, or provision the user on demand in Entra ID';
    return { steps: [step('no', words)], broken: { far: 1, fix } };
  }
  const inner = objectId === null ? undefined : entra?.nested.get(objectId);
  if (inner !== undefined) {
    const words = `${name} is in "${group.name}" only through the group "${inner}" inside of it, which neither sign-in nor provisioning follows`;
    const fix = `add them to "${group.name}" directly, or name "${inner}" in the rule`;
    return { steps: [step('no', words)], broken: { far: 4, fix } };
  }
  const where = mapping.settings.entra === null ? '' : ' in Entra ID';
  const words = inAws
    ? `${name} is not in group "${group.name}"`
    : `${name} is not in the identity store, so in none of its groups`;
  const fix = inAws ? `add them to "${group.name}"${where}, if they should have it` : unknownPerson;
  return { steps: [step('no', words)], broken: { far: 6, fix } };
}

function wayFromEntra(
  { entra, snapshot, who }: AccessFacts,
  group: Principal,
  isMine: boolean,
  resolution: Resolved | null,
): GroupPart {
  const step = (holds: Step['holds'], words: string): Step => {
    return { link: 'group', holds, words, place: null };
  };
  if (resolution === null || !('group' in resolution) || snapshot.directory === null) {
    const inAws = who.kind === 'person' || who.inAws;
    if (inAws) return { steps: [], broken: null };
    const words = `group "${group.name}" is not in the identity store`;
    const fix = 'assign it to the enterprise application and wait for the next provisioning cycle';
    return { steps: [step('no', words)], broken: { far: 2, fix } };
  }
  const at = { file: '', line: 0, column: 1, length: 1, sourceLine: '' };
  // Of somebody it is known whether they are in it: what others are in says nothing more.
  const isKnown = who.kind === 'person' && (isMine || entra !== null);
  const findings = directoryFindings(at, resolution, snapshot).filter(
    ({ finding }) => !isKnown || finding.code !== 'group-nested',
  );
  const synced = resolution.synced;
  const [serious] = findings.filter(({ finding }) => finding.code !== 'group-nested');
  const steps = findings.map(({ finding }) =>
    step(
      synced ? 'note' : 'no',
      [finding.headline, finding.why].filter((each) => each !== null).join(': '),
    ),
  );
  if (synced) {
    const application = snapshot.directory.application.displayName;
    const words = `group "${group.name}" is in AWS, synced from Entra ID by "${application}"`;
    return { steps: [step('yes', words), ...steps], broken: null };
  }
  const help = serious?.finding.help?.replace(/^nothing: /, 'wait: ');
  return { steps, broken: { far: 2, fix: help ?? 'wait for the next provisioning cycle' } };
}
