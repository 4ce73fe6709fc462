import type { AccessFacts } from './access-facts.ts';
import type { Step } from './explanation.ts';
import { isSelected, type SelectorMatch } from './match-account.ts';
import { placeOf } from './place.ts';
import type { RuleHit } from './rule-hits.ts';

/** Where a chain breaks. */
export interface Broken {
  /** How far from working: 0 is nearest. */
  readonly far: number;
  readonly fix: string;
}

/** What the rules say of one set and one principal in the account. */
export function ruleSteps(
  facts: AccessFacts,
  set: string,
  hits: readonly RuleHit[],
  { live, owner }: { readonly live: boolean; readonly owner: string | null | undefined },
): { readonly steps: readonly Step[]; readonly broken: Broken | null } {
  const giving = hits.filter(({ expired, match }) => isSelected(match) && !expired);
  if (giving.length > 0) return { steps: giving.flatMap(given), broken: null };
  if (live)
    return {
      steps: [...hits.flatMap((hit) => kept(facts, hit)), undeclared(facts, set, owner)],
      broken: null,
    };
  const judged = hits
    .map((hit) => ({ hit, broken: breakOf(facts, hit) }))
    .toSorted((a, b) => a.broken.far - b.broken.far);
  // The rule that is nearest to giving it says what is missing; others would say it again.
  const [nearest] = judged;
  if (nearest === undefined) return { steps: [], broken: null };
  return { steps: kept(facts, nearest.hit), broken: nearest.broken };
}

function given(hit: RuleHit): Step[] {
  const { match, rule } = hit;
  const until = rule.expires === null ? '' : `, until ${rule.expires.value.slice(0, 10)}`;
  const reason = rule.reason === null ? '' : ` (${rule.reason})`;
  const [brings] = match.brings;
  return [
    {
      link: 'rule',
      holds: 'yes',
      words: `a rule gives "${hit.permissionSet}" to "${hit.reference.value.text}"${until}${reason}`,
      place: placeOf(rule.at),
    },
    ...(brings === undefined
      ? []
      : [accountStep('yes', `${selectorWords(brings)} means this account`, brings)]),
  ];
}

/** What keeps a rule from giving it. */
function kept(facts: AccessFacts, hit: RuleHit): Step[] {
  const { expired, match, rule } = hit;
  const named: Step = {
    link: 'rule',
    holds: expired ? 'no' : 'yes',
    words: expired
      ? `a rule gave "${hit.permissionSet}" to "${hit.reference.value.text}" until ${rule.expires?.value.slice(0, 10) ?? ''}: that has passed`
      : `a rule gives "${hit.permissionSet}" to "${hit.reference.value.text}"`,
    place: placeOf((expired ? rule.expires?.at : undefined) ?? rule.at),
  };
  const [except] = match.excepts;
  if (match.brings.length === 0) {
    const words = `none of its accounts is "${facts.account.name}" (${facts.account.id})`;
    const [first] = rule.accounts;
    return [
      named,
      {
        link: 'account',
        holds: 'no',
        words,
        place: first === undefined ? null : placeOf(first.at),
      },
    ];
  }
  if (except !== undefined) {
    return [
      named,
      accountStep('no', `${selectorWords(except)} in its except takes this account out`, except),
    ];
  }
  const [unclear] = match.unclear;
  if (unclear !== undefined) {
    const words = `one of its exceptions cannot be computed, so it may mean this account: ${unclear}`;
    return [named, { link: 'account', holds: 'no', words, place: null }];
  }
  return [named];
}

function accountStep(holds: Step['holds'], words: string, { selector }: SelectorMatch): Step {
  return { link: 'account', holds, words, place: placeOf(selector.at) };
}

function selectorWords({ selector, through }: SelectorMatch): string {
  const inside = through.at(-1);
  if (inside === undefined) return `"${selector.value.text}"`;
  const { at, value } = inside;
  return `"${selector.value.text}", by its "${value.text}" (${at.file}:${at.line}),`;
}

function undeclared({ mapping }: AccessFacts, set: string, owner: string | null | undefined): Step {
  const declared = mapping.permissionSets.some(({ name }) => name === set);
  const ours = owner === mapping.settings.owner.value;
  const words =
    !declared && typeof owner === 'string' && !ours
      ? `no rule asks for it: "${set}" carries the ownership tag of "${owner}", whose files decide`
      : declared || ours
        ? 'no rule asks for it: it is drift, which a drift run tells and an approved plan revokes'
        : `no rule asks for it: no file declares "${set}", so it is unmanaged`;
  return { link: 'rule', holds: 'note', words, place: null };
}

function breakOf({ account }: AccessFacts, { expired, match, rule }: RuleHit): Broken {
  const at = `${rule.at.file}:${rule.at.line}`;
  const [except] = match.excepts;
  if (match.brings.length === 0) {
    return {
      far: 7,
      fix: `add "${account.name}" to the accounts of the rule at ${at}, and have it reviewed`,
    };
  }
  if (except !== undefined) {
    const { at: place, value } = except.selector;
    return {
      far: 4,
      fix: `take "${value.text}" out of except at ${place.file}:${place.line}, or narrow it, and have it reviewed`,
    };
  }
  if (expired) {
    const place = rule.expires?.at ?? rule.at;
    return {
      far: 3,
      fix: `set a later expires at ${place.file}:${place.line}, and have it reviewed`,
    };
  }
  return { far: 5, fix: `mend what cannot be computed in the except of the rule at ${at}` };
}
