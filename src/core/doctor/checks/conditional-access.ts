import { type Check, fail, judge, pass, warn } from '../check.ts';
import { coverOf } from '../cover-of.ts';
import { amount } from '../amount.ts';
import type { Facts } from '../facts.ts';
import { both, type Known } from '../known.ts';
import { theApplication } from '../the-application.ts';
import { named } from '../named.ts';

export const conditionalAccess: Check = {
  id: 'conditional-access',
  title: 'Signing in to AWS takes more than one factor',
  guideSteps: [43],
  run: ({ entra }: Facts) =>
    judge(both(theApplication(entra), entra.accessPolicies), ([{ appId }, policies]) => {
      const context = {
        appId,
        assigned: valueOrNull(entra.assigned),
        people: valueOrNull(entra.people)?.map(({ id }) => id) ?? null,
      };
      const judged = policies.map((policy) => ({ policy, cover: coverOf(policy, context) }));
      const whole = judged.filter(({ cover }) => cover.extent === 'whole');
      if (whole.length > 0) {
        const notes = whole.flatMap(({ cover }) => cover.notes);
        return pass(
          `It is demanded by ${named(whole.map(({ policy }) => policy.name))}.`,
          ...new Set(notes),
        );
      }
      const partial = judged.filter(({ cover }) => cover.extent === 'partial');
      if (partial.length > 0) {
        return warn(
          partial.map(
            ({ policy, cover }) => `"${policy.name}" demands it, but ${cover.notes.join(', ')}.`,
          ),
          'let one policy demand it of everybody who is assigned, under all conditions',
        );
      }
      const waiting = judged.filter(({ cover }) => cover.extent === 'report-only');
      return fail(
        [
          `None of ${amount(policies.length, 'policy')} demands more than one factor for this application.`,
          ...(waiting.length === 0
            ? []
            : [`${named(waiting.map(({ policy }) => policy.name))} would, but only reports.`]),
        ],
        waiting.length === 0
          ? 'make a Conditional Access policy for this application that demands multifactor authentication'
          : 'turn that policy from report-only to on',
      );
    }),
};

function valueOrNull<Value>(part: Known<Value>): Value | null {
  return part.known ? part.value : null;
}
