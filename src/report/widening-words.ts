import { matters, type Widening } from '../core/plan/widened-set.ts';
import { knownActions } from '../core/policy/actions/known-actions.ts';
import { byLevel } from '../core/policy/by-level.ts';
import type { PolicyChange } from '../core/policy/policy-change.ts';
import { actionsCounted, namesInLine } from './action-words.ts';
import { boundaryWords } from './field-changes.ts';
import { butFor } from './policy-words.ts';
import { markdown, type Style } from './style.ts';
import { count, listWords, sessionWords, thousands } from './words.ts';

const MOST = 5;
const FEW = 3;

/** What a set's holders can do more, after the set's name: `gains 3 write actions; denies less`. */
export function wideningWords(all: readonly Widening[], style = markdown, most = MOST): string {
  const told = all.slice(0, most).map((one) => words(one, style));
  const more = all.length - told.length;
  return `${told.join('; ')}${more > 0 ? ` … and ${thousands(more)} more` : ''}`;
}

function words(widening: Widening, style: Style): string {
  switch (widening.kind) {
    case 'actions':
      return actionWords(widening, style);
    case 'unknown-actions':
      return `may gain ${namesInLine(widening.patterns, style, FEW)}, not known here`;
    case 'later':
      return `takes in what AWS adds later${laterWords(widening, style)}`;
    case 'less-denied':
      return widening.actions.length === 0
        ? 'denies less'
        : `denies less of ${actionsCounted(widening.actions, style)}`;
    case 'dropped-conditions':
      return `drops the condition on ${namesInLine(widening.keys, style, FEW)}`;
    case 'unread-policy':
      return 'has an inline policy that cannot be understood, so it is not known what it gains';
    case 'managed-policy': {
      const { arn, known } = widening;
      return `adds the AWS managed policy ${lastOf(arn, style)} (${known?.does ?? 'not known here'})`;
    }
    case 'denying-policy':
      return `removes the AWS managed policy ${lastOf(widening.arn, style)}, which denies`;
    case 'customer-policy': {
      const { verb, name } = widening;
      const what = verb === 'adds' ? 'whose content is not known here' : 'which may deny something';
      return `${verb} the customer managed policy ${style.name(name)}, ${what}`;
    }
    case 'boundary': {
      const { from, to } = widening;
      const old = boundaryWords(from, style);
      return to === null
        ? `removes the permissions boundary ${old}`
        : `has another permissions boundary: ${old} → ${boundaryWords(to, style)}`;
    }
    case 'session':
      return `session ${sessionWords(widening.from)} → ${sessionWords(widening.to)}`;
    default:
      return widening satisfies never;
  }
}

const verbs = { gained: 'gains', more: 'may do more with', undenied: 'denies no longer' } as const;

type OfActions = Extract<Widening, { kind: 'actions' }>;

function actionWords({ by, actions, change }: OfActions, style: Style): string {
  const start = `${verbs[by]} ${levelsCounted(actions, style)}`;
  return by === 'undenied'
    ? `${start}, which other policies of the set may allow`
    : `${start}${everywhere(by, actions, change)}`;
}

function levelsCounted(actions: OfActions['actions'], style: Style): string {
  if (actions.length <= FEW) return actionsCounted(actions, style);
  const levels = byLevel(actions, knownActions());
  return listWords(
    levels.map(({ level, total }, index) => {
      const name = level.toLowerCase().replaceAll(' ', '-');
      return index === levels.length - 1
        ? count(total, `${name} action`)
        : `${thousands(total)} ${name}`;
    }),
  );
}

function everywhere(
  by: 'gained' | 'more',
  actions: OfActions['actions'],
  { unlimited, stillDenied }: PolicyChange,
): string {
  const all = (by === 'gained' ? unlimited.gained : unlimited.wider).filter(matters);
  if (all.length === 0) return '';
  const part = all.length === actions.length ? ' ' : `, ${thousands(all.length)} of them `;
  return `${part}on every resource${butFor(all, stillDenied)}`;
}

function laterWords({ gains }: Extract<Widening, { kind: 'later' }>, style: Style): string {
  const patterns = gains.flatMap((gain) => (gain.kind === 'pattern' ? [gain.pattern] : []));
  const [excluded] = gains.flatMap((gain) => (gain.kind === 'all-but' ? [gain.patterns] : []));
  return excluded === undefined
    ? ` to ${namesInLine(patterns, style, FEW)}`
    : `, ${style.strong('everything but')} ${namesInLine(excluded, style, FEW)}`;
}

function lastOf(arn: string, style: Style): string {
  return style.name(arn.slice(arn.lastIndexOf('/') + 1));
}
