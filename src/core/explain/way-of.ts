import type { IgnoreFilter } from '../actual/ignored.ts';
import type { Principal } from '../model/principal.ts';
import { isInScope } from '../select/account-index.ts';
import type { AccessFacts, SetHere } from './access-facts.ts';
import type { Step, Way } from './explanation.ts';
import { groupSteps } from './group-steps.ts';
import type { RuleHit } from './rule-hits.ts';
import { type Broken, ruleSteps } from './rule-steps.ts';

/** A way, and how far it is from working: 0 is nearest. */
export interface JudgedWay {
  readonly way: Way;
  readonly far: number;
}

interface Asked {
  readonly set: string;
  readonly principal: Principal;
  /** True where what the principal holds is theirs already. */
  readonly isMine: boolean;
}

/** The chain of one set and one principal, from the person to AWS. */
export function wayOf(
  facts: AccessFacts,
  { isMine, principal, set }: Asked,
  hits: readonly RuleHit[],
  ignore: IgnoreFilter,
): JudgedWay {
  const { account } = facts;
  const here = facts.setsHere.find(({ name }) => name === set);
  const live = isLive(facts, here, principal);
  const group = groupSteps(facts, principal, isMine, hits[0]?.resolution ?? null);
  const rules = ruleSteps(facts, set, hits, { live: live === true, owner: here?.owner });
  const ignored =
    ignore.permissionSet(set) || ignore.assignment(account.id, set, principal) ? leftAlone : [];
  const open = isInScope(account);
  const works = isMine && live === true && open && group.broken === null;
  const steps = [
    ...group.steps,
    ...(open ? [...rules.steps, ...ignored] : [closed(facts)]),
    assignmentStep(live),
    ...(live === true && here !== undefined ? versionStep(here) : []),
  ];
  const broken = open
    ? live === null && isMine
      ? unread
      : (group.broken ?? rules.broken ?? notLive(ignored.length > 0))
    : suspended(facts);
  return {
    way: {
      permissionSet: set,
      principal: { type: principal.type, name: principal.name },
      works,
      steps,
      fix: works ? null : broken.fix,
    },
    far: broken.far,
  };
}

const leftAlone: readonly Step[] = [
  {
    link: 'settings',
    holds: 'note',
    words:
      'settings.manage.ignore, or AWS Control Tower, has it: it is never granted or revoked here',
    place: null,
  },
];

function closed({ account }: AccessFacts): Step {
  const words = `the account is ${account.state.toLowerCase().replaceAll('_', ' ')}: nobody gets in, whatever is assigned`;
  return { link: 'account', holds: 'no', words, place: null };
}

export function suspended({ account }: AccessFacts): Broken {
  const fix = `nothing can be granted in "${account.name}" while it is not active: ask whoever runs the organization whether it should be`;
  return { far: 9, fix };
}

/** Null where nobody can tell. */
function isLive(
  { namelessHere }: AccessFacts,
  here: SetHere | undefined,
  { id }: Principal,
): boolean | null {
  if (here === undefined) return namelessHere ? null : false;
  return here.holderIds?.has(id) ?? null;
}

function assignmentStep(live: boolean | null): Step {
  switch (live) {
    case true:
      return { link: 'assignment', holds: 'yes', words: 'AWS has the assignment', place: null };
    case false:
      return {
        link: 'assignment',
        holds: 'no',
        words: 'AWS does not have the assignment',
        place: null,
      };
    case null: {
      const words = 'whether AWS has the assignment could not be read';
      return { link: 'assignment', holds: 'note', words, place: null };
    }
  }
}

/** The end of every chain that could not be followed to its end. */
export const unread: Broken = {
  far: 0,
  fix: 'mend what could not be read, as told below, and ask again',
};

function versionStep({ name, stale }: SetHere): Step[] {
  if (stale === null) return [];
  const words = stale
    ? `the role in the account is of an older version of "${name}": the next apply that touches it, or an approved drift plan, brings it up to date`
    : `the role in the account is of the newest version of "${name}"`;
  return [{ link: 'version', holds: stale ? 'note' : 'yes', words, place: null }];
}

function notLive(ignored: boolean): Broken {
  return ignored
    ? { far: 5, fix: 'ask whoever grants it outside of these files: settings leave it to them' }
    : {
        far: 0,
        fix: 'run the apply if it was merged just now; else it is drift: approve the plan of a drift run that grants it again',
      };
}
