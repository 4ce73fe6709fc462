import { nearest } from '../diagnostics/nearest.ts';
import type { Span } from '../diagnostics/span.ts';
import type { AccountIndex } from './account-index.ts';
import type { LocatedFinding } from './located-finding.ts';
import { findingAt } from './finding-at.ts';
import type { PlainSelector, SelectorProblem } from './select-accounts.ts';

/** Puts a selector's problem into words, at the selector's place. */
export function selectorFinding(
  selector: PlainSelector,
  at: Span,
  problem: SelectorProblem,
  index: AccountIndex,
): LocatedFinding {
  const { text } = selector;
  const subject = `selector ${text}`;
  switch (problem.kind) {
    case 'unknown-account':
      return {
        subject,
        finding: findingAt(at, {
          code: 'unknown-account',
          severity: 'error',
          headline: `account "${text}" is not in the organization`,
          why: 'a mistyped or closed account must never become a revocation',
          help:
            suggestion(text, [...index.byName.keys()]) ?? 'correct the name or id, or remove it',
        }),
      };
    case 'unknown-unit':
      return {
        subject,
        finding: findingAt(at, {
          code: 'unknown-unit',
          severity: 'error',
          headline: `organizational unit "${text}" does not exist`,
          why: 'a renamed unit must never become a mass revocation',
          help:
            suggestion(text.replace(/^ou(-direct)?:/, ''), [...index.unitsByPath.keys()]) ??
            'use the path from the root (/Workloads/Prod) or the unit id (ou-…)',
        }),
      };
    case 'empty-selector':
      return {
        subject,
        finding: findingAt(at, {
          code: 'empty-selector',
          severity: 'error',
          headline: `"${text}" matches no account`,
          why: 'a selector that stops matching must never become a mass revocation; patterns never reach the management account',
          help: 'correct it, or say allowEmpty: true if it may match nothing',
        }),
      };
    case 'ambiguous-account':
      return {
        subject,
        finding: findingAt(at, {
          code: 'ambiguous-account',
          severity: 'error',
          headline: `"${text}" is also the name of ${problem.ids.length === 1 ? 'an account' : `${problem.ids.length} accounts`}`,
          why: `${problem.ids.join(', ')}: which is meant cannot be decided`,
          help: 'use the account id',
        }),
      };
    case 'ambiguous-unit':
      return {
        subject,
        finding: findingAt(at, {
          code: 'ambiguous-unit',
          severity: 'error',
          headline: `${problem.ids.length} organizational units have the path "${text}"`,
          why: `they are ${problem.ids.join(', ')}`,
          help: 'use the unit id',
        }),
      };
    case 'unread-tags':
      return {
        subject,
        finding: findingAt(at, {
          code: 'unread-part',
          severity: 'error',
          headline: `"${text}" cannot be computed: the tags of ${problem.accounts.length} accounts could not be read`,
          why: 'what cannot be computed could be hiding access that must stay',
          help: 'run again; if it stays, allow organizations:ListTagsForResource',
        }),
      };
    case 'suspended-account':
      return {
        subject,
        finding: findingAt(at, {
          code: 'suspended-account',
          severity: 'warning',
          headline: `"${text}" names only accounts that are suspended or closing`,
          why: `${problem.accounts.join(', ')}: nothing is granted or revoked there`,
          help: 'remove it once the account is closed',
        }),
      };
  }
}

function suggestion(text: string, names: readonly string[]): string | null {
  const name = nearest(text, names);
  return name === null ? null : `did you mean "${name}"?`;
}
