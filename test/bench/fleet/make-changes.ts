import { ruleFile } from './mapping-files.ts';
import type { Random } from './random.ts';
import { type Rule, RuleBook } from './rule-book.ts';
import { named } from './write-rules.ts';

/** One assignment, by names. */
export interface Grant {
  readonly group: string;
  readonly permissionSet: string;
  readonly account: string;
}

/** What a pull request does to the rules: one file of them has others afterwards. */
export interface Change {
  /** Of the file. */
  readonly name: string;
  readonly title: string;
  readonly removed: readonly Rule[];
  readonly added: readonly Rule[];
  /** What it writes, by path. */
  readonly files: Readonly<Record<string, string>>;
  readonly coming: readonly Grant[];
  readonly going: readonly Grant[];
}

export interface Changes {
  /** Ten assignments of two groups: one hands over to the other. */
  readonly handOver: Change;
  /** Ten assignments with a group, a set and an account each, as far as there are so many. */
  readonly scattered: Change;
  /** Six assignments in each of 200 accounts, as far as there are so many. */
  readonly rollOut: Change;
}

export interface ChangeQuestion {
  /** Names of those that rules may name. */
  readonly accounts: readonly string[];
  readonly sets: readonly string[];
  readonly groups: readonly string[];
  /** Nothing else is granted to these two. */
  readonly own: readonly [string, string];
}

/** Six come and four go. */
const coming = 6;
const going = 4;
/** In the files before any of the changes. */
export const goingAtAll = 2 * going;

const rolledOut = { accounts: 200, inEach: 6, lots: 2 } as const;

/** Adds what will go to the book, which then says what there is before. */
export function makeChanges(question: ChangeQuestion, book: RuleBook, random: Random): Changes {
  const handOver = makeHandOver(question, random);
  for (const rule of handOver.removed) book.add(rule);
  const scattered = makeScattered(question, book, random);
  for (const rule of scattered.removed) book.add(rule);
  const both = new RuleBook([...book.rules, ...handOver.added, ...scattered.added]);
  return { handOver, scattered, rollOut: makeRollOut(question, both, random) };
}

function makeHandOver({ accounts, sets, own }: ChangeQuestion, random: Random): Change {
  const [blue, green] = own;
  const rota = (group: string, permissionSet: string, count: number): Rule => ({
    file: 'rota',
    groups: [group],
    permissionSet,
    target: named(random.some(accounts, count)),
  });
  const removed = rota(blue, random.pick(sets), going);
  const added = rota(green, random.pick(sets), coming);
  return changeOf('rota', 'Hand over the rota', [removed], [added]);
}

function makeScattered(question: ChangeQuestion, book: RuleBook, random: Random): Change {
  const count = coming + going;
  const groups = random.some(question.groups, count);
  const sets = random.some(question.sets, count);
  const accounts = random.some(question.accounts, count);
  const rules = Array.from({ length: count }, (_, index) => {
    const permissionSet = sets[index % sets.length] ?? '';
    const account = accounts[index % accounts.length] ?? '';
    const rule = (group: string): Rule => ({
      file: 'on-call',
      groups: [group],
      permissionSet,
      target: named([account]),
    });
    // Somebody who has it already would make it no change.
    const left = [...groups.slice(index), ...groups, ...question.groups];
    return firstNews(left.map(rule), book);
  });
  return changeOf('on-call', 'Change who is on call', rules.slice(0, going), rules.slice(going));
}

/** Each lot of the accounts gets its own sets for its own groups. */
function makeRollOut(question: ChangeQuestion, book: RuleBook, random: Random): Change {
  const accounts = random.some(question.accounts, rolledOut.accounts);
  const size = Math.ceil(accounts.length / rolledOut.lots);
  const groups = random.some(question.groups, question.groups.length);
  const sets = random.some(question.sets, question.sets.length);
  const whole = new RuleBook(book.rules);
  const added = Array.from({ length: rolledOut.lots * rolledOut.inEach }, (_, index) => {
    const lot = index % rolledOut.lots;
    const target = named(accounts.slice(lot * size, (lot + 1) * size));
    const rule = firstNews(eachWith(groups, sets, index, target), whole);
    whole.add(rule);
    return rule;
  });
  return changeOf('roll-out', 'Roll out the platform', [], added);
}

function* eachWith(
  groups: readonly string[],
  sets: readonly string[],
  from: number,
  target: Rule['target'],
): Generator<Rule> {
  for (let turn = 0; turn < groups.length * sets.length; turn += 1) {
    const group = groups[(from + Math.floor(turn / sets.length)) % groups.length] ?? '';
    const permissionSet = sets[(from + turn) % sets.length] ?? '';
    yield { file: 'roll-out', groups: [group], permissionSet, target };
  }
}

function firstNews(rules: Iterable<Rule>, book: RuleBook): Rule {
  for (const rule of rules) if (book.isNews(rule)) return rule;
  throw new Error('everybody has everything');
}

function changeOf(
  name: string,
  title: string,
  removed: readonly Rule[],
  added: readonly Rule[],
): Change {
  const files = ruleFile(name, added);
  return { name, title, removed, added, files, coming: grantsOf(added), going: grantsOf(removed) };
}

function grantsOf(rules: readonly Rule[]): Grant[] {
  return new RuleBook(rules).grants.flatMap(({ accounts, ...grant }) =>
    accounts.map((account) => ({ ...grant, account })),
  );
}
